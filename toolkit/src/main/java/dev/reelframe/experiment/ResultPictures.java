package dev.reelframe.experiment;

import dev.reelframe.chart.Charts;
import dev.reelframe.chart.Picture;
import dev.reelframe.experiment.Tradeoff.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Results as charts of XChart's. */
final class ResultPictures {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 380;
  private static final int ROW = 46;
  private static final int FRAME = 110;
  private static final int MOST_ROWS = 40;
  private static final double ROOM = 0.15;
  private static final double ABOVE_ROWS = 0.3;
  private static final double ABOVE_POINTS = 0.06;

  private final Trials trials;
  private final Design design;
  private final List<Configuration> configurations;
  private final int baseline;
  private final List<Integer> clips;

  ResultPictures(Trials trials) {
    this.trials = trials;
    this.design = trials.design();
    this.configurations = design.configurations();
    this.baseline = design.baselineIndex();
    this.clips = IntStream.range(0, design.subjects.size()).boxed().toList();
  }

  private CostRatio ratio(int configuration, String measure) {
    double[] logs = trials.logRatios(clips, configuration, baseline, measure);
    return logs.length == 0
        ? new CostRatio(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0)
        : CostRatio.ofLogs(logs);
  }

  /** A line for each setting: its ratio to the baseline and the interval, 1 marked. */
  Picture ratios(String measure) {
    List<Integer> shown =
        IntStream.range(0, configurations.size())
            .filter(c -> c != baseline && ratio(c, measure).pairs() > 0)
            .limit(MOST_ROWS)
            .boxed()
            .toList();
    String title = measure + " beside " + words(baseline);
    XYChart chart = chart(title, FRAME + ROW * shown.size(), "ratio, 95 % interval", "");
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(shown.size() + 1.0);
    chart.getStyler().setYAxisTicksVisible(false).setPlotGridHorizontalLinesVisible(false);
    List<Double> ends = new ArrayList<>(List.of(1.0));
    for (int i = 0; i < shown.size(); i++) {
      double y = shown.size() - i;
      CostRatio found = ratio(shown.get(i), measure);
      double[] x = {found.low(), found.high()};
      interval(chart, "interval " + i, x, new double[] {y, y}, 0);
      point(chart, "ratio " + i, found.ratio(), y, 0);
      String name = words(shown.get(i));
      chart.addAnnotation(new AnnotationText(name, found.ratio(), y + ABOVE_ROWS, false));
      Stream.of(found.ratio(), found.low(), found.high())
          .filter(Double::isFinite)
          .forEach(ends::add);
    }
    double[] axis = padded(ends);
    chart.getStyler().setXAxisMin(axis[0]).setXAxisMax(axis[1]);
    chart.addAnnotation(new AnnotationLine(1, true, false));
    return Charts.styled(chart, title);
  }

  /**
   * How many times faster than the baseline, over a numeric axis of the grid; a line for each
   * combination of the others.
   *
   * @throws IllegalArgumentException where there is no such axis
   */
  Picture scaling(String axis, String measure) {
    List<Object> values = design.grid.getOrDefault(axis, List.of());
    if (values.isEmpty() || !values.stream().allMatch(Number.class::isInstance)) {
      throw new IllegalArgumentException(
          "no axis of numbers is named " + axis + ": the grid has " + design.grid);
    }
    String title = "times faster in " + measure + " than " + words(baseline);
    XYChart chart = chart(title, HEIGHT, axis, "times faster");
    List<Configuration> others =
        configurations.stream().map(c -> c.without(axis)).distinct().toList();
    chart.getStyler().setLegendVisible(others.size() > 1);
    for (int line = 0; line < others.size(); line++) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int c = 0; c < configurations.size(); c++) {
        Configuration here = configurations.get(c);
        if (here.without(axis).equals(others.get(line))) {
          CostRatio found = ratio(c, measure);
          double at = ((Number) here.values().get(axis)).doubleValue();
          x.add(at);
          y.add(1 / found.ratio());
          double[] ends = {1 / found.low(), 1 / found.high()};
          interval(chart, line + " at " + at, new double[] {at, at}, ends, line);
        }
      }
      String name = others.get(line).toString();
      XYSeries series = chart.addSeries(name.isEmpty() ? measure : name, x, y);
      series.setLineColor(colour(line));
      series.setMarkerColor(colour(line));
    }
    chart.getStyler().setYAxisMin(0.0);
    return Charts.styled(chart, title);
  }

  /** A point for each setting; those that no other one beats are joined. */
  Picture tradeoff(String cost, String quality) {
    Tradeoff both = new Tradeoff(trials, cost, quality);
    String title = quality + " over " + cost;
    XYChart chart = chart(title, HEIGHT, cost, quality);
    chart.getStyler().setLegendVisible(false);
    List<Point> points =
        both.points().stream()
            .filter(p -> !Double.isNaN(p.cost() + p.quality()))
            .sorted(Comparator.comparingDouble(Point::cost))
            .toList();
    List<Point> front = points.stream().filter(both::onFront).toList();
    if (!front.isEmpty()) {
      XYSeries line =
          chart.addSeries(
              "front",
              front.stream().map(Point::cost).toList(),
              front.stream().map(Point::quality).toList());
      line.setMarker(SeriesMarkers.NONE).setLineColor(colour(0));
    }
    double[] x = padded(points.stream().map(Point::cost).toList());
    double[] y = padded(points.stream().map(Point::quality).toList());
    chart.getStyler().setXAxisMin(x[0]).setXAxisMax(x[1]).setYAxisMin(y[0]).setYAxisMax(y[1]);
    double above = ABOVE_POINTS * (y[1] - y[0]);
    for (Point point : points) {
      String name = words(point.configuration());
      point(chart, name, point.cost(), point.quality(), both.onFront(point) ? 0 : 7);
      chart.addAnnotation(new AnnotationText(name, point.cost(), point.quality() + above, false));
    }
    return Charts.styled(chart, title);
  }

  /** Least and most, with room for the words beside points. */
  private static double[] padded(List<Double> values) {
    double least = values.stream().min(Double::compare).orElse(0.0);
    double most = values.stream().max(Double::compare).orElse(1.0);
    double room = most > least ? ROOM * (most - least) : Math.max(0.1, ROOM * Math.abs(most));
    return new double[] {least - room, most + room};
  }

  private String words(int configuration) {
    String words = configurations.get(configuration).toString();
    return words.isEmpty() ? "the run as it is" : words;
  }

  private static XYChart chart(String title, int height, String x, String y) {
    return new XYChartBuilder()
        .width(WIDTH)
        .height(height)
        .title(title)
        .xAxisTitle(x)
        .yAxisTitle(y)
        .build();
  }

  private static Color colour(int n) {
    return Charts.hue(n);
  }

  private static void interval(XYChart chart, String name, double[] x, double[] y, int hue) {
    if (Double.isNaN(x[0] + x[1] + y[0] + y[1])) {
      return;
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE).setLineColor(colour(hue));
    series.setLineStyle(new BasicStroke(2)).setShowInLegend(false);
  }

  private static void point(XYChart chart, String name, double x, double y, int hue) {
    XYSeries series = chart.addSeries(name, new double[] {x}, new double[] {y});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour(hue));
  }
}
