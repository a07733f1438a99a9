package dev.reelframe.analyzer.flow;

import dev.reelframe.analyzer.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What happens in a clip, from the tables of other analyzers and the motion of its frames.
 *
 * @param signal motion per frame
 * @param cutsS moments of cuts and middles of gradual changes; empty where not known
 * @param cutStarts first and last moments of changes, between which motion is not counted
 * @param audio windows of {@code audio_analysis}; empty without
 * @param textsS when captions appear; empty where not known
 */
record ClipEvents(
    Table signal,
    Optional<List<Double>> cutsS,
    List<double[]> cutStarts,
    Optional<Table> audio,
    Optional<List<Double>> textsS) {
  /** Cuts and captions are felt this long before and after. */
  private static final double FELT_S = 1.5;

  private static final double SAME_S = 1e-6;

  static ClipEvents of(Table signal, Inputs inputs) {
    List<double[]> changes = new ArrayList<>();
    Optional<List<Double>> cuts =
        inputs
            .table("cut_analysis")
            .map(table -> {
              List<Double> middles = new ArrayList<>();
              for (int row = 0; row < table.rowCount(); row++) {
                boolean hard = table.doubleColumn("start_s").isMissing(row);
                double start = table.doubleColumn(hard ? "time_s" : "start_s").getDouble(row);
                double end = table.doubleColumn(hard ? "time_s" : "end_s").getDouble(row);
                changes.add(new double[] {start, end});
                middles.add((start + end) / 2);
              }
              return middles;
            });
    Optional<Table> audio =
        inputs.table("audio_analysis").map(Table.class::cast).filter(t -> !t.isEmpty());
    Optional<List<Double>> texts =
        inputs.table("text_overlay").map(table -> table.doubleColumn("start_s").asList());
    return new ClipEvents(signal, cuts, changes, audio, texts);
  }

  /** What happens within a stretch. */
  Pace within(double fromS, double toS) {
    return new Pace(
        cutsS.map(c -> rate(c, fromS, toS)).orElse(Double.NaN),
        motion(fromS, toS),
        loudness(fromS, toS),
        onsets(fromS, toS),
        textsS.map(t -> rate(t, fromS, toS)).orElse(Double.NaN));
  }

  /** The same with cuts and captions felt from around. */
  Pace around(Pace pace, double fromS, double toS) {
    double middle = (fromS + toS) / 2;
    return new Pace(
        cutsS.map(c -> felt(c, middle)).orElse(Double.NaN),
        pace.motion(),
        pace.loudness(),
        pace.onsets(),
        textsS.map(t -> felt(t, middle)).orElse(Double.NaN));
  }

  private static double rate(List<Double> momentsS, double fromS, double toS) {
    long count = momentsS.stream().filter(t -> t >= fromS - SAME_S && t < toS - SAME_S).count();
    return count / (toS - fromS);
  }

  /** Moments per second under a triangular window of {@link #FELT_S} to both sides. */
  private static double felt(List<Double> momentsS, double atS) {
    return momentsS.stream().mapToDouble(t -> Math.max(0, 1 - Math.abs(t - atS) / FELT_S)).sum()
        / FELT_S;
  }

  /** Widths per second over the frames that do not show a change of shot; 0 without frames. */
  private double motion(double fromS, double toS) {
    DoubleColumn time = signal.doubleColumn("time_s");
    DoubleColumn moved = signal.doubleColumn("motion_widths");
    double sum = 0;
    double seconds = 0;
    for (int row = 1; row < signal.rowCount(); row++) {
      double at = time.getDouble(row);
      if (at >= fromS - SAME_S && at < toS - SAME_S && !changing(time.getDouble(row - 1), at)) {
        sum += moved.getDouble(row);
        seconds += at - time.getDouble(row - 1);
      }
    }
    return seconds > 0 ? sum / seconds : 0;
  }

  private boolean changing(double beforeS, double atS) {
    return cutStarts.stream().anyMatch(c -> c[0] <= atS + SAME_S && c[1] > beforeS + SAME_S);
  }

  /** Mean power of the windows that overlap, in LUFS; NaN without sound and in silence. */
  private double loudness(double fromS, double toS) {
    double power =
        mean(
            fromS,
            toS,
            (table, row) -> {
              DoubleColumn loudness = table.doubleColumn("loudness_lufs");
              return loudness.isMissing(row) ? 0 : Math.pow(10, loudness.getDouble(row) / 10);
            });
    return power > 0 ? 10 * Math.log10(power) : Double.NaN;
  }

  private double onsets(double fromS, double toS) {
    return mean(
        fromS,
        toS,
        (table, row) -> {
          double length =
              table.doubleColumn("end_s").getDouble(row)
                  - table.doubleColumn("start_s").getDouble(row);
          return table.intColumn("onsets").getInt(row) / length;
        });
  }

  /** Mean over the windows of sound that overlap a stretch, by shared time; NaN without any. */
  private double mean(double fromS, double toS, ToDoubleBiFunction<Table, Integer> value) {
    if (audio.isEmpty()) {
      return Double.NaN;
    }
    double[] start = audio.get().doubleColumn("start_s").asDoubleArray();
    double[] end = audio.get().doubleColumn("end_s").asDoubleArray();
    double sum = 0;
    double seconds = 0;
    for (int row = 0; row < start.length; row++) {
      double shared = Math.min(end[row], toS) - Math.max(start[row], fromS);
      if (shared > 0) {
        sum += shared * value.applyAsDouble(audio.get(), row);
        seconds += shared;
      }
    }
    return sum / seconds;
  }
}
