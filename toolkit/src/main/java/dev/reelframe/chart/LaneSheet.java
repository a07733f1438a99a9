package dev.reelframe.chart;

import dev.reelframe.chart.LaneContent.Bars;
import dev.reelframe.chart.LaneContent.Curve;
import dev.reelframe.chart.LaneContent.Mark;
import dev.reelframe.chart.LaneContent.Note;
import dev.reelframe.chart.LaneContent.Part;
import dev.reelframe.chart.LaneContent.Step;
import dev.reelframe.chart.LaneContent.Swatch;
import dev.reelframe.chart.LaneContent.Swatches;
import dev.reelframe.chart.Shape.Anchor;
import dev.reelframe.chart.Shape.Box;
import dev.reelframe.chart.Shape.Line;
import dev.reelframe.chart.Shape.Words;
import dev.reelframe.markup.FittedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lanes one below the other on one time axis; names in a column at the left. */
final class LaneSheet {
  private static final int WIDE = 960;
  private static final double GUTTER = 190;
  private static final int NARROW = 340;
  private static final double RIGHT = 16;
  private static final double NAME_SIZE = 11.5;

  /** Bold text is wider. */
  private static final double BOLD = 1.06;

  private static final double BOLD_ROOM = 1.16;

  private static final double SMALL_SIZE = 11;
  private static final double LABEL_SIZE = 11;
  private static final double LANE_GAP = 5;
  private static final double BAR_HEIGHT = 17;
  private static final int MAX_ROWS = 4;

  /** Room for a name above its lane, where there is no column for names. */
  private static final double HEADING = 17;

  final TimeAxis axis;
  private final int width;
  private final double gutter;
  private final List<Shape> grid = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private double y = 4;

  LaneSheet(double durationS, PageWidth page) {
    width = page == PageWidth.WIDE ? WIDE : NARROW;
    gutter = page == PageWidth.WIDE ? GUTTER : 0;
    axis = new TimeAxis(Math.max(durationS, 1e-3), gutter, width - RIGHT);
  }

  int width() {
    return width;
  }

  /** Adds shapes of one's own, this high. */
  void add(List<? extends Shape> more, double height) {
    shapes.addAll(more);
    y += height;
  }

  double y() {
    return y;
  }

  /** The seconds; lines go down from here through all lanes that follow. */
  void seconds() {
    y += 14;
    for (double tick : axis.ticks()) {
      double x = axis.x(tick);
      // The last label would stand beyond the edge.
      Anchor anchor = x > width - 24 ? Anchor.END : x < 12 ? Anchor.START : Anchor.MIDDLE;
      shapes.add(
          new Words(
              anchor == Anchor.END ? width - 1 : x,
              y,
              axis.label(tick),
              SMALL_SIZE,
              anchor,
              ThemeColor.MUTED));
      grid.add(Line.between(x, y + 5, x, Double.NaN, ThemeColor.RULE));
    }
    y += 9;
  }

  /**
   * A lane.
   *
   * @param name in the left column
   * @param remark below it, small; may be empty
   * @param height of a curve or a palette; bars and notes have their own
   */
  void lane(String name, String remark, LaneContent content, double height) {
    if (gutter == 0) {
      heading(name, remark);
      remark = "";
    }
    double top = y;
    double least = remark.isEmpty() ? 20 : 30;
    double used =
        switch (content) {
          case Bars bars -> bars(bars, top, least);
          case Curve curve -> curve(curve, top, Math.max(height, least));
          case Swatches swatches -> swatches(swatches, top, Math.max(height, least));
          case Note note -> note(note, top);
        };
    used = Math.max(used, least);
    if (!(content instanceof Note)) {
      grid.addFirst(new Box(axis.left(), top, axis.width(), used, 3, ThemeColor.GROUND, ""));
    }
    if (gutter > 0) {
      name(name, remark, top, used);
    }
    y = top + used + LANE_GAP;
  }

  private void heading(String name, String remark) {
    String shown = FittedText.fitting(name, BOLD * NAME_SIZE, 0.6 * width);
    shapes.add(new Words(0, y + 12, shown, NAME_SIZE, Anchor.START, true, ThemeColor.TEXT, name));
    double from = FittedText.width(shown, BOLD_ROOM * NAME_SIZE) + 8;
    String rest = FittedText.fitting(remark, SMALL_SIZE, width - from);
    shapes.add(
        new Words(from, y + 12, rest, SMALL_SIZE, Anchor.START, false, ThemeColor.MUTED, remark));
    y += HEADING;
  }

