package dev.reelframe.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** JSON: an array of records, one a line. */
final class JsonFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFile() {}

  static void write(Table table, Path file) throws IOException {
    try (JsonGenerator out =
        JSON.createGenerator(file.toFile(), com.fasterxml.jackson.core.JsonEncoding.UTF8)) {
      out.writeStartArray();
      for (int row = 0; row < table.rowCount(); row++) {
        out.writeRaw('\n');
        out.writeStartObject();
        for (Column<?> column : table.columns()) {
          out.writeFieldName(column.name());
          cell(out, column, row);
        }
        out.writeEndObject();
      }
      out.writeRaw('\n');
      out.writeEndArray();
    }
  }

  private static void cell(JsonGenerator out, Column<?> column, int row) throws IOException {
    if (column.isMissing(row)) {
      out.writeNull();
      return;
    }
    switch (column) {
      case DoubleColumn c -> out.writeNumber(c.getDouble(row));
      case IntColumn c -> out.writeNumber(c.getInt(row));
      case BooleanColumn c -> out.writeBoolean(c.get(row));
      default -> out.writeString(column.getString(row));
    }
  }

  static Table read(Path file, Schema schema) throws IOException {
    Rows rows = schema.rows();
    for (JsonNode record : JSON.readTree(file.toFile())) {
      Object[] cells = new Object[schema.fields().size()];
      for (int i = 0; i < cells.length; i++) {
        Field field = schema.fields().get(i);
        JsonNode cell = record.path(field.name());
        cells[i] = cell.isNull() || cell.isMissingNode() ? null : value(field, cell);
      }
      rows.add(cells);
    }
    return rows.table();
  }

  private static Object value(Field field, JsonNode cell) {
    return switch (field.kind()) {
      case TEXT -> cell.asText();
      case NUMBER -> cell.asDouble();
      case INTEGER -> cell.asInt();
      case FLAG -> cell.asBoolean();
    };
  }
}
