package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One face's eyes over its track.
 *
 * @param samples by time
 * @param blinks numbers of the samples in which the eyes are open again after a blink
 */
record EyeTrack(List<SampleClip> samples, List<Integer> blinks) {
  /** A look that lasts for fewer samples, of five a second, is a flicker. */
  private static final int FEWEST = 3;

  /**
   * The eyes in one frame.
   *
   * @param number within the track
   * @param row of the signal
   * @param unknown why there is no gaze; empty where there is one
   * @param presence of the face in the mesh model, 0..1
   */
  record SampleClip(
      int number,
      int row,
      double timeS,
      BoundingBox box,
      boolean closed,
      Optional<Gaze> gaze,
      Optional<String> unknown,
      double presence) {}

  /** Reads the rows of a signal that belong to one face. */
  static EyeTrack of(Table signal, List<Integer> rows) {
    List<EyeOpening.Opening> openings = rows.stream().map(row -> opening(signal.row(row))).toList();
    boolean[] closed = EyeOpening.closed(openings);
    double[] times = new double[closed.length];
    List<SampleClip> samples = new ArrayList<>();
    for (int i = 0; i < closed.length; i++) {
      Row row = signal.row(rows.get(i));
      times[i] = row.getDouble("time_s");
      Optional<Gaze> gaze =
          closed[i] || row.isMissing("gaze_yaw_deg")
              ? Optional.empty()
              : Optional.of(
                  new Gaze(row.getDouble("gaze_yaw_deg"), row.getDouble("gaze_pitch_deg")));
      samples.add(
          new SampleClip(
              i,
              rows.get(i),
              times[i],
              BoundingBox.of(row),
              closed[i],
              gaze,
              gaze.isPresent() ? Optional.empty() : Optional.of(why(closed[i], openings.get(i))),
              row.getDouble("confidence")));
    }
    return new EyeTrack(samples, EyeOpening.blinks(times, closed));
  }

  private static EyeOpening.Opening opening(Row row) {
    return EyeOpening.Opening.of(
        Stream.of("right_opening_ratio", "left_opening_ratio")
            .filter(eye -> !row.isMissing(eye))
            .mapToDouble(row::getDouble)
            .toArray());
  }

  private static String why(boolean closed, EyeOpening.Opening opening) {
    return closed ? "eyes_closed" : Double.isNaN(opening.mean()) ? "no_eyes" : "eyes_too_small";
  }

  /** Stretches in which the eyes look one way, or cannot be seen to. */
  List<Stretches.Part<SampleClip>> parts(Interval whole, double cameraDeg) {
    return Stretches.of(
        whole,
        samples,
        FEWEST,
        s -> List.of(direction(s, cameraDeg), s.unknown),
        SampleClip::timeS);
  }

  private static Optional<String> direction(SampleClip sample, double cameraDeg) {
    return sample.gaze.map(gaze -> gaze.direction(cameraDeg));
  }

  /** The cells of a part's row from {@code gaze} on. */
  List<Object> cells(List<SampleClip> part, double cameraDeg) {
    List<Gaze> seen = part.stream().flatMap(s -> s.gaze.stream()).toList();
    // Where the look is seen in a few samples only, the row tells what holds in most.
    boolean told = 2 * seen.size() >= part.size();
    Optional<String> gaze =
        told ? Stretches.mostly(part, s -> direction(s, cameraDeg)) : Optional.empty();
    int first = part.getFirst().number;
    int last = part.getLast().number;
    return Arrays.asList(
        gaze.orElse(null),
        told ? cameraRatio(seen, cameraDeg) : null,
        told ? median(seen.stream().mapToDouble(Gaze::yawDeg).toArray()) : null,
        told ? median(seen.stream().mapToDouble(Gaze::pitchDeg).toArray()) : null,
        told ? null : Stretches.mostly(part, SampleClip::unknown).orElse(null),
        part.stream().filter(SampleClip::closed).count() / (double) part.size(),
        blinks.stream().filter(b -> b >= first && b <= last).count(),
        part.size(),
        part.stream().mapToDouble(SampleClip::presence).average().orElseThrow());
  }

  /** Writes what was decided into the columns {@code gaze} and {@code closed} of its rows. */
  void complete(StringColumn gaze, BooleanColumn shut, double cameraDeg) {
    for (SampleClip sample : samples) {
      shut.set(sample.row, sample.closed);
      direction(sample, cameraDeg).ifPresent(word -> gaze.set(sample.row, word));
    }
  }

  private static double cameraRatio(List<Gaze> gazes, double cameraDeg) {
    return gazes.stream().filter(g -> g.offCameraDeg() <= cameraDeg).count()
        / (double) gazes.size();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
  }
}