  private void name(String name, String remark, double top, double height) {
    double room = gutter - 14;
    double middle = top + height / 2;
    double base = remark.isEmpty() ? middle + 4 : middle - 2;
    String shown = FittedText.fitting(name, BOLD * NAME_SIZE, room);
    shapes.add(new Words(0, base, shown, NAME_SIZE, Anchor.START, true, ThemeColor.TEXT, name));
    if (!remark.isEmpty()) {
      String fitting = FittedText.fitting(remark, SMALL_SIZE, room);
      shapes.add(
          new Words(
              0, base + 13, fitting, SMALL_SIZE, Anchor.START, false, ThemeColor.MUTED, remark));
    }
  }

  private double note(Note note, double top) {
    String text = FittedText.fitting(note.text(), LABEL_SIZE, axis.width() - 12);
    shapes.add(
        new Words(
            axis.left() + 6,
            top + 14,
            text,
            LABEL_SIZE,
            Anchor.START,
            false,
            ThemeColor.MUTED,
            note.text()));
    return 20;
  }

  private double bars(Bars bars, double top, double least) {
    Map<String, ThemeColor> hues = new LinkedHashMap<>();
    if (bars.marks().stream().anyMatch(m -> !m.category().isEmpty())) {
      hues.put("", ThemeColor.REST); // rows without a label among rows with one
    }
    int named = hues.size();
    bars.kinds().forEach(c -> hues.put(c, ThemeColor.hue(hues.size() - named)));
    bars.marks()
        .forEach(m -> hues.computeIfAbsent(m.category(), c -> ThemeColor.hue(hues.size() - named)));
    double[] until = new double[MAX_ROWS];
    Arrays.fill(until, Double.NEGATIVE_INFINITY);
    List<List<Mark>> rows = new ArrayList<>();
    int left = 0;
    for (Mark mark : bars.marks()) {
      int row = 0;
      double end = mark.moment() ? mark.startS() : mark.endS();
      while (row < MAX_ROWS && mark.startS() < until[row] - 1e-9) {
        row++;
      }
      if (row == MAX_ROWS) {
        left++;
        continue;
      }
      until[row] = end;
      while (rows.size() <= row) {
        rows.add(new ArrayList<>());
      }
      rows.get(row).add(mark);
    }
    double height = rows.size() <= 1 ? Math.max(BAR_HEIGHT, least - 8) : BAR_HEIGHT - 1;
    double at = top + (rows.size() <= 1 ? 4 : 3);
    for (List<Mark> row : rows) {
      row(bars, row, at, height, hues);
      at += height + 2;
    }
    if (left > 0) {
      shapes.add(
          new Words(
              axis.left() + 6,
              at + 10,
              "and " + left + " more rows at the same time",
              SMALL_SIZE,
              Anchor.START,
              ThemeColor.MUTED));
      at += 14;
    }
    return at + 2 - top;
  }

