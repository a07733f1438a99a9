package dev.reelframe.report;

import dev.reelframe.markup.FittedText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as plain text of bounded size, beside its HTML. */
public final class PlainTable {
  private static final int ROWS = 20;
  private static final int COLUMNS = 12;
  private static final int CHARACTERS = 40;

  private PlainTable() {}

  /** The first and last rows, the first columns, cells cut. */
  public static String of(Table table) {
    int count = table.rowCount();
    int[] rows =
        count <= ROWS
            ? IntStream.range(0, count).toArray()
            : IntStream.concat(IntStream.range(0, ROWS - 5), IntStream.range(count - 5, count))
                .toArray();
    Table shown = Table.create(FittedText.line(String.valueOf(table.name()), 60));
    for (Column<?> column : table.columns().subList(0, Math.min(COLUMNS, table.columnCount()))) {
      StringColumn cells = StringColumn.create(name(shown, column.name()));
      for (int row : rows) {
        cells.append(cell(column, row));
      }
      shown.addColumns(cells);
    }
    return shown.print(ROWS) + "\n" + HtmlTable.size(table);
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof DoubleColumn numbers && Double.isFinite(numbers.getDouble(row))) {
      return new BigDecimal(numbers.getDouble(row))
          .round(new MathContext(6))
          .stripTrailingZeros()
          .toPlainString();
    }
    // Marks of direction would turn the rest of the line around: plain text has nothing to hold
    // them.
    return FittedText.line(column.getString(row), CHARACTERS)
        .replaceAll("[\u202A-\u202E\u2066-\u2069]", "");
  }

  /** Names that are cut may become equal; Tablesaw wants them to differ. */
  private static String name(Table shown, String name) {
    String cut = FittedText.line(name, CHARACTERS);
    return shown.containsColumn(cut) ? cut + " " + shown.columnCount() : cut;
  }
}
