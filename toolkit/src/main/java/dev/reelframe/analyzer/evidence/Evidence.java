package dev.reelframe.analyzer.evidence;

import dev.reelframe.table.Schema;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A row of a table that a statement rests on, or that the table has no row there.
 *
 * @param table name of the table
 * @param row number of the row, from 0; empty where the statement rests on there being none
 * @param startS where that row begins, seconds
 */
public record Evidence(String table, OptionalInt row, OptionalDouble startS) {

  /** The statement rests on the table having no row. */
  public static Evidence noRowOf(String table) {
    return new Evidence(table, OptionalInt.empty(), OptionalDouble.empty());
  }

  /** Adds the columns of {@link #cells}. */
  public static Schema columns(Schema schema) {
    return schema
        .text("source", "name of the table that it rests on")
        .integer("row", "row of that table, from 0; missing where it rests on there being no row")
        .number("row_start_s", "where that row begins");
  }

  /** Table, row and its start, null where missing. */
  public Object[] cells() {
    return new Object[] {
      table,
      row.isPresent() ? row.getAsInt() : null,
      startS.isPresent() ? startS.getAsDouble() : null
    };
  }

  /** {@code text_overlay#3}: table and row in short. */
  @Override
  public String toString() {
    return table + (row.isPresent() ? "#" + row.getAsInt() : "");
  }
}
