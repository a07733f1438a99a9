package dev.reelframe.export;

import dev.reelframe.results.SavedResults;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A detection in one sampled frame that belongs to a track which has a row in the table.
 *
 * @param label of the track; the table's name where it has none
 * @param box x, y, width, height, pixels
 */
record Observation(double timeS, int track, String label, double[] box, Double confidence) {

  /** The observations of an analyzer in the order of its signal. */
  static List<Observation> of(SavedResults results, String analyzer) throws IOException {
    Optional<MeasuredTable> table = results.table(analyzer);
    Optional<MeasuredTable> signal = results.signal(analyzer);
    List<Observation> found = new ArrayList<>();
    if (table.isEmpty() || signal.isEmpty() || !table.get().containsColumn("track_id")) {
      return found;
    }
    Map<Integer, String> labels = labels(table.get(), analyzer);
    MeasuredTable rows = signal.get();
    for (int row = 0; row < rows.rowCount(); row++) {
      if (rows.column("track_id").isMissing(row) || rows.column("x_px").isMissing(row)) {
        continue;
      }
      int track = rows.intColumn("track_id").getInt(row);
      if (labels.containsKey(track)) {
        Double sure =
            rows.column("confidence").isMissing(row)
                ? null
                : NamedIntervals.number(rows, row, "confidence");
        found.add(
            new Observation(
                NamedIntervals.number(rows, row, "time_s"),
                track,
                labels.get(track),
                box(rows, row),
                sure));
      }
    }
    return found;
  }

  private static Map<Integer, String> labels(MeasuredTable table, String analyzer) {
    Map<Integer, String> labels = new HashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      if (!table.column("track_id").isMissing(row)) {
        labels.put(
            table.intColumn("track_id").getInt(row),
            table.containsColumn("label") ? table.column("label").getString(row) : analyzer);
      }
    }
    return labels;
  }

  static double[] box(MeasuredTable rows, int row) {
    return new double[] {
      NamedIntervals.number(rows, row, "x_px"),
      NamedIntervals.number(rows, row, "y_px"),
      NamedIntervals.number(rows, row, "w_px"),
      NamedIntervals.number(rows, row, "h_px")
    };
  }
}
