package dev.reelframe.export;

import dev.reelframe.clip.ShotIntervals;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as what editors and annotators know: stretches of time with a name. */
final class NamedIntervals {

  /**
   * A stretch with a name.
   *
   * @param startS inclusive
   * @param endS exclusive; equal to the start for a moment
   */
  record Mark(double startS, double endS, String text) {}

  private NamedIntervals() {}

  /** The shots by number; they cover the clip without a gap. */
  static List<Mark> shots(SavedResults results) {
    List<Mark> shots = new ArrayList<>();
    for (Interval shot : ShotIntervals.of(results.table("cut_analysis"), results.durationS())) {
      shots.add(new Mark(shot.startS(), shot.endS(), "Shot " + (shots.size() + 1)));
    }
    return shots;
  }

  /** The rows of a table of intervals by one of their columns; rows without a text are left out. */
  static List<Mark> of(SavedResults results, String analyzer, String column) {
    Optional<MeasuredTable> table = results.table(analyzer);
    List<Mark> marks = new ArrayList<>();
    if (table.isPresent() && table.get().containsColumn(column)) {
      MeasuredTable rows = table.get();
      for (int row = 0; row < rows.rowCount(); row++) {
        if (!rows.column(column).isMissing(row) && !rows.column("start_s").isMissing(row)) {
          marks.add(
              new Mark(
                  number(rows, row, "start_s"),
                  number(rows, row, "end_s"),
                  rows.column(column).getString(row)));
        }
      }
    }
    return marks;
  }

  static double number(MeasuredTable table, int row, String column) {
    return table.doubleColumn(column).getDouble(row);
  }
}
