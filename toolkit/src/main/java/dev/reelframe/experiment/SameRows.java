package dev.reelframe.experiment;

import dev.reelframe.pipeline.Analysis;
import dev.reelframe.table.Field;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of a run against those of a reference run. Rows are the same where their first text column
 * says the same (a colour by its name, not by its measured value) and their times agree: moments
 * within 0.1 s, intervals in half or more of what either covers. Each row is the partner of one row
 * at most.
 */
final class SameRows {
  private static final double MOMENT_S = 0.1;
  private static final double OVERLAP_RATIO = 0.5;

  private final MeasuredTable wanted;
  private final MeasuredTable found;
  private final Optional<String> word;

  private SameRows(MeasuredTable wanted, MeasuredTable found) {
    this.wanted = wanted;
    this.found = found;
    this.word =
        wanted.schema().fields().stream()
            .filter(f -> f.kind() == Field.Kind.TEXT && !f.name().endsWith("_hex"))
            .map(Field::name)
            .findFirst();
  }

  /**
   * {@code <table>_same_rows_ratio}: twice the partners over all rows of both, 0..1. A table that
   * is not there counts as one without rows.
   */
  static Map<String, Double> of(List<MeasuredTable> reference, Analysis run) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (MeasuredTable wanted : reference) {
      String name = wanted.schema().table();
      boolean timed = wanted.containsColumn("start_s") || wanted.containsColumn("time_s");
      if (timed && run.results().stream().anyMatch(r -> r.name().equals(name))) {
        values.put(name + "_same_rows_ratio", new SameRows(wanted, run.tableOrEmpty(name)).ratio());
      }
    }
    return values;
  }

  private double ratio() {
    int all = wanted.rowCount() + found.rowCount();
    if (all == 0) {
      return 1;
    }
    boolean[] taken = new boolean[found.rowCount()];
    int partners = 0;
    for (int row = 0; row < wanted.rowCount(); row++) {
      int best = -1;
      for (int other = 0; other < taken.length; other++) {
        boolean nearer = best < 0 || agreement(row, other) > agreement(row, best);
        if (!taken[other] && agreement(row, other) > 0 && nearer) {
          best = other;
        }
      }
      if (best >= 0) {
        taken[best] = true;
        partners++;
      }
    }
    return 2.0 * partners / all;
  }

  /** 0 where they are not the same row; else the more, the nearer they are. */
  private double agreement(int row, int other) {
    if (word.isPresent()
        && !wanted.getString(row, word.get()).equals(found.getString(other, word.get()))) {
      return 0;
    }
    Optional<Interval> here = interval(wanted, row);
    Optional<Interval> there = interval(found, other);
    if (here.isPresent() && there.isPresent()) {
      double both = here.get().overlap(there.get());
      double ratio = both / (here.get().length() + there.get().length() - both);
      return ratio >= OVERLAP_RATIO ? ratio : 0;
    }
    double apart = Math.abs(moment(wanted, row) - moment(found, other));
    return apart <= MOMENT_S ? 1 / (1 + apart) : 0;
  }

  /** Empty where the row is a moment. */
  private static Optional<Interval> interval(MeasuredTable table, int row) {
    double start = cell(table, "start_s", row);
    double end = cell(table, "end_s", row);
    return start < end ? Optional.of(new Interval(start, end)) : Optional.empty();
  }

  private static double moment(MeasuredTable table, int row) {
    double time = cell(table, "time_s", row);
    return Double.isNaN(time) ? cell(table, "start_s", row) : time;
  }

  /** NaN where it is missing. */
  private static double cell(MeasuredTable table, String column, int row) {
    return table.containsColumn(column) ? table.doubleColumn(column).getDouble(row) : Double.NaN;
  }
}
