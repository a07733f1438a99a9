package dev.reelframe.table;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

/** CSV: written as RFC 4180 says, read by Tablesaw with the types of the schema. */
enum CsvFile {
  PLAIN,
  /**
   * Text that a spreadsheet would take for a formula has an apostrophe before it, as OWASP advises
   * ("CSV Injection"); so has text with apostrophes before such a beginning, that none is lost.
   */
  SAFE;

  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);
  private static final Pattern ESCAPED = Pattern.compile("'+[=+\\-@\t\r].*", Pattern.DOTALL);

  void write(Table table, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, table.columnNames());
    Column<?>[] columns = table.columns().toArray(Column[]::new);
    String[] cells = new String[columns.length];
    for (int row = 0; row < table.rowCount(); row++) {
      for (int c = 0; c < columns.length; c++) {
        cells[c] = columns[c].isMissing(row) ? "" : cell(columns[c], row);
      }
      line(text, java.util.Arrays.asList(cells));
    }
    Files.writeString(file, text);
  }

  /** Numbers stay as they are. */
  private String cell(Column<?> column, int row) {
    String text = column.getUnformattedString(row);
    boolean risky = this == SAFE && column instanceof StringColumn;
    return risky && FORMULA.matcher(text).matches() ? "'" + text : text;
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

  Table read(Path file, Schema schema) throws IOException {
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
      if (this == SAFE) {
        table.columns().stream()
            .filter(StringColumn.class::isInstance)
            .map(StringColumn.class::cast)
            .forEach(CsvFile::unescape);
      }
      return table;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void unescape(StringColumn column) {
    for (int row = 0; row < column.size(); row++) {
      if (ESCAPED.matcher(column.get(row)).matches()) {
        column.set(row, column.get(row).substring(1));
      }
    }
  }
}
