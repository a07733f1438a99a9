package dev.reelframe.table;

import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * One column of a schema.
 *
 * @param name snake_case, with its unit as a suffix where it has one
 * @param kind what its cells hold
 * @param meaning one sentence: range, reference, method
 * @param values the closed list of values of a text column; empty where any text may stand
 */
public record Field(String name, Kind kind, String meaning, List<String> values) {
  /** What cells hold. Any cell may be missing unless the meaning says otherwise. */
  public enum Kind {
    TEXT,
    NUMBER,
    INTEGER,
    FLAG;

    /** The Tablesaw type of such a column. */
    public ColumnType columnType() {
      return switch (this) {
        case TEXT -> ColumnType.STRING;
        case NUMBER -> ColumnType.DOUBLE;
        case INTEGER -> ColumnType.INTEGER;
        case FLAG -> ColumnType.BOOLEAN;
      };
    }
  }

  public Field {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("column '" + name + "': use snake_case");
    }
    values = List.copyOf(values);
  }

  /** Unit in words, from the suffix of the name; empty where the column has none. */
  public String unit() {
    return Units.words(name);
  }

  /** An empty column of this field. */
  public Column<?> newColumn() {
    return switch (kind) {
      case TEXT -> StringColumn.create(name);
      case NUMBER -> DoubleColumn.create(name);
      case INTEGER -> IntColumn.create(name);
      case FLAG -> BooleanColumn.create(name);
    };
  }
}
