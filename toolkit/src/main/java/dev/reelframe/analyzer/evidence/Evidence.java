package dev.reelframe.analyzer.evidence;

import dev.reelframe.table.Column;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A row of a table that a statement rests on, or that the table has no row there.
 *
 * @param table name of the table
 * @param row number of the row, from 0; empty where the statement rests on there being none
 * @param startS where that row begins, seconds
 */
public record Evidence(
    @Column(name = "source", value = "name of the table that it rests on") String table,
    @Column("row of that table, from 0; missing where it rests on there being no row")
        OptionalInt row,
    @Column(name = "row_start_s", value = "where that row begins") OptionalDouble startS) {

  /** The statement rests on the table having no row. */
  public static Evidence noRowOf(String table) {
    return new Evidence(table, OptionalInt.empty(), OptionalDouble.empty());
  }

  /** {@code text_overlay#3}: table and row in short. */
  @Override
  public String toString() {
    return table + (row.isPresent() ? "#" + row.getAsInt() : "");
  }
}
