package dev.reelframe.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Any table as JSON: an array of objects, missing cells as null. */
final class JsonRows {
  private JsonRows() {}

  /** The rows as maps, in the order of the columns. */
  static List<Map<String, Object>> of(Table table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      Map<String, Object> cells = new LinkedHashMap<>();
      for (Column<?> column : table.columns()) {
        cells.put(column.name(), column.isMissing(row) ? null : column.get(row));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** An array of all rows. */
  static void write(Table table, PrintWriter out) throws IOException {
    try (JsonGenerator json =
        new ObjectMapper()
            .getFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartArray();
      for (Map<String, Object> row : of(table)) {
        json.writePOJO(row);
      }
      json.writeEndArray();
    }
    out.println();
  }
}
