package dev.reelframe.chart;

import dev.reelframe.chart.LaneContent.Step;
import dev.reelframe.chart.Shape.Anchor;
import dev.reelframe.chart.Shape.Box;
import dev.reelframe.chart.Shape.Line;
import dev.reelframe.chart.Shape.Words;
import dev.reelframe.markup.FittedText;
import dev.reelframe.table.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Charts of any table's columns. */
final class TableCharts {
  private static final int MAX_SERIES = 7;
  private static final int MAX_BARS = 30;
  private static final int MAX_POINTS = 4_000;
  private static final int MAX_TIPS = 500;
  private static final double BAR = 20;
  private static final double LABELS = 190;
  private static final double SIZE = 11;

  private TableCharts() {}

  static NumericColumn<?> numbers(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "table "
              + table.name()
              + " has no column "
              + name
              + "; it has "
              + String.join(", ", table.columnNames()));
    }
    if (table.column(name) instanceof NumericColumn<?> numbers) {
      return numbers;
    }
    throw new IllegalArgumentException(name + " holds no numbers: bars(table, name) counts texts");
  }

  static Drawing line(Table table, String... columns) {
    if (columns.length == 0 || columns.length > MAX_SERIES) {
      throw new IllegalArgumentException(
          columns.length + " columns to draw: name 1 to " + MAX_SERIES);
    }
    if (Stream.of(columns).map(Units::symbol).distinct().count() > 1) {
      throw new IllegalArgumentException(
          String.join(", ", columns)
              + " have different units and no scale in common: draw one chart for each unit");
    }
    boolean timed = TableLanes.hasTime(table);
    List<List<Step>> series =
        Stream.of(columns).map(name -> steps(table, numbers(table, name), timed)).toList();
    ValueScale up = common(series, columns);
    Plot plot = timed ? new Plot(endS(series), up) : new Plot(rowNumbers(table), up);
    for (int i = 0; i < columns.length; i++) {
      draw(plot, series.get(i), ThemeColor.hue(i), columns[i], timed);
    }
    if (columns.length > 1) {
      plot.legend(List.of(columns));
    }
    return plot.drawing(String.join(", ", columns) + (timed ? " over seconds" : " by row"));
  }

  private static List<Step> steps(Table table, NumericColumn<?> numbers, boolean timed) {
    if (timed) {
      return new TableLanes(table).curve(numbers.name()).steps();
    }
    return IntStream.range(0, numbers.size())
        .filter(row -> !numbers.isMissing(row) && Double.isFinite(numbers.getDouble(row)))
        .mapToObj(row -> new Step(row, Double.NaN, numbers.getDouble(row)))
        .toList();
  }

  private static double endS(List<List<Step>> series) {
    return series.stream().flatMap(List::stream).mapToDouble(TableCharts::endS).max().orElse(1);
  }

  private static double endS(Step step) {
    return Double.isNaN(step.endS()) ? step.startS() : step.endS();
  }

  private static ValueScale rowNumbers(Table table) {
    return new ValueScale("row", 0, Math.max(1, table.rowCount() - 1));
  }

  private static ValueScale common(List<List<Step>> series, String... columns) {
    double[] values =
        series.stream().flatMap(List::stream).mapToDouble(Step::value).sorted().toArray();
    String name = columns.length == 1 ? columns[0] : common(columns);
    return values.length == 0
        ? new ValueScale(name, 0, 1)
        : ValueScale.of(name, values[0], values[values.length - 1]);
  }

  /** What several columns are called together: the end of the name that says their unit. */
  private static String common(String... columns) {
    String first = columns[0];
    for (int from = 0; from < first.length(); from++) {
      String end = first.substring(from);
      if (Stream.of(columns).allMatch(name -> name.endsWith(end))) {
        return end.replaceFirst("^_", "");
      }
    }
    return "value";
  }

  private static void draw(
      Plot plot, List<Step> steps, ThemeColor ink, String name, boolean timed) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean pause =
          i > 0 && !Double.isNaN(step.endS()) && step.startS() - endS(steps.get(i - 1)) > 0.02;
      if (pause) {
        stroke(plot, points, ink);
        points.clear();
      }
      points.add(new double[] {plot.x(step.startS()), plot.y(step.value())});
      if (!Double.isNaN(step.endS())) {
        points.add(new double[] {plot.x(step.endS()), plot.y(step.value())});
      }
    }
    stroke(plot, points, ink);
    int every = Math.max(1, steps.size() / MAX_TIPS);
    for (int i = 0; i < steps.size(); i += every) {
      Step step = steps.get(i);
      String when = timed ? TimeAxis.moment(step.startS()) : "row " + (long) step.startS();
      double wide = Math.max(7, plot.x(endS(step)) - plot.x(step.startS()));
      String tip = when + "\n" + name + ": " + TimeAxis.number(step.value());
      // Nothing to see: what one points at to read the value.
      ThemeColor clear = ink.faint(0);
      double x = plot.x(step.startS()) - (Double.isNaN(step.endS()) ? wide / 2 : 0);
      plot.add(new Box(x, plot.y(step.value()) - 7, wide, 14, 0, clear, tip));
    }
  }

  private static void stroke(Plot plot, List<double[]> points, ThemeColor ink) {
    if (points.size() == 1) {
      double[] p = points.getFirst();
      plot.add(new Box(p[0] - 2, p[1] - 2, 4, 4, 2, ink, ""));
    } else if (points.size() > 1) {
      double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
      double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
      plot.add(new Line(x, y, 1.6, ink));
    }
  }

  /** Values that stand for labels, in the table's order. */
  static Drawing bars(Table table, String labels, String values) {
    NumericColumn<?> numbers = numbers(table, values);
    Column<?> names = table.column(labels);
    Map<String, Double> bars = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      if (!numbers.isMissing(row)) {
        String name = FittedText.line(names.getString(row), 80);
        bars.merge(
            bars.containsKey(name) ? name + " #" + row : name, numbers.getDouble(row), Double::sum);
      }
    }
    return bars(new ArrayList<>(bars.entrySet()), values, values + " by " + labels);
  }

  /** How many rows have each value, the most frequent first. */
  static Drawing counts(Table table, String column) {
    Column<?> values = table.column(column);
    Map<String, Double> counts = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      String name = values.isMissing(row) ? "missing" : FittedText.line(values.getString(row), 80);
      counts.merge(name, 1.0, Double::sum);
    }
    List<Map.Entry<String, Double>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()));
    return bars(sorted, "rows", "rows by " + column);
  }

  private static Drawing bars(List<Map.Entry<String, Double>> bars, String values, String title) {
    List<Map.Entry<String, Double>> shown = bars.subList(0, Math.min(MAX_BARS, bars.size()));
    double low = shown.stream().mapToDouble(Map.Entry::getValue).min().orElse(0);
    double high = shown.stream().mapToDouble(Map.Entry::getValue).max().orElse(1);
    // A bar's length is its value, so it begins at 0 whatever it measures.
    ValueScale scale = new ValueScale(values, Math.min(0, low), Math.max(0, high));
    NumberAxis axis = NumberAxis.of(scale, LABELS, Plot.RIGHT - 50);
    List<Shape> shapes = new ArrayList<>();
    double y = 8;
    for (Map.Entry<String, Double> bar : shown) {
      double from = axis.at(Math.min(0, bar.getValue()));
      double to = axis.at(Math.max(0, bar.getValue()));
      String number = TimeAxis.number(bar.getValue());
      String tip = bar.getKey() + ": " + number;
      shapes.add(
          new Box(
              from, y, Math.max(1, to - from), BAR - 5, 2.5, ThemeColor.hue(0).faint(0.75), tip));
      String name = FittedText.fitting(bar.getKey(), SIZE, LABELS - 14);
      shapes.add(
          new Words(LABELS - 8, y + 11.5, name, SIZE, Anchor.END, false, ThemeColor.TEXT, tip));
      shapes.add(new Words(to + 6, y + 11.5, number, SIZE, Anchor.START, ThemeColor.MUTED));
      y += BAR;
    }
    String rest =
        bars.size() > shown.size() ? "and " + (bars.size() - shown.size()) + " more · " : "";
    shapes.add(
        new Words(Plot.RIGHT, y + 14, rest + axis.name(), SIZE, Anchor.END, ThemeColor.MUTED));
    return new Drawing(title, Plot.WIDTH, (int) y + 22, shapes);
  }

  static Drawing histogram(Table table, String column) {
    NumericColumn<?> numbers = numbers(table, column);
    double[] values =
        IntStream.range(0, numbers.size())
            .filter(row -> !numbers.isMissing(row))
            .mapToDouble(numbers::getDouble)
            .filter(Double::isFinite)
            .toArray();
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    // Sturges' rule, between 5 and 40 bins.
    int bins = Math.clamp((int) Math.ceil(Math.log(values.length + 1) / Math.log(2)) + 1, 5, 40);
    double wide = high > low ? (high - low) / bins : 1;
    long[] counts = new long[bins];
    DoubleStream.of(values)
        .forEach(value -> counts[Math.clamp((int) ((value - low) / wide), 0, bins - 1)]++);
    long most = Math.max(1, java.util.Arrays.stream(counts).max().orElse(1));
    Plot plot =
        new Plot(new ValueScale(column, low, low + bins * wide), new ValueScale("rows", 0, most));
    for (int i = 0; i < bins; i++) {
      double left = plot.x(low + i * wide);
      double width = Math.max(1, plot.x(low + (i + 1) * wide) - left - 1);
      String tip =
          "%s to %s: %,d rows"
              .formatted(
                  TimeAxis.number(low + i * wide),
                  TimeAxis.number(low + (i + 1) * wide),
                  counts[i]);
      double top = plot.y(counts[i]);
      if (counts[i] > 0) {
        plot.add(
            new Box(left, top, width, Plot.BOTTOM - top, 2, ThemeColor.hue(0).faint(0.75), tip));
      }
    }
    int missing = numbers.size() - values.length;
    if (missing > 0) {
      plot.remark("%,d rows without a value".formatted(missing));
    }
    return plot.drawing("How often " + column + " has which value");
  }

  static Drawing scatter(Table table, String across, String up) {
    NumericColumn<?> x = numbers(table, across);
    NumericColumn<?> y = numbers(table, up);
    int[] rows =
        IntStream.range(0, table.rowCount())
            .filter(row -> !x.isMissing(row) && !y.isMissing(row))
            .filter(row -> Double.isFinite(x.getDouble(row)) && Double.isFinite(y.getDouble(row)))
            .toArray();
    Plot plot = new Plot(ValueScale.of(x), ValueScale.of(y));
    int every = Math.max(1, (int) Math.ceil((double) rows.length / MAX_POINTS));
    ThemeColor ink = ThemeColor.hue(0).faint(rows.length > 200 ? 0.45 : 0.8);
    for (int i = 0; i < rows.length; i += every) {
      double a = x.getDouble(rows[i]);
      double b = y.getDouble(rows[i]);
      String tip =
          String.format(
              Locale.ROOT,
              "row %d%n%s: %s%n%s: %s",
              rows[i],
              across,
              TimeAxis.number(a),
              up,
              TimeAxis.number(b));
      plot.dot(a, b, ink, tip);
    }
    if (every > 1) {
      plot.remark("one of every " + every + " rows");
    }
    return plot.drawing(up + " against " + across);
  }
}
