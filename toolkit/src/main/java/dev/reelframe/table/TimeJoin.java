package dev.reelframe.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
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
   * @param right in any order; of rows that begin at the same time the last one counts
   * @param toleranceS how far back the row may lie, seconds
   * @return all columns of {@code left}, then those of {@code right} as {@code <name of
   *     right>_<column>}; missing where no row was found
   */
  public static Table asOf(Table left, Table right, double toleranceS) {
    Times times = Times.of(right);
    int[] match = new int[left.rowCount()];
    for (int row = 0; row < match.length; row++) {
      match[row] = times.latest(start(left, row), toleranceS);
    }
    Table out = left.copy();
    for (Column<?> column : right.columns()) {
      out.addColumns(taken(column, match, right.name() + "_" + column.name()));
    }
    return out;
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
    Times rights = Times.of(right);
    for (int l = 0; l < left.rowCount(); l++) {
      for (int r : rights.around(start(left, l), end(left, l))) {
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
   * The rows of a table that have a time, by their start, to be searched without looking at each.
   *
   * @param rows numbers of the rows
   * @param starts seconds, rising
   * @param latestEnds end of the row that ends last among those up to this one, seconds
   */
  private record Times(int[] rows, double[] starts, double[] latestEnds) {
    static Times of(Table table) {
      int[] rows =
          IntStream.range(0, table.rowCount())
              .filter(row -> start(table, row).isPresent())
              .boxed()
              .sorted(Comparator.comparingDouble(row -> start(table, row).getAsDouble()))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] starts = new double[rows.length];
      double[] latestEnds = new double[rows.length];
      double latest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows.length; i++) {
        starts[i] = start(table, rows[i]).getAsDouble();
        latest = Math.max(latest, end(table, rows[i]).orElse(starts[i]));
        latestEnds[i] = latest;
      }
      return new Times(rows, starts, latestEnds);
    }

    /** Row that begins last, but neither after a time nor longer before it; -1 where none does. */
    int latest(OptionalDouble time, double toleranceS) {
      int at = time.isPresent() ? count(time.getAsDouble()) - 1 : -1;
      return at >= 0 && time.getAsDouble() - starts[at] <= toleranceS ? rows[at] : -1;
    }

    /** Rows that may share time with an interval or a moment, rising; some may not. */
    int[] around(OptionalDouble start, OptionalDouble end) {
      if (start.isEmpty()) {
        return new int[0];
      }
      IntStream.Builder found = IntStream.builder();
      int at = count(end.orElse(start.getAsDouble())) - 1;
      while (at >= 0 && latestEnds[at] >= start.getAsDouble()) {
        found.add(rows[at--]);
      }
      return found.build().sorted().toArray();
    }

    /** How many begin at a time or before it. */
    private int count(double time) {
      int low = 0;
      int high = starts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts[middle] <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
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
