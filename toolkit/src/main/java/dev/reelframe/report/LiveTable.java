package dev.reelframe.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.markup.BuildFile;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.media.ItemColumn;
import dev.reelframe.table.MeasuredTable;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table in a notebook's cell that can be sorted, filtered, paged and copied. Its rows lie in the
 * output, so it works in a saved notebook as well; where scripts do not run, the plain table
 * stands.
 */
public final class LiveTable {
  /** An output holds this many cells at most; the page says so where rows are left out. */
  private static final int MAX_CELLS = 200_000;

  private static final int MAX_CHARACTERS = 2_000_000;
  private static final int CELL_CHARACTERS = 2_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BuildFile SCRIPT = BuildFile.of(LiveTable.class, "table.js");

  private LiveTable() {}

  /** The table with the style and the script it needs: complete in itself. */
  public static Html of(Table table) {
    boolean plain =
        table.isEmpty() || table.columns().stream().anyMatch(ItemColumn.class::isInstance);
    return plain
        ? HtmlTable.CELL.standalone(table)
        : Html.of(
            Style.block(),
            Html.tag("div")
                .css("rf live")
                .add(
                    HtmlTable.head(table),
                    HtmlTable.CELL.of(table),
                    HtmlTable.CELL.about(table),
                    Html.data(data(table))),
            Html.script(SCRIPT));
  }

  private static ObjectNode data(Table table) {
    ObjectNode root = JSON.createObjectNode();
    root.put("total", table.rowCount());
    root.put("shown", HtmlTable.CELL.columns());
    if (table instanceof MeasuredTable measured) {
      root.put("clip", measured.provenance().mediaSha256());
    }
    int most = Math.min(table.rowCount(), Math.max(1, MAX_CELLS / table.columnCount()));
    int[] rows = IntStream.range(0, most).toArray();
    ArrayNode columns = root.putArray("columns");
    for (Column<?> column : table.columns()) {
      column(columns.addObject(), table, column, rows);
    }
    rows(root.putArray("rows"), table, most);
    return root;
  }

  private static void column(ObjectNode into, Table table, Column<?> column, int[] rows) {
    CellHtml cells = CellHtml.of(table, column, rows, CELL_CHARACTERS);
    into.put("name", FittedText.line(column.name(), 60));
    into.put("kind", cells.kind());
    into.put("unit", HtmlTable.unit(table, column, cells));
    HtmlTable.meaning(table, column).ifPresent(meaning -> into.put("meaning", meaning));
    cells.realDecimals().ifPresent(decimals -> into.put("decimals", decimals));
  }

  private static void rows(ArrayNode into, Table table, int most) {
    int characters = 0;
    for (int row = 0; row < most && characters < MAX_CHARACTERS; row++) {
      ArrayNode line = into.addArray();
      for (Column<?> column : table.columns()) {
        characters += cell(line, column, row);
      }
    }
  }

  private static int cell(ArrayNode line, Column<?> column, int row) {
    if (column.isMissing(row)) {
      line.addNull();
      return 0;
    }
    if (column instanceof NumericColumn<?> numbers && Double.isFinite(numbers.getDouble(row))) {
      double value = numbers.getDouble(row);
      if (value == Math.rint(value) && Math.abs(value) < 1e15) {
        line.add((long) value);
      } else {
        line.add(value);
      }
      return 0;
    }
    String text =
        column instanceof BooleanColumn flags
            ? flags.get(row).toString()
            : FittedText.cut(column.getString(row), CELL_CHARACTERS);
    line.add(text);
    return text.length();
  }
}
