package dev.reelframe.chart;

import dev.reelframe.table.MeasuredTable;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/** The samples of tables' signals by track, sorted out once for all moments that are drawn. */
final class TrackSamples {
  private final Map<Table, Map<Integer, NavigableMap<Double, RowCells>>> tables =
      new IdentityHashMap<>();

  /** Samples by track and by time; none where the table has no tracks, or no signal of them. */
  Map<Integer, NavigableMap<Double, RowCells>> of(Table table) {
    return tables.computeIfAbsent(table, TrackSamples::read);
  }

  private static Map<Integer, NavigableMap<Double, RowCells>> read(Table table) {
    Map<Integer, NavigableMap<Double, RowCells>> tracks = new TreeMap<>();
    Optional<MeasuredTable> signal =
        table instanceof MeasuredTable measured && table.containsColumn("track_id")
            ? measured.signal()
            : Optional.empty();
    signal
        .filter(s -> s.containsColumn("track_id") && s.containsColumn("x_px"))
        .ifPresent(s -> {
          for (int row = 0; row < s.rowCount(); row++) {
            RowCells cells = new RowCells(s, row);
            if (cells.whole("track_id").isPresent() && cells.number("time_s").isPresent()) {
              tracks
                  .computeIfAbsent(cells.whole("track_id").get(), track -> new TreeMap<>())
                  .put(cells.timeS(), cells);
            }
          }
        });
    return tracks;
  }
}