  private void row(
      Bars bars, List<Mark> marks, double top, double height, Map<String, ThemeColor> hues) {
    double drawn = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      double x = axis.x(mark.startS());
      double end = mark.moment() ? x + 2 : Math.max(axis.x(mark.endS()) - 0.75, x + 1);
      if (end < drawn + 1) {
        continue; // less than a pixel further: cannot be seen, and a million would be too many
      }
      drawn = end;
      ThemeColor hue = hues.get(mark.category());
      String tip = bars.tip().apply(mark.row());
      double room = end - x - 9;
      if (mark.moment()) {
        shapes.add(new Box(x - 1, top - 1, 2, height + 2, 1, hue, tip));
        double next = i + 1 < marks.size() ? axis.x(marks.get(i + 1).startS()) : axis.right();
        room = next - x - 8;
      } else {
        shapes.add(new Box(x, top, end - x, height, 2.5, hue.faint(0.30), tip));
        shapes.add(new Box(x, top, Math.min(2, end - x), height, 1, hue, ""));
      }
      String label =
          room < 14 ? "" : FittedText.fitting(bars.label().apply(mark.row()), LABEL_SIZE, room);
      if (!label.isEmpty()) {
        shapes.add(
            new Words(
                x + 6,
                top + height / 2 + 3.8,
                label,
                LABEL_SIZE,
                Anchor.START,
                false,
                ThemeColor.TEXT,
                tip));
      }
    }
  }

  private double curve(Curve curve, double top, double height) {
    double low = curve.low();
    double high = curve.high();
    double span = high > low ? high - low : 1;
    double bottom = top + height - 3;
    boolean stems = curve.scattered();
    List<Step> steps = thinned(curve.steps());
    List<double[]> points = new ArrayList<>();
    double gap = gap(steps);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      double value = high > low ? (step.value() - low) / span : 0.5;
      double level = bottom - value * (height - 7);
      double x = axis.x(step.startS());
      if (stems) {
        shapes.add(
            new Box(x - 0.75, level, 1.5, bottom - level, 0, ThemeColor.hue(0).faint(0.5), ""));
        shapes.add(
            new Box(x - 2, level - 2, 4, 4, 2, ThemeColor.hue(0), TimeAxis.number(step.value())));
        continue;
      }
      if (!points.isEmpty() && step.startS() - lastS(steps.get(i - 1)) > gap) {
        stroke(points, bottom);
        points.clear();
      }
      points.add(new double[] {x, level});
      if (!Double.isNaN(step.endS())) {
        points.add(new double[] {axis.x(step.endS()), level});
      }
    }
    stroke(points, bottom);
    return height;
  }

  private static double lastS(Step step) {
    return Double.isNaN(step.endS()) ? step.startS() : step.endS();
  }

  /** A pause this long breaks the line: any between stretches, three usual ones between samples. */
  private static double gap(List<Step> steps) {
    if (steps.stream().noneMatch(s -> Double.isNaN(s.endS()))) {
      return 0.02;
    }
    double[] distances = new double[Math.max(0, steps.size() - 1)];
    for (int i = 1; i < steps.size(); i++) {
      distances[i - 1] = steps.get(i).startS() - steps.get(i - 1).startS();
    }
    Arrays.sort(distances);
    return distances.length == 0 ? 0 : Math.max(3 * distances[distances.length / 2], 1e-6);
  }

  private void stroke(List<double[]> points, double bottom) {
    if (points.size() < 2) {
      points.forEach(
          p -> shapes.add(new Box(p[0] - 1.5, p[1] - 1.5, 3, 3, 1.5, ThemeColor.hue(0), "")));
      return;
    }
    int n = points.size();
    double[] x = new double[n + 2];
    double[] level = new double[n + 2];
    for (int i = 0; i < n; i++) {
      x[i] = points.get(i)[0];
      level[i] = points.get(i)[1];
    }
    shapes.add(new Line(Arrays.copyOf(x, n), Arrays.copyOf(level, n), 1.5, ThemeColor.hue(0)));
    x[n] = x[n - 1];
    level[n] = bottom;
    x[n + 1] = x[0];
    level[n + 1] = bottom;
    shapes.add(new Shape.Area(x, level, ThemeColor.hue(0).faint(0.14)));
  }

  /** The lowest and the highest of each pixel, where there are more steps than pixels. */
  private List<Step> thinned(List<Step> steps) {
    if (steps.size() <= 2 * axis.width()) {
      return steps;
    }
    List<Step> thin = new ArrayList<>();
    for (int from = 0; from < steps.size(); ) {
      int column = (int) axis.x(steps.get(from).startS());
      Step low = steps.get(from);
      Step high = low;
      int to = from;
      while (to < steps.size() && (int) axis.x(steps.get(to).startS()) == column) {
        Step step = steps.get(to++);
        low = step.value() < low.value() ? step : low;
        high = step.value() > high.value() ? step : high;
      }
      thin.add(low.startS() <= high.startS() ? low : high);
      if (low != high) {
        thin.add(low.startS() <= high.startS() ? high : low);
      }
      from = to;
    }
    return thin;
  }

  private double swatches(Swatches swatches, double top, double height) {
    double drawn = Double.NEGATIVE_INFINITY;
    for (Swatch swatch : swatches.swatches()) {
      double x = axis.x(swatch.startS());
      double end = axis.x(swatch.endS());
      if (end < drawn + 1) {
        continue;
      }
      drawn = end;
      double total = swatch.parts().stream().mapToDouble(Part::share).sum();
      double at = top;
      for (Part part : swatch.parts()) {
        double share = height * part.share() / Math.max(total, 1e-9);
        shapes.add(new Box(x, at, Math.max(1, end - x - 0.75), share, 0, part.ink(), swatch.tip()));
        at += share;
      }
    }
    return height;
  }

  Drawing drawing(String title) {
    int height = (int) Math.ceil(y + 2);
    List<Shape> all = new ArrayList<>();
    for (Shape shape : grid) {
      all.add(
          shape instanceof Line line
              ? Line.between(line.x()[0], line.y()[0], line.x()[1], height - 4, line.ink())
              : shape);
    }
    all.addAll(shapes);
    if (gutter == 0) {
      all.replaceAll(Shape::silent); // nothing points on a phone
    }
    return new Drawing(title, width, height, all);
  }
}
