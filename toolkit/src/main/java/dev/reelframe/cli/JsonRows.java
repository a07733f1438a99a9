package dev.reelframe.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Any table as JSON: an array of objects, missing cells as null. */
final class JsonRows {
  private JsonRows() {}

  static void write(Table table, PrintWriter out) throws IOException {
    try (JsonGenerator json =
        new ObjectMapper()
            .getFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartArray();
      for (int row = 0; row < table.rowCount(); row++) {
        json.writeStartObject();
        for (Column<?> column : table.columns()) {
          json.writeFieldName(column.name());
          if (column.isMissing(row)) {
            json.writeNull();
          } else if (column instanceof StringColumn text) {
            json.writeString(text.get(row));
          } else {
            json.writePOJO(column.get(row));
          }
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.println();
  }
}
