package dev.reelframe.chart;

import dev.reelframe.chart.Shape.Anchor;
import dev.reelframe.chart.Shape.Box;
import dev.reelframe.chart.Shape.Line;
import dev.reelframe.chart.Shape.Words;
import dev.reelframe.markup.FittedText;
import java.util.ArrayList;
import java.util.List;

/** A plane with two axes, their ticks and names. */
final class Plot {
  static final int WIDTH = 720;
  static final int HEIGHT = 300;
  static final double LEFT = 64;
  static final double RIGHT = WIDTH - 16;
  static final double TOP = 30;
  static final double BOTTOM = HEIGHT - 46;
  private static final double SIZE = 11;

  private final NumberAxis x;
  private final NumberAxis y;
  private final List<Shape> shapes = new ArrayList<>();

  Plot(ValueScale across, ValueScale up) {
    this(NumberAxis.of(across, LEFT, RIGHT), up);
  }

  /** Over seconds. */
  Plot(double endS, ValueScale up) {
    this(NumberAxis.seconds(endS, LEFT, RIGHT), up);
  }

  private Plot(NumberAxis across, ValueScale up) {
    x = across;
    y = NumberAxis.of(up, BOTTOM, TOP);
    for (double tick : y.ticks()) {
      shapes.add(Line.between(LEFT, y.at(tick), RIGHT, y.at(tick), ThemeColor.RULE));
      words(LEFT - 8, y.at(tick) + 4, TimeAxis.number(tick), Anchor.END);
    }
    for (double tick : x.ticks()) {
      shapes.add(Line.between(x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4, ThemeColor.MUTED));
      words(x.at(tick), BOTTOM + 18, TimeAxis.number(tick), Anchor.MIDDLE);
    }
    shapes.add(Line.between(LEFT, BOTTOM, RIGHT, BOTTOM, ThemeColor.MUTED));
    words(RIGHT, HEIGHT - 6, x.name(), Anchor.END);
    words(0, 14, y.name(), Anchor.START);
  }

  private void words(double at, double base, String text, Anchor anchor) {
    String shown = FittedText.fitting(text, SIZE, WIDTH);
    shapes.add(new Words(at, base, shown, SIZE, anchor, ThemeColor.MUTED));
  }

  double x(double value) {
    return x.at(value);
  }

  double y(double value) {
    return y.at(value);
  }

  void add(Shape shape) {
    shapes.add(shape);
  }

  /** A dot that says more when one points at it. */
  void dot(double across, double up, ThemeColor ink, String tip) {
    shapes.add(new Box(x(across) - 2.5, y(up) - 2.5, 5, 5, 2.5, ink, tip));
  }

  /** Which hue stands for what, above the plane at the right. */
  void legend(List<String> names) {
    double at = RIGHT;
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = FittedText.fitting(names.get(i), SIZE, 180);
      words(at, 14, name, Anchor.END);
      at -= FittedText.width(name, SIZE) + 14;
      shapes.add(new Box(at, 5, 10, 10, 3, ThemeColor.hue(i), ""));
      at -= 12;
    }
  }

  /** A remark in the place of the legend. */
  void remark(String text) {
    words(RIGHT, 14, text, Anchor.END);
  }

  Drawing drawing(String title) {
    return new Drawing(title, WIDTH, HEIGHT, shapes);
  }
}
