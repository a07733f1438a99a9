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
      case StringColumn c -> c.append(wellFormed(cell.toString()));
      default ->
          throw new IllegalArgumentException("no schema makes a column of type " + column.type());
    }
  }

  /**
   * Text that has a form in UTF-8: half a surrogate pair, as a cut by characters leaves, has none.
   */
  private static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Rows so far. */
  public int size() {
    return table.rowCount();
  }

  /** The table, rows as they were added. */
  public Table table() {
    return table;
  }
}
