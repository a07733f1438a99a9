package dev.reelframe.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The columns of one table, in order, with a version that counts up when one of them changes.
 *
 * @param table name of the table, snake_case
 * @param version starts at 1
 * @param meaning one sentence: what a row is
 * @param fields in the order of the columns
 * @param labels columns that say what a row is about, the most telling first; a number stands for
 *     the table as a curve. Without any the first text does
 */
public record Schema(
    String table, int version, String meaning, List<Field> fields, List<String> labels) {
  /** What columns mean that mean the same in all tables. */
  private static final Map<String, String> STANDARD =
      Map.of(
          "start_s", "start of the interval, inclusive",
          "end_s", "end of the interval, exclusive",
          "time_s", "moment, from the container's timestamps",
          "frame", "0-based number of the frame in the video",
          "x_px", "left edge of the box",
          "y_px", "top edge of the box",
          "w_px", "width of the box",
          "h_px", "height of the box",
          "confidence", "0..1, from the model; missing where none gave one");

  public Schema {
    fields = List.copyOf(fields);
    labels = List.copyOf(labels);
    if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
      throw new IllegalArgumentException("table " + table + " names a column twice");
    }
    for (String label : labels) {
      if (fields.stream().noneMatch(f -> f.name().equals(label))) {
        throw new IllegalArgumentException("table " + table + " has no column " + label);
      }
    }
  }

  /** Without labels. */
  public Schema(String table, int version, String meaning, List<Field> fields) {
    this(table, version, meaning, fields, List.of());
  }

  /** A table of intervals: {@code start_s, end_s}, half open. */
  public static Schema intervals(String table, String meaning) {
    return new Schema(table, 1, meaning, List.of())
        .standardNumber("start_s")
        .standardNumber("end_s");
  }

  /** A table of moments: {@code time_s}. */
  public static Schema events(String table, String meaning) {
    return new Schema(table, 1, meaning, List.of()).standardNumber("time_s");
  }

  /** A table of frames: {@code time_s, frame}. */
  public static Schema frames(String table, String meaning) {
    return events(table, meaning).integer("frame", STANDARD.get("frame"));
  }

  /** The same columns in another version. */
  public Schema version(int number) {
    return new Schema(table, number, meaning, fields, labels);
  }

  /** The same columns under another name. */
  public Schema named(String other) {
    return new Schema(other, version, meaning, fields, labels);
  }

  /** With these columns to say what a row is about, the most telling first. */
  public Schema labels(String... columns) {
    return new Schema(table, version, meaning, fields, List.of(columns));
  }

  /** With a column of numbers. */
  public Schema number(String name, String meaning) {
    return with(new Field(name, Field.Kind.NUMBER, meaning, List.of()));
  }

  /** With a column of whole numbers. */
  public Schema integer(String name, String meaning) {
    return with(new Field(name, Field.Kind.INTEGER, meaning, List.of()));
  }

  /** With a column of true and false. */
  public Schema flag(String name, String meaning) {
    return with(new Field(name, Field.Kind.FLAG, meaning, List.of()));
  }

  /** A text column; with {@code values}, one that holds nothing else. */
  public Schema text(String name, String meaning, String... values) {
    return with(new Field(name, Field.Kind.TEXT, meaning, List.of(values)));
  }

  /** {@code x_px, y_px, w_px, h_px}: a box in display orientation, origin top left. */
  public Schema box() {
    return standardNumber("x_px")
        .standardNumber("y_px")
        .standardNumber("w_px")
        .standardNumber("h_px");
  }

  /** {@code confidence}: 0..1 from the model, missing where none gave one. */
  public Schema confidence() {
    return standardNumber("confidence");
  }

  /** What a column of that name means in all tables. */
  static Optional<String> standard(String column) {
    return Optional.ofNullable(STANDARD.get(column));
  }

  private Schema standardNumber(String column) {
    return number(column, STANDARD.get(column));
  }

  /** With another column at the end. */
  public Schema with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Schema(table, version, meaning, more, labels);
  }

  /** The column of that name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /** In the order of the columns. */
  public List<String> columnNames() {
    return fields.stream().map(Field::name).toList();
  }

  /** A table with these columns and no rows. */
  public Table newTable() {
    return Table.create(table, fields.stream().map(Field::newColumn).toArray(Column[]::new));
  }

  /** A writer of rows for a new table. */
  public Rows rows() {
    return new Rows(this);
  }

  /**
   * Checks names, order, types and closed value lists of a table.
   *
   * @throws IllegalArgumentException naming the first difference
   */
  public void check(Table found) {
    if (!found.columnNames().equals(columnNames())) {
      throw new IllegalArgumentException(
          "table "
              + table
              + " has columns "
              + found.columnNames()
              + ", its schema says "
              + columnNames());
    }
    for (Field field : fields) {
      Column<?> column = found.column(field.name());
      if (!column.type().equals(field.kind().columnType())) {
        throw new IllegalArgumentException(
            "column "
                + table
                + "."
                + field.name()
                + " is "
                + column.type()
                + ", its schema says "
                + field.kind());
      }
      if (!field.values().isEmpty()) {
        for (int row = 0; row < column.size(); row++) {
          if (!column.isMissing(row) && !field.values().contains(column.getString(row))) {
            throw new IllegalArgumentException(
                "column "
                    + table
                    + "."
                    + field.name()
                    + " holds '"
                    + column.getString(row)
                    + "', not one of "
                    + field.values());
          }
        }
      }
    }
  }
}
