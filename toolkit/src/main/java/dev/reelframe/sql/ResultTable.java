package dev.reelframe.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What a query gave, as a table: whole numbers, numbers, truth values, and all else as text. */
final class ResultTable {
  private ResultTable() {}

  static Table of(String name, ResultSet result) throws SQLException {
    ResultSetMetaData about = result.getMetaData();
    List<Column<?>> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      String label = about.getColumnLabel(i);
      while (!taken.add(label)) {
        label += "_" + i;
      }
      columns.add(column(label, about.getColumnType(i), about.getColumnTypeName(i)));
    }
    while (result.next()) {
      for (int i = 0; i < columns.size(); i++) {
        append(columns.get(i), result, i + 1);
      }
    }
    return Table.create(name, columns.toArray(Column[]::new));
  }

  private static Column<?> column(String label, int type, String typeName) {
    if (typeName.equals("HUGEINT")) {
      return DoubleColumn.create(label);
    }
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> IntColumn.create(label);
      case Types.BIGINT -> LongColumn.create(label);
      case Types.FLOAT, Types.REAL, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC ->
          DoubleColumn.create(label);
      case Types.BOOLEAN, Types.BIT -> BooleanColumn.create(label);
      default -> StringColumn.create(label);
    };
  }

  private static void append(Column<?> column, ResultSet result, int index) throws SQLException {
    if (result.getObject(index) == null) {
      column.appendMissing();
      return;
    }
    switch (column) {
      case IntColumn c -> c.append(result.getInt(index));
      case LongColumn c -> c.append(result.getLong(index));
      case DoubleColumn c -> c.append(result.getDouble(index));
      case BooleanColumn c -> c.append(result.getBoolean(index));
      case StringColumn c -> c.append(result.getString(index));
      default -> throw new IllegalStateException(column.type().name());
    }
  }
}
