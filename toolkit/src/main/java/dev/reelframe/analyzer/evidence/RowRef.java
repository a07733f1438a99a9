package dev.reelframe.analyzer.evidence;

import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * One row of a table on the time axis.
 *
 * @param table that it stands in
 * @param name of the table
 * @param row number, from 0
 * @param startS where it begins, seconds
 * @param endS where it ends; the same as {@code startS} for a moment
 */
public record RowRef(Table table, String name, int row, double startS, double endS) {

  /** All rows that say when they are, in the order of time. */
  public static List<RowRef> of(MeasuredTable table) {
    return of(table, table.schema().table());
  }

  /** The same of any table with {@code time_s}, or {@code start_s, end_s}. */
  public static List<RowRef> of(Table table, String name) {
    return IntStream.range(0, table.rowCount())
        .mapToObj(row -> of(table, name, row))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingDouble(RowRef::startS))
        .toList();
  }

  private static Optional<RowRef> of(Table table, String name, int row) {
    OptionalDouble time = number(table, "time_s", row);
    OptionalDouble start = time.isPresent() ? time : number(table, "start_s", row);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    double end = time.isPresent() ? start.getAsDouble() : number(table, "end_s", row).orElse(-1);
    return Optional.of(
        new RowRef(table, name, row, start.getAsDouble(), Math.max(start.getAsDouble(), end)));
  }

  private static OptionalDouble number(Table table, String column, int row) {
    if (!table.containsColumn(column) || table.column(column).isMissing(row)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(table.numberColumn(column).getDouble(row));
  }

  /** Whether it falls into a stretch; a moment at the start does, one at the end does not. */
  public boolean isIn(Interval stretch) {
    return isMoment()
        ? stretch.startS() <= startS && startS < stretch.endS()
        : sharedS(stretch) > 1e-6;
  }

  public boolean isMoment() {
    return startS == endS;
  }

  /** Seconds that it shares with a stretch. */
  public double sharedS(Interval stretch) {
    return Math.min(endS, stretch.endS()) - Math.max(startS, stretch.startS());
  }

  /** A text cell. */
  public Optional<String> text(String column) {
    return table.containsColumn(column) && !table.column(column).isMissing(row)
        ? Optional.of(table.column(column).getString(row))
        : Optional.empty();
  }

  public boolean is(String column, String value) {
    return text(column).filter(value::equals).isPresent();
  }

  /** A number cell. */
  public OptionalDouble number(String column) {
    return number(table, column, row);
  }

  /** A whole number. */
  public OptionalInt integer(String column) {
    OptionalDouble number = number(column);
    return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
  }

  public Evidence evidence() {
    return new Evidence(name, OptionalInt.of(row), OptionalDouble.of(startS));
  }
}
