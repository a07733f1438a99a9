package dev.reelframe.analyzer;

import dev.reelframe.media.Gap;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.BitmapBackedSelection;
import tech.tablesaw.selection.Selection;

/** Keeps tables about sound from speaking of a time for which the file holds none. */
final class SoundGaps {
  private SoundGaps() {}

  /** The rows that do not lie wholly inside a gap. */
  static Table outside(Table rows, List<Gap> gaps) {
    boolean intervals = rows.containsColumn("start_s") && rows.containsColumn("end_s");
    if (gaps.isEmpty() || !(intervals || rows.containsColumn("time_s"))) {
      return rows;
    }
    Selection outside = new BitmapBackedSelection();
    for (int row = 0; row < rows.rowCount(); row++) {
      double start = rows.doubleColumn(intervals ? "start_s" : "time_s").getDouble(row);
      double end = rows.doubleColumn(intervals ? "end_s" : "time_s").getDouble(row);
      if (gaps.stream().noneMatch(g -> start >= g.startS() && end <= g.endS())) {
        outside.add(row);
      }
    }
    return outside.size() == rows.rowCount() ? rows : rows.where(outside).setName(rows.name());
  }
}
