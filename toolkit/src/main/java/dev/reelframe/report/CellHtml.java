package dev.reelframe.report;

import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.ItemColumn;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The cells of one column as HTML: numbers with one count of decimals, text cut, pictures small.
 */
final class CellHtml {
  private static final List<String> TIMES = List.of("start_s", "end_s", "time_s");
  private static final int THUMBNAIL_PX = 112;
  private static final int MAX_DECIMALS = 4;

  private final Column<?> column;
  private final int mostCharacters;
  private final int decimals;

  private CellHtml(Column<?> column, int mostCharacters, int decimals) {
    this.column = column;
    this.mostCharacters = mostCharacters;
    this.decimals = decimals;
  }

  /**
   * @param rows those that will be shown
   */
  static CellHtml of(Table table, Column<?> column, int[] rows, int mostCharacters) {
    // Start and end of a row are read together: they have their decimals in common.
    List<String> together = TIMES.contains(column.name()) ? TIMES : List.of(column.name());
    int decimals =
        together.stream()
            .filter(table::containsColumn)
            .map(table::column)
            .filter(CellHtml::real)
            .mapToInt(c -> decimals((NumericColumn<?>) c, rows))
            .max()
            .orElse(0);
    return new CellHtml(column, mostCharacters, decimals);
  }

  private static boolean real(Column<?> column) {
    return column instanceof DoubleColumn || column instanceof FloatColumn;
  }

  /** As many decimals as the largest number leaves room for, and no more than the numbers have. */
  private static int decimals(NumericColumn<?> column, int[] rows) {
    double largest = 0;
    for (int row : rows) {
      if (!column.isMissing(row) && Double.isFinite(column.getDouble(row))) {
        largest = Math.max(largest, Math.abs(column.getDouble(row)));
      }
    }
    int most = largest >= 1000 ? 1 : largest >= 100 ? 2 : largest >= 0.1 ? 3 : MAX_DECIMALS;
    int needed = 0;
    for (int row : rows) {
      if (!column.isMissing(row)) {
        String text = String.format(Locale.ROOT, "%." + most + "f", column.getDouble(row));
        String used = text.replaceAll("0+$", "");
        needed = Math.max(needed, used.length() - used.indexOf('.') - 1);
      }
    }
    return needed;
  }

  /** CSS class of the column: how it is set. */
  String kind() {
    return column instanceof NumericColumn<?> ? "n" : column instanceof ItemColumn ? "i" : "t";
  }

  /** Decimals that its numbers are written with; empty where they are whole or none. */
  OptionalInt realDecimals() {
    return real(column) ? OptionalInt.of(decimals) : OptionalInt.empty();
  }

  /** The cell's content. */
  Html html(int row) {
    if (column.isMissing(row)) {
      return Html.tag("span").css("m").addText("–");
    }
    if (column instanceof ItemColumn items) {
      return item(items, row);
    }
    if (real(column)) {
      return Html.text(number(((NumericColumn<?>) column).getDouble(row)));
    }
    if (column instanceof NumericColumn<?>) {
      return Html.text(column.getString(row).replace('-', '−'));
    }
    if (column instanceof BooleanColumn flags) {
      return Html.text(flags.get(row) ? "true" : "false");
    }
    String text = column.getString(row);
    Html line = Html.tag("bdi").addText(FittedText.line(text, mostCharacters));
    boolean colour = column.name().endsWith("_hex") && text.matches("#[0-9a-fA-F]{6}");
    Tag swatch = Html.tag("i").css("sw").attribute("style", "background:" + text);
    return colour ? Html.of(swatch, line) : line;
  }

  private String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    double least = Math.pow(10, -decimals);
    if (size > 0 && size < 0.5 * least) {
      String text = String.format(Locale.ROOT, "%." + decimals + "f", least);
      return value > 0 ? "<" + text : ">−" + text;
    }
    String text = String.format(Locale.ROOT, size >= 1e12 ? "%.3g" : "%." + decimals + "f", value);
    return text.replace('-', '−');
  }

  private static Html item(ItemColumn items, int row) {
    return switch (items.get(row)) {
      case Frame frame -> MediaHtml.picture(frame, THUMBNAIL_PX * 2, THUMBNAIL_PX);
      case AudioBlock block -> Html.tag("bdi").addText(MediaHtml.words(block));
    };
  }
}
