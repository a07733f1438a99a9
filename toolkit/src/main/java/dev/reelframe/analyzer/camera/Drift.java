package dev.reelframe.analyzer.camera;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How one component of the motion adds up.
 *
 * @param mean widths per second
 * @param way how far it leads, widths
 * @param oneWay share of pairs in its direction
 * @param overError mean over its standard error
 */
record Drift(double mean, double way, double oneWay, double overError) {
  static Drift of(List<MotionRow> pairs, ToDoubleFunction<MotionRow> component) {
    double[] sure = pairs.stream().filter(MotionRow::sure).mapToDouble(component).toArray();
    double mean = Arrays.stream(sure).average().orElse(0);
    double square = Arrays.stream(sure).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double error = Math.max(CameraRuns.MEASURE, Math.sqrt(square)) / Math.sqrt(sure.length);
    long along = Arrays.stream(sure).filter(v -> v * mean > 0).count();
    double way = Math.abs(mean) * CameraRuns.length(pairs);
    return new Drift(mean, way, (double) along / sure.length, Math.abs(mean) / error);
  }
}
