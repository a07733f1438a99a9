package dev.reelframe.chart;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.chart.OverlayItem.Point;
import dev.reelframe.markup.FittedText;
import dev.reelframe.table.MeasuredTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The cells of one row by name; what the table lacks is empty, as what is missing. */
record RowCells(Table table, int row) {
  /** From this score a keypoint counts as seen. */
  private static final double POINT_SCORE = 0.3;

  private static final int NAME_LENGTH = 60;

  Optional<Double> number(String column) {
    return table.containsColumn(column)
            && !table.column(column).isMissing(row)
            && table.column(column) instanceof NumericColumn<?> numbers
        ? Optional.of(numbers.getDouble(row))
        : Optional.empty();
  }

  Optional<Integer> whole(String column) {
    return number(column).map(Double::intValue);
  }

  Optional<String> text(String column) {
    return table.containsColumn(column) && !table.column(column).isMissing(row)
        ? Optional.of(table.column(column).getString(row)).filter(t -> !t.isBlank())
        : Optional.empty();
  }

  double timeS() {
    return number("time_s").orElse(Double.NaN);
  }

  Optional<BoundingBox> box() {
    return number("x_px")
        .flatMap(x ->
            number("y_px")
                .flatMap(y ->
                    number("w_px")
                        .flatMap(w -> number("h_px").map(h -> new BoundingBox(x, y, w, h)))));
  }

  /** All pairs of columns {@code <name>_x_px, <name>_y_px}; unsure ones are left out. */
  Map<String, Point> points() {
    Map<String, Point> points = new LinkedHashMap<>();
    for (Column<?> column : table.columns()) {
      if (column.name().endsWith("_x_px")) {
        String name = column.name().substring(0, column.name().length() - "_x_px".length());
        Optional<Double> x = number(column.name());
        Optional<Double> y = number(name + "_y_px");
        boolean sure = number(name + "_score").orElse(1.0) >= POINT_SCORE;
        if (x.isPresent() && y.isPresent() && sure) {
          points.put(name, new Point(x.get(), y.get()));
        }
      }
    }
    return points;
  }

  /** Columns that say what a row is about, the most telling first, as the table's schema has it. */
  static List<String> labels(Table table) {
    return table instanceof MeasuredTable measured ? measured.schema().labels() : List.of();
  }

  /** What the row is about; empty where no text says it. */
  String words() {
    Stream<String> first =
        table.columns().stream().filter(StringColumn.class::isInstance).map(Column::name).limit(1);
    return Stream.concat(labels(table).stream(), first)
        .filter(name -> table.column(name) instanceof StringColumn)
        .flatMap(name -> text(name).stream())
        .findFirst()
        .map(name -> FittedText.line(name, NAME_LENGTH))
        .orElse("");
  }

  /** The confidence as per cent; empty where there is none. */
  String sureness() {
    return number("confidence").map(c -> String.format(Locale.ROOT, "%.0f %%", 100 * c)).orElse("");
  }
}
