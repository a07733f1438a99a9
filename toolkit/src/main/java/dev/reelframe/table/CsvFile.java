package dev.reelframe.table;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

/** CSV: written as RFC 4180 says, read by Tablesaw with the types of the schema. */
final class CsvFile {
  private CsvFile() {}

  static void write(Table table, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, table.columnNames());
    Column<?>[] columns = table.columns().toArray(Column[]::new);
    String[] cells = new String[columns.length];
    for (int row = 0; row < table.rowCount(); row++) {
      for (int c = 0; c < columns.length; c++) {
        cells[c] = columns[c].isMissing(row) ? "" : columns[c].getUnformattedString(row);
      }
      line(text, java.util.Arrays.asList(cells));
    }
    Files.writeString(file, text);
  }

  private static void line(StringBuilder text, Iterable<String> cells) {
    String separator = "";
    for (String cell : cells) {
      text.append(separator).append(quoted(cell));
      separator = ",";
    }
    text.append("\r\n");
  }

  private static String quoted(String cell) {
    boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    boolean padded = !cell.isEmpty() && !cell.strip().equals(cell);
    return special || padded ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  static Table read(Path file, Schema schema) throws IOException {
    ColumnType[] types =
        schema.fields().stream().map(f -> f.kind().columnType()).toArray(ColumnType[]::new);
    try (Reader reader = Files.newBufferedReader(file)) {
      Table table =
          Table.read()
              .usingOptions(
                  CsvReadOptions.builder(reader)
                      .tableName(schema.table())
                      .columnTypes(types)
                      .missingValueIndicator("")
                      .maxCharsPerColumn(1 << 20));
      return table;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
