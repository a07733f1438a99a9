package dev.reelframe.analyzer.eye;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One face's eyes over its track.
 *
 * @param rows of the signal, by time
 * @param times of the samples, seconds
 * @param closed whether both eyes are closed in each sample
 * @param gazes per sample; empty for closed and for very small eyes
 * @param confidence mean presence of the face in the mesh model, 0..1
 */
record EyeTrack(
    List<Integer> rows,
    double[] times,
    boolean[] closed,
    List<Optional<Gaze>> gazes,
    double confidence) {

  /** Reads the rows of a signal that belong to one face. */
  static EyeTrack of(Table signal, List<Integer> rows) {
    double[] times = new double[rows.size()];
    List<EyeOpening.Opening> openings = new ArrayList<>();
    double confidence = 0;
    for (int i = 0; i < times.length; i++) {
      Row row = signal.row(rows.get(i));
      times[i] = row.getDouble("time_s");
      openings.add(opening(row));
      confidence += row.getDouble("confidence");
    }
    boolean[] closed = EyeOpening.closed(openings);
    List<Optional<Gaze>> gazes = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      Row row = signal.row(rows.get(i));
      boolean seen = !closed[i] && !row.isMissing("gaze_yaw_deg");
      gazes.add(
          seen
              ? Optional.of(
                  new Gaze(row.getDouble("gaze_yaw_deg"), row.getDouble("gaze_pitch_deg")))
              : Optional.empty());
    }
    return new EyeTrack(rows, times, closed, gazes, confidence / times.length);
  }

  private static EyeOpening.Opening opening(Row row) {
    return EyeOpening.Opening.of(
        Stream.of("right_opening_ratio", "left_opening_ratio")
            .filter(eye -> !row.isMissing(eye))
            .mapToDouble(row::getDouble)
            .toArray());
  }

  /** The cells of the table from {@code gaze} on. */
  List<Object> cells(double cameraDeg) {
    List<Gaze> seen = gazes.stream().flatMap(Optional::stream).toList();
    boolean any = !seen.isEmpty();
    int shut = 0;
    for (boolean c : closed) {
      shut += c ? 1 : 0;
    }
    return Arrays.asList(
        mostOften(seen, cameraDeg).orElse(null),
        any ? cameraRatio(seen, cameraDeg) : null,
        any ? median(seen.stream().mapToDouble(Gaze::yawDeg).toArray()) : null,
        any ? median(seen.stream().mapToDouble(Gaze::pitchDeg).toArray()) : null,
        shut / (double) closed.length,
        EyeOpening.blinks(times, closed),
        times.length,
        confidence);
  }

  /** Writes what was decided into the columns {@code gaze} and {@code closed} of its rows. */
  void complete(StringColumn gaze, BooleanColumn shut, double cameraDeg) {
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      shut.set(row, closed[i]);
      gazes.get(i).ifPresent(g -> gaze.set(row, g.direction(cameraDeg)));
    }
  }

  private static double cameraRatio(List<Gaze> gazes, double cameraDeg) {
    return gazes.stream().filter(g -> g.offCameraDeg() <= cameraDeg).count()
        / (double) gazes.size();
  }

  private static Optional<String> mostOften(List<Gaze> gazes, double cameraDeg) {
    Map<String, Integer> counts = new TreeMap<>();
    gazes.forEach(g -> counts.merge(g.direction(cameraDeg), 1, Integer::sum));
    return counts.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
  }
}
