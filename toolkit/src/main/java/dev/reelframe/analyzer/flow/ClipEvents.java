package dev.reelframe.analyzer.flow;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.audio.AudioRow;
import dev.reelframe.analyzer.flow.TemporalFlow.FrameMotion;
import dev.reelframe.analyzer.track.ShotChange;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/**
 * What happens in a clip, from the tables of other analyzers and the motion of its frames.
 *
 * @param frames motion per frame
 * @param changes of shot, between whose first and last moments motion is not counted; empty where
 *     not known
 * @param audio windows of {@code audio_analysis}; empty without
 * @param textsS when captions appear; empty where not known
 */
record ClipEvents(
    List<FrameMotion> frames,
    Optional<List<ShotChange>> changes,
    List<Heard> audio,
    Optional<List<Double>> textsS) {
  /** What counts here of a window of {@code audio_analysis}. */
  record Heard(double startS, double endS, double loudnessLufs, int onsets) {
    static final RowSchema<Heard> SCHEMA = AudioRow.SCHEMA.select(Heard.class);
  }

  /** Cuts and captions are felt this long before and after. */
  private static final double FELT_S = 1.5;

  private static final double SAME_S = 1e-6;

  static ClipEvents of(Table signal, Inputs inputs) {
    return new ClipEvents(
        FrameMotion.SCHEMA.read(signal),
        inputs.table("cut_analysis").map(ShotChange::of),
        inputs.table("audio_analysis").map(Heard.SCHEMA::read).orElse(List.of()),
        inputs
            .table("text_overlay")
            .map(texts -> Interval.of(texts).stream().map(Interval::startS).toList()));
  }

  /** Moments of cuts and middles of gradual changes; empty where not known. */
  private Optional<List<Double>> cutsS() {
    return changes.map(all -> all.stream().map(ShotChange::middleS).toList());
  }

  /** What happens within a stretch. */
  Pace within(double fromS, double toS) {
    return new Pace(
        cutsS().map(c -> rate(c, fromS, toS)).orElse(Double.NaN),
        motion(fromS, toS),
        loudness(fromS, toS),
        onsets(fromS, toS),
        textsS.map(t -> rate(t, fromS, toS)).orElse(Double.NaN));
  }

  /** The same with cuts and captions felt from around. */
  Pace around(Pace pace, double fromS, double toS) {
    double middle = (fromS + toS) / 2;
    return new Pace(
        cutsS().map(c -> felt(c, middle)).orElse(Double.NaN),
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
    double sum = 0;
    double seconds = 0;
    for (int i = 1; i < frames.size(); i++) {
      double before = frames.get(i - 1).timeS();
      double at = frames.get(i).timeS();
      if (at >= fromS - SAME_S && at < toS - SAME_S && !changing(before, at)) {
        sum += frames.get(i).motionWidths();
        seconds += at - before;
      }
    }
    return seconds > 0 ? sum / seconds : 0;
  }

  private boolean changing(double beforeS, double atS) {
    return changes.orElse(List.of()).stream()
        .anyMatch(c -> c.startS() <= atS + SAME_S && c.endS() > beforeS + SAME_S);
  }

  /** Mean power of the windows that overlap, in LUFS; NaN without sound and in silence. */
  private double loudness(double fromS, double toS) {
    double power =
        mean(
            fromS,
            toS,
            window ->
                Double.isNaN(window.loudnessLufs()) ? 0 : Math.pow(10, window.loudnessLufs() / 10));
    return power > 0 ? 10 * Math.log10(power) : Double.NaN;
  }

  private double onsets(double fromS, double toS) {
    return mean(fromS, toS, window -> window.onsets() / (window.endS() - window.startS()));
  }

  /** Mean over the windows of sound that overlap a stretch, by shared time; NaN without any. */
  private double mean(double fromS, double toS, ToDoubleFunction<Heard> value) {
    double sum = 0;
    double seconds = 0;
    for (Heard window : audio) {
      double shared = Math.min(window.endS(), toS) - Math.max(window.startS(), fromS);
      if (shared > 0) {
        sum += shared * value.applyAsDouble(window);
        seconds += shared;
      }
    }
    return seconds > 0 ? sum / seconds : Double.NaN;
  }
}
