package dev.reelframe.table;

import tech.tablesaw.api.Table;

/**
 * Writes the rows of one table from records.
 *
 * @param <R> a row
 */
public final class RowWriter<R extends Record> {
  private final Rows rows;
  private final RowShape<R> shape;

  RowWriter(Rows rows, RowShape<R> shape) {
    this.rows = rows;
    this.shape = shape;
  }

  /** Adds a row at the end. */
  public RowWriter<R> add(R row) {
    Object[] cells = new Object[shape.fields().size()];
    shape.write(row, cells, 0);
    rows.add(cells);
    return this;
  }

  /** Rows so far. */
  public int size() {
    return rows.size();
  }

  /** The table, rows as they were added. */
  public Table table() {
    return rows.table();
  }
}
