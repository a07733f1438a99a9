package dev.reelframe.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Joins of tables on the time axis. A row stands at {@code time_s}, or from {@code start_s} to
 * {@code end_s}.
 */
public final class TimeJoin {
  private TimeJoin() {}

  /**
   * As-of join: each row of {@code left} with the latest row of {@code right} that does not begin
   * after it.
   *
   * @param right sorted by time
   * @param toleranceS how far back the row may lie, seconds
   * @return all columns of {@code left}, then those of {@code right} as {@code <name of
   *     right>_<column>}; missing where no row was found
   */
  public static Table asOf(Table left, Table right, double toleranceS) {
    int[] match = new int[left.rowCount()];
    for (int row = 0; row < match.length; row++) {
      match[row] = latest(right, start(left, row), toleranceS);
    }
    Table out = left.copy();
    for (Column<?> column : right.columns()) {
      out.addColumns(taken(column, match, right.name() + "_" + column.name()));
    }
    return out;
  }

  private static int latest(Table right, OptionalDouble time, double toleranceS) {
    int found = -1;
    if (time.isPresent()) {
      for (int row = 0; row < right.rowCount(); row++) {
        OptionalDouble at = start(right, row);
        if (at.isPresent()
            && at.getAsDouble() <= time.getAsDouble()
            && time.getAsDouble() - at.getAsDouble() <= toleranceS) {
          found = row;
        }
      }
    }
    return found;
  }

  /**
   * Interval join: each pair of rows that share time.
   *
   * @return columns of {@code left}, those of {@code right} as {@code <name of right>_<column>},
   *     and {@code overlap_s}
   */
  public static Table overlap(Table left, Table right) {
    List<Integer> leftRows = new ArrayList<>();
    List<Integer> rightRows = new ArrayList<>();
    DoubleColumn shared = DoubleColumn.create("overlap_s");
    for (int l = 0; l < left.rowCount(); l++) {
      for (int r = 0; r < right.rowCount(); r++) {
        double seconds = shared(left, l, right, r);
        if (seconds >= 0) {
          leftRows.add(l);
          rightRows.add(r);
          shared.append(seconds);
        }
      }
    }
    Table out = Table.create(left.name() + "_" + right.name());
    int[] ls = leftRows.stream().mapToInt(Integer::intValue).toArray();
    int[] rs = rightRows.stream().mapToInt(Integer::intValue).toArray();
    left.columns().forEach(c -> out.addColumns(taken(c, ls, c.name())));
    right.columns().forEach(c -> out.addColumns(taken(c, rs, right.name() + "_" + c.name())));
    return out.addColumns(shared);
  }

  /**
   * Seconds two rows share; 0 for a moment inside an interval; negative where they share nothing.
   */
  private static double shared(Table left, int l, Table right, int r) {
    OptionalDouble ls = start(left, l);
    OptionalDouble rs = start(right, r);
    if (ls.isEmpty() || rs.isEmpty()) {
      return -1;
    }
    OptionalDouble le = end(left, l);
    OptionalDouble re = end(right, r);
    if (le.isEmpty() && re.isEmpty()) {
      return ls.getAsDouble() == rs.getAsDouble() ? 0 : -1;
    }
    if (le.isEmpty() || re.isEmpty()) {
      double moment = le.isEmpty() ? ls.getAsDouble() : rs.getAsDouble();
      double from = le.isEmpty() ? rs.getAsDouble() : ls.getAsDouble();
      double to = le.isEmpty() ? re.getAsDouble() : le.getAsDouble();
      return from <= moment && moment < to ? 0 : -1;
    }
    double seconds =
        Math.min(le.getAsDouble(), re.getAsDouble()) - Math.max(ls.getAsDouble(), rs.getAsDouble());
    return seconds > 0 ? seconds : -1;
  }

  /**
   * Intervals in which a signal fulfils a condition.
   *
   * @param signal samples at {@code time_s}; a sample stands until the next one
   * @param column a number column
   * @param endS end of the last sample, seconds
   * @param minimumS shorter intervals are left out
   */
  public static List<Interval> where(
      Table signal, String column, DoublePredicate condition, double endS, double minimumS) {
    DoubleColumn time = signal.doubleColumn("time_s");
    List<Interval> out = new ArrayList<>();
    for (int row = 0; row < signal.rowCount(); row++) {
      Column<?> values = signal.column(column);
      double from = time.getDouble(row);
      double to = row + 1 < signal.rowCount() ? time.getDouble(row + 1) : endS;
      if (!values.isMissing(row)
          && to > from
          && condition.test(signal.numberColumn(column).getDouble(row))) {
        out.add(new Interval(from, to));
      }
    }
    return Interval.union(out).stream().filter(i -> i.length() >= minimumS).toList();
  }

  /** Where a row begins: {@code time_s}, or where that is missing {@code start_s}. */
  static OptionalDouble start(Table table, int row) {
    OptionalDouble time = cell(table, "time_s", row);
    return time.isPresent() ? time : cell(table, "start_s", row);
  }

  /** Where a row ends: {@code end_s}, none for a moment. */
  static OptionalDouble end(Table table, int row) {
    return cell(table, "end_s", row);
  }

  private static OptionalDouble cell(Table table, String column, int row) {
    if (!table.containsColumn(column) || table.column(column).isMissing(row)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(table.doubleColumn(column).getDouble(row));
  }

  /** A column with the cells of the given rows; -1 stands for a missing cell. */
  private static Column<?> taken(Column<?> column, int[] rows, String name) {
    Column<?> out = column.emptyCopy();
    out.setName(name);
    for (int row : rows) {
      if (row < 0 || column.isMissing(row)) {
        out.appendMissing();
      } else {
        out.appendObj(column.get(row));
      }
    }
    return out;
  }
}
