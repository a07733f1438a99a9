package dev.reelframe.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A table whose columns are the components of a record, so that each is stated once: the schema,
 * the writer and the reader come from here.
 *
 * <pre>{@code
 * record ShotRow(double startS, double endS, @Column("mean luma, 0..1") double lumaRatio) {
 *   static final RowSchema<ShotRow> SCHEMA = RowSchema.of(ShotRow.class, "shots", "A shot");
 * }
 *
 * RowWriter<ShotRow> rows = ShotRow.SCHEMA.rows();
 * rows.add(new ShotRow(0, 1.5, 0.4));
 * List<ShotRow> again = ShotRow.SCHEMA.read(rows.table());
 * }</pre>
 *
 * <p>Components are {@code double} (not finite where missing), {@code int}, {@code boolean}, their
 * boxes (null where missing), {@link String} (empty where missing), an enum, {@code
 * OptionalDouble}, {@code OptionalInt}, or an {@code Optional} of one of these. A component that is
 * a record, or an {@code Optional} of one, stands for the columns of its components. A {@code Map}
 * from an enum has the columns of its values for each constant: {@code left_wrist_x_px} for a
 * record with {@code x_px}, {@code happy} for a number; {@code {}} in the meaning stands for the
 * constant. A {@code List} has them for each number up to {@link Column#count()}: {@code
 * color_1_hex} for a record with {@code hex}; it ends where the cells of a number are missing.
 *
 * @param <R> a row
 */
public final class RowSchema<R extends Record> {
  private final Schema schema;
  private final RowShape<R> shape;

  private RowSchema(Schema schema, RowShape<R> shape) {
    this.schema = schema;
    this.shape = shape;
  }

  /**
   * The table of a record.
   *
   * @param table its name, snake_case
   * @param meaning one sentence: what a row is
   */
  public static <R extends Record> RowSchema<R> of(Class<R> type, String table, String meaning) {
    return of(type, table, meaning, Map.of());
  }

  /**
   * The same where some columns are known at run time only: those of a component {@code Map<String,
   * Object>}, by the name of the component. The map has cells by the names of columns.
   */
  public static <R extends Record> RowSchema<R> of(
      Class<R> type, String table, String meaning, Map<String, List<Field>> open) {
    RowShape<R> shape = RowShape.of(type, new RowShape.Beside(open, Optional.empty()));
    return new RowSchema<>(new Schema(table, 1, meaning, shape.fields()), shape);
  }

  /**
   * Some columns of the same table: whoever reads the table needs no more of it than these. What
   * they mean is not said again.
   *
   * @param type its components are named as the columns are
   * @throws IllegalArgumentException where this table has no such column, or one of another type
   */
  public <S extends Record> RowSchema<S> select(Class<S> type) {
    RowShape<S> part = RowShape.of(type, new RowShape.Beside(Map.of(), Optional.of(schema)));
    return new RowSchema<>(
        new Schema(schema.table(), schema.version(), schema.meaning(), part.fields()), part);
  }

  /** The same columns in another version. */
  public RowSchema<R> version(int number) {
    return new RowSchema<>(schema.version(number), shape);
  }

  /** The same, with columns that say what a row is about, see {@link Schema#labels()}. */
  public RowSchema<R> labels(String... columns) {
    return new RowSchema<>(schema.labels(columns), shape);
  }

  /** The same, a text column holding nothing but these, where an annotation cannot say them. */
  public RowSchema<R> values(String column, List<String> words) {
    List<Field> fields =
        schema.fields().stream()
            .map(f -> f.name().equals(column) ? new Field(column, f.kind(), f.meaning(), words) : f)
            .toList();
    return new RowSchema<>(
        new Schema(schema.table(), schema.version(), schema.meaning(), fields, schema.labels()),
        shape);
  }

  /** Names, types and meanings of the columns. */
  public Schema schema() {
    return schema;
  }

  /** A writer for a new table. */
  public RowWriter<R> rows() {
    return new RowWriter<>(schema.rows(), shape);
  }

  /** A table of these rows. */
  public Table table(Iterable<R> rows) {
    RowWriter<R> writer = rows();
    rows.forEach(writer::add);
    return writer.table();
  }

  /**
   * The rows of a table that has these columns, among others or not.
   *
   * @throws IllegalArgumentException where one is not there, or is missing in a row and cannot be
   */
  public List<R> read(Table table) {
    RowReader<R> reader = new RowReader<>(shape, table);
    List<R> rows = new ArrayList<>(table.rowCount());
    for (int row = 0; row < table.rowCount(); row++) {
      rows.add(reader.read(row));
    }
    return rows;
  }

  /** One row, see {@link #read(Table)}. */
  public R read(Table table, int row) {
    return new RowReader<>(shape, table).read(row);
  }
}
