package dev.reelframe.chart;

import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.Span;
import dev.reelframe.analyzer.WorkDone;
import dev.reelframe.chart.LaneContent.Bars;
import dev.reelframe.chart.LaneContent.Mark;
import dev.reelframe.chart.Shape.Anchor;
import dev.reelframe.chart.Shape.Box;
import dev.reelframe.chart.Shape.Words;
import dev.reelframe.gpu.GpuRecording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the threads of a run did over its seconds, a lane for each. A column of the picture is wider
 * than most steps of work: it shows what took most of it, and nothing where that was waiting.
 */
final class Gantt {
  private static final double LETTERS = 11;

  /** What has a hue, in this order. */
  private static final List<Activity> SHOWN =
      List.of(
          Activity.INFERENCE,
          Activity.PREPROCESS,
          Activity.POSTPROCESS,
          Activity.MEASURE,
          Activity.DECODE,
          Activity.LOAD,
          Activity.VIEW,
          Activity.DECIDE,
          Activity.WRITE);

  private static final List<String> KINDS = SHOWN.stream().map(Gantt::word).toList();

  private final double wallS;
  private final LaneSheet sheet;

  private Gantt(double wallS, LaneSheet sheet) {
    this.wallS = wallS;
    this.sheet = sheet;
  }

  static Picture of(WorkDone work, double wallS, List<GpuRecording> gpus, PageWidth width) {
    double endS = work.totals().stream().mapToDouble(Span::endS).max().orElse(0);
    LaneSheet sheet = new LaneSheet(Math.max(wallS, endS), width);
    Gantt gantt = new Gantt(Math.max(wallS, endS), sheet);
    gantt.legend(work);
    sheet.seconds();
    Map<String, List<Span>> lanes = new LinkedHashMap<>();
    work.stretches().forEach(s -> lanes.computeIfAbsent(s.name(), n -> new ArrayList<>()).add(s));
    lanes.forEach((name, spans) -> gantt.lane(name, spans, remark(name, work.totals())));
    gpus.forEach(seen -> GpuLanes.add(seen, sheet));
    return sheet.drawing("What worked when, in seconds since the start of the run");
  }

  private static String word(Activity activity) {
    return activity.name().toLowerCase(Locale.ROOT);
  }

  private static String remark(String name, List<Span> totals) {
    double busy = totals.stream().filter(s -> s.name().equals(name)).mapToDouble(Span::busyS).sum();
    return String.format(Locale.ROOT, "%.3f CPU seconds", busy);
  }

  private void legend(WorkDone work) {
    List<Shape> shapes = new ArrayList<>();
    double x = sheet.axis.left();
    double y = sheet.y();
    for (Activity activity : SHOWN) {
      if (work.totals().stream().noneMatch(s -> s.activity() == activity)) {
        continue;
      }
      String word = word(activity);
      double width = 24 + 6.2 * word.length();
      if (x + width > sheet.axis.right()) {
        x = sheet.axis.left();
        y += 16;
      }
      ThemeColor hue = ThemeColor.hue(SHOWN.indexOf(activity));
      shapes.add(new Box(x, y, 10, 10, 2, hue.faint(0.5), ""));
      shapes.add(new Words(x + 14, y + 9, word, LETTERS, Anchor.START, ThemeColor.MUTED));
      x += width;
    }
    sheet.add(shapes, y + 16 - sheet.y());
  }

  /** What took most of the time between two moments. */
  private record Column(double startS, double endS, Activity activity, String what) {
    boolean continues(Column other) {
      return activity == other.activity && what.equals(other.what) && startS == other.endS;
    }

    String tip() {
      return "%s to %s: %s %s"
          .formatted(TimeAxis.moment(startS), TimeAxis.moment(endS), word(activity), what)
          .strip();
    }
  }

  private void lane(String name, List<Span> spans, String remark) {
    List<Column> columns = columns(spans);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      marks.add(new Mark(column.startS(), column.endS(), word(column.activity()), i));
    }
    Bars bars = new Bars(marks, KINDS, i -> columns.get(i).what(), i -> columns.get(i).tip());
    sheet.lane(name, remark, bars, 0);
  }

  /** The picture's columns in which most was not waiting; equal neighbours are one. */
  private List<Column> columns(List<Span> spans) {
    int count = (int) sheet.axis.width();
    List<Column> shown = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      double start = wallS * i / count;
      double end = wallS * (i + 1) / count;
      while (from < spans.size() && spans.get(from).endS() <= start) {
        from++;
      }
      Optional<Span> most = most(spans, from, start, end);
      if (most.isPresent()) {
        Column column = new Column(start, end, most.get().activity(), most.get().what());
        if (!shown.isEmpty() && column.continues(shown.getLast())) {
          Column last = shown.removeLast();
          column = new Column(last.startS(), end, last.activity(), last.what());
        }
        shown.add(column);
      }
    }
    return shown;
  }

  /** Time in which a lane does nothing that is kept counts as waiting. */
  private static Optional<Span> most(List<Span> spans, int from, double startS, double endS) {
    Map<Activity, Double> sums = new EnumMap<>(Activity.class);
    Map<Activity, Span> longest = new EnumMap<>(Activity.class);
    double known = 0;
    for (int i = from; i < spans.size() && spans.get(i).startS() < endS; i++) {
      Span span = spans.get(i);
      double inside = Math.min(endS, span.endS()) - Math.max(startS, span.startS());
      sums.merge(span.activity(), inside, Double::sum);
      longest.merge(span.activity(), span, (a, b) -> a.spentS() >= b.spentS() ? a : b);
      known += inside;
    }
    sums.merge(Activity.WAIT, endS - startS - known, Double::sum);
    return sums.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .filter(activity -> activity != Activity.WAIT)
        .map(longest::get);
  }
}
