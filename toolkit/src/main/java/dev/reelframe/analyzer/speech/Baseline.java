package dev.reelframe.analyzer.speech;

import java.util.Arrays;

/** Mean and standard deviation of a speaker's habit; a value is told by its distance from it. */
record Baseline(double mean, double deviation) {
  /** Of the values that are numbers. */
  static Baseline of(double[] all) {
    double[] values = Arrays.stream(all).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double square = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    return new Baseline(mean, Math.sqrt(square));
  }

  /** Distance from the mean in standard deviations; 0 where nothing varies. */
  double of(double value) {
    return deviation > 1e-9 ? (value - mean) / deviation : 0;
  }
}
