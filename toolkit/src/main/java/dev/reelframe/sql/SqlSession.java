package dev.reelframe.sql;

import dev.reelframe.table.Field;
import dev.reelframe.table.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A DuckDB database in memory whose tables are those of analyzers. Over results on disk each
 * analyzer is one view of all clips' files, read where they lie, with the clip's folder name in
 * front as {@code clip}. Queries may read the results and nothing else of the machine, and change
 * nothing on it.
 *
 * <pre>{@code
 * try (var sql = SqlSession.overResults(Path.of("results"))) {
 *   Table cuts = sql.query("select clip, count(*) as cuts from cut_analysis group by clip");
 * }
 * }</pre>
 */
public final class SqlSession implements AutoCloseable {
  private final DuckDBConnection connection;
  private final Map<String, Integer> clips;

  private SqlSession(DuckDBConnection connection, Map<String, Integer> clips) {
    this.connection = connection;
    this.clips = clips;
  }

  private static DuckDBConnection connect() {
    try {
      return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new SqlFailure("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Over tables in memory.
   *
   * @param tables by the names that queries use
   */
  public static SqlSession over(Map<String, Table> tables) {
    DuckDBConnection connection = connect();
    try (Statement statement = connection.createStatement()) {
      for (var table : tables.entrySet()) {
        statement.execute(
            "create table " + quoted(table.getKey()) + " (" + columns(table.getValue()) + ")");
        append(connection, table.getKey(), table.getValue());
      }
      lock(statement);
      return new SqlSession(connection, sizes(tables));
    } catch (SQLException e) {
      throw closing(connection, e);
    }
  }

  private static Map<String, Integer> sizes(Map<String, Table> tables) {
    Map<String, Integer> sizes = new TreeMap<>();
    tables.forEach((name, table) -> sizes.put(name, 1));
    return sizes;
  }

  /**
   * Over a folder that holds a folder of results per clip, or over one clip's.
   *
   * @throws IllegalArgumentException where no tables are in it
   */
  public static SqlSession overResults(Path folder) throws IOException {
    StoredTables stored = StoredTables.below(folder);
    DuckDBConnection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set allowed_directories=[" + literal(folder.toAbsolutePath().normalize() + "/") + "]");
      for (String name : stored.names()) {
        statement.execute("create view " + quoted(name) + " as " + stored.select(name));
      }
      lock(statement);
      return new SqlSession(connection, stored.clipCounts());
    } catch (SQLException e) {
      throw closing(connection, e);
    }
  }

  /** From here on no query reaches another file, an extension or the network. */
  private static void lock(Statement statement) throws SQLException {
    statement.execute("set enable_external_access=false");
    statement.execute("set lock_configuration=true");
  }

  private static SqlFailure closing(Connection connection, SQLException cause) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    return new SqlFailure(firstLine(cause), cause);
  }

  /** Names of the tables, with the number of clips that have one. */
  public Map<String, Integer> tables() {
    return clips;
  }

  /**
   * Runs a query.
   *
   * @throws SqlFailure where the database refuses it; the message is its own, with what it knows of
   *     similar names
   */
  public Table query(String select) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select)) {
      return ResultTable.of("query", result);
    } catch (SQLException e) {
      throw new SqlFailure(
          firstLine(e) + " (tables: " + String.join(", ", clips.keySet()) + ")", e);
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .limit(2)
        .collect(Collectors.joining(" "));
  }

  private static String columns(Table table) {
    return table.columns().stream()
        .map(column -> quoted(column.name()) + " " + type(column))
        .collect(Collectors.joining(", "));
  }

  private static String type(Column<?> column) {
    return switch (column) {
      case DoubleColumn c -> "double";
      case IntColumn c -> "integer";
      case BooleanColumn c -> "boolean";
      default -> "varchar";
    };
  }

  private static void append(DuckDBConnection connection, String name, Table table)
      throws SQLException {
    try (DuckDBAppender rows = connection.createAppender("main", name)) {
      for (int row = 0; row < table.rowCount(); row++) {
        rows.beginRow();
        for (Column<?> column : table.columns()) {
          append(rows, column, row);
        }
        rows.endRow();
      }
    }
  }

  private static void append(DuckDBAppender rows, Column<?> column, int row) throws SQLException {
    if (column.isMissing(row)) {
      rows.appendNull();
      return;
    }
    switch (column) {
      case DoubleColumn c -> rows.append(c.getDouble(row));
      case IntColumn c -> rows.append(c.getInt(row));
      case BooleanColumn c -> rows.append(c.get(row).booleanValue());
      default -> rows.append(column.getString(row));
    }
  }

  /** SQL types of a stored CSV table, from the schema beside it. */
  static String csvTypes(Schema schema) {
    return schema.fields().stream()
        .map(field -> literal(field.name()) + ": " + literal(csvType(field)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String csvType(Field field) {
    return switch (field.kind()) {
      case TEXT -> "VARCHAR";
      case NUMBER -> "DOUBLE";
      case INTEGER -> "INTEGER";
      case FLAG -> "BOOLEAN";
    };
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static boolean isClip(Path folder) {
    return Files.isRegularFile(folder.resolve("analysis.json"));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new SqlFailure("DuckDB does not close: " + e.getMessage(), e);
    }
  }
}
