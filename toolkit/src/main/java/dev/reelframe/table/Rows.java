package dev.reelframe.table;

import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Writes the rows of one table, cell by cell in the order of its schema; null is a missing cell.
 */
public final class Rows {
  private final Schema schema;
  private final Table table;

  Rows(Schema schema) {
    this.schema = schema;
    this.table = schema.newTable();
  }

  /**
   * Adds a row.
   *
   * @param cells one per column; numbers that are not finite become missing
   */
  public Rows add(Object... cells) {
    if (cells.length != schema.fields().size()) {
      throw new IllegalArgumentException(
          cells.length
              + " cells for the "
              + schema.fields().size()
              + " columns of "
              + schema.table());
    }
    for (int i = 0; i < cells.length; i++) {
      append(table.column(i), cells[i]);
    }
    return this;
  }

  private static void append(Column<?> column, Object cell) {
    if (cell == null
        || cell instanceof Double d && !Double.isFinite(d)
        || cell instanceof Float f && !Float.isFinite(f)) {
      column.appendMissing();
      return;
    }
    switch (column) {
      case DoubleColumn c -> c.append(((Number) cell).doubleValue());
      case IntColumn c -> c.append(Math.toIntExact(((Number) cell).longValue()));
      case BooleanColumn c -> c.append((boolean) cell);
      case StringColumn c -> c.append(cell.toString());
      default ->
          throw new IllegalArgumentException("no schema makes a column of type " + column.type());
    }
  }

  public int size() {
    return table.rowCount();
  }

  /** The table, rows as they were added. */
  public Table table() {
    return table;
  }
}
