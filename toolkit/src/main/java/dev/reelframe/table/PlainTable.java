package dev.reelframe.table;

import dev.reelframe.markup.FittedText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
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

  /** What Tablesaw's printer puts around a cell and behind it; the last one has nothing behind. */
  private static final int BORDER = 5;

  private PlainTable() {}

  /** The first and last rows, the first columns, cells cut. */
  public static String of(Table table) {
    return of(table, Integer.MAX_VALUE);
  }

  /**
   * The same, no line wider than that many characters: columns that have no room are named below.
   *
   * @param width at least 40
   */
  public static String of(Table table, int width) {
    int count = table.rowCount();
    int[] rows =
        count <= ROWS
            ? IntStream.range(0, count).toArray()
            : IntStream.concat(IntStream.range(0, ROWS - 5), IntStream.range(count - 5, count))
                .toArray();
    Table shown = Table.create(FittedText.line(String.valueOf(table.name()), 60));
    List<String> left = new ArrayList<>();
    int used = 0;
    for (Column<?> column : table.columns().subList(0, Math.min(COLUMNS, table.columnCount()))) {
      StringColumn cells = StringColumn.create(name(shown, column.name()));
      for (int row : rows) {
        cells.append(cell(column, row));
      }
      used += widest(cells) + BORDER;
      if (left.isEmpty() && (used - 1 <= width || shown.columnCount() == 0)) {
        shown.addColumns(cells);
      } else {
        left.add(column.name());
      }
    }
    String more = left.isEmpty() ? "" : "\n" + FittedText.line(beside(left), width);
    return shown.print(ROWS) + "\n" + size(table) + more;
  }

  /** {@code 1,000 rows × 12 columns}. */
  public static String size(Table table) {
    return "%,d %s × %,d %s"
        .formatted(
            table.rowCount(),
            table.rowCount() == 1 ? "row" : "rows",
            table.columnCount(),
            table.columnCount() == 1 ? "column" : "columns");
  }

  private static String beside(List<String> columns) {
    return "no room for " + String.join(", ", columns);
  }

  private static int widest(StringColumn cells) {
    int widest = cells.name().length();
    for (String cell : cells) {
      widest = Math.max(widest, cell.length());
    }
    return widest;
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
