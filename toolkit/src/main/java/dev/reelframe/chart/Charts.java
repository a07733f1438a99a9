package dev.reelframe.chart;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.WorkDone;
import dev.reelframe.chart.LaneContent.Bars;
import dev.reelframe.chart.LaneContent.Curve;
import dev.reelframe.chart.LaneContent.Note;
import dev.reelframe.chart.Shape.Still;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.markup.FittedText;
import dev.reelframe.media.Frame;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** Default pictures of runs and tables, all over seconds. */
public final class Charts {
  private static final double STRIP_HEIGHT = 96;
  private static final double MIN_HEIGHT = 8;
  private static final double CURVE_HEIGHT = 30;
  private static final double PANEL_HEIGHT = 44;
  private static final int PANELS = 6;

  private Charts() {}

  /** Whether a table has the columns of time that a plot needs. */
  public static boolean drawable(Table table) {
    return TableLanes.hasTime(table);
  }

  /**
   * Draws any table with {@code time_s} or {@code start_s, end_s}.
   *
   * @throws IllegalArgumentException where it has neither
   */
  public static Picture plot(Table table) {
    return drawn(table, new TableLanes(table).endS(), PageWidth.WIDE);
  }

  /**
   * Number columns as lines: over seconds where the table has {@code time_s} or {@code start_s}, by
   * row where it has neither.
   *
   * @param columns 1 to 7 of one unit
   * @throws IllegalArgumentException where a column is missing or holds no numbers, or units differ
   */
  public static Picture line(Table table, String... columns) {
    return TableCharts.line(table, columns);
  }

  /**
   * A bar for each row, from 0.
   *
   * @param labels column that names the bars
   * @param values number column
   */
  public static Picture bars(Table table, String labels, String values) {
    return TableCharts.bars(table, labels, values);
  }

  /** How many rows have each value of a column, the most frequent first. */
  public static Picture bars(Table table, String column) {
    return TableCharts.counts(table, column);
  }

  /** How often a number column has which value. */
  public static Picture histogram(Table table, String column) {
    return TableCharts.histogram(table, column);
  }

  /** A dot for each row that has both numbers. */
  public static Picture scatter(Table table, String x, String y) {
    return TableCharts.scatter(table, x, y);
  }

  /** Draws utilisation, memory, power and clocks of a device over the time that it was watched. */
  public static Picture plot(GpuRecording seen) {
    LaneSheet sheet = new LaneSheet(seen.endS(), PageWidth.WIDE);
    sheet.seconds();
    GpuLanes.add(seen, sheet);
    return sheet.drawing(FittedText.line(seen.toString(), 200));
  }

  /**
   * A chart of XChart's with two axes, in the look of the toolkit's own pictures.
   *
   * @param title what it shows, for readers who cannot see it
   */
  public static Picture styled(XYChart chart, String title) {
    HouseStyle.on(chart.getStyler());
    return new ChartPicture(title, chart);
  }

  /** The hue for the n-th thing in a chart, from 0; the last one is grey. */
  public static Color hue(int n) {
    return HouseStyle.hue(n);
  }

  /**
   * A table over seconds.
   *
   * @param durationS length of the time axis
   */
  public static Picture plot(Table table, double durationS, PageWidth width) {
    return drawn(table, durationS, width);
  }

  /**
   * A lane per analyzer over seconds; on a wide page pictures of the clip above.
   *
   * @param clip its name
   * @param keyframes in the order of time; may be none
   */
  public static Picture timeline(
      String clip,
      double durationS,
      List<Frame> keyframes,
      List<AnalyzerResult> results,
      PageWidth width) {
    LaneSheet sheet = new LaneSheet(durationS, width);
    if (width == PageWidth.WIDE) {
      strip(sheet, keyframes);
    }
    sheet.seconds();
    results.forEach(result -> lane(sheet, result));
    return sheet.drawing("Timeline of " + clip);
  }

  /** The keyframes, each where it was taken. */
  private static void strip(LaneSheet sheet, List<Frame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    double aspect = (double) frames.getFirst().width() / frames.getFirst().height();
    double room = sheet.axis.right() - sheet.axis.x(frames.getLast().timeS());
    for (int i = 1; i < frames.size(); i++) {
      double gap = sheet.axis.x(frames.get(i).timeS()) - sheet.axis.x(frames.get(i - 1).timeS());
      room = i == 1 ? gap : Math.min(room, gap);
    }
    double height = Math.min(STRIP_HEIGHT, (room - 2) / aspect);
    if (height < MIN_HEIGHT) {
      return;
    }
    List<Still> stills = new ArrayList<>();
    for (Frame frame : frames) {
      double x = sheet.axis.x(frame.timeS());
      // The last one may stand so near the end that it would reach beyond it.
      if (x + height * aspect <= sheet.width()) {
        String tip = "%s, frame %d".formatted(TimeAxis.moment(frame.timeS()), frame.index());
        byte[] jpeg = Stills.jpeg(frame, 480, 480);
        stills.add(new Still(x, sheet.y(), height * aspect, height, jpeg, tip));
      }
    }
    sheet.add(stills, height + 2);
  }

  private static void lane(LaneSheet sheet, AnalyzerResult result) {
    String name = result.name();
    if (result.table().isEmpty()) {
      sheet.lane(name, "", new Note(result.state().word() + ": " + result.state().reason()), 0);
      return;
    }
    MeasuredTable table = result.table().get();
    if (table.isEmpty()) {
      String note =
          result.state() instanceof State.Empty
              ? "nothing found"
              : "no rows, " + result.state().reason();
      sheet.lane(name, "", new Note(note), 0);
      return;
    }
    if (!TableLanes.hasTime(table)) {
      sheet.lane(name, "", new Note(rows(table) + " without time"), 0);
      return;
    }
    TableLanes lanes = new TableLanes(table);
    if (lanes.colours()) {
      sheet.lane(name, rows(table), lanes.swatches(), CURVE_HEIGHT);
      return;
    }
    Optional<String> number = lanes.mainNumber();
    if (number.isPresent()) {
      Curve curve = lanes.curve(number.get());
      sheet.lane(name, range(number.get(), curve), curve, CURVE_HEIGHT);
    } else {
      Optional<String> text = lanes.texts().stream().findFirst();
      sheet.lane(name, text.map(c -> c + ", ").orElse("") + rows(table), lanes.bars(text), 0);
    }
  }

  private static String rows(Table table) {
    return table.rowCount() == 1
        ? "1 row"
        : String.format(Locale.ROOT, "%,d rows", table.rowCount());
  }

  private static String range(String column, Curve curve) {
    return column + ", " + TimeAxis.number(curve.low()) + " to " + TimeAxis.number(curve.high());
  }

  private static Picture drawn(Table table, double durationS, PageWidth width) {
    TableLanes lanes = new TableLanes(table);
    LaneSheet sheet = new LaneSheet(durationS, width);
    sheet.seconds();
    if (table.isEmpty()) {
      sheet.lane(table.name(), "", new Note(whyEmpty(table)), 0);
    }
    if (lanes.colours() && !table.isEmpty()) {
      sheet.lane("palette", rows(table), lanes.swatches(), PANEL_HEIGHT);
    }
    List<String> texts = lanes.texts().stream().limit(2).toList();
    List<String> numbers = lanes.numbers().stream().limit(PANELS).toList();
    for (String text : texts) {
      sheet.lane(text, rows(table), lanes.bars(Optional.of(text)), 0);
    }
    for (String number : numbers) {
      Curve curve = lanes.curve(number);
      sheet.lane(
          number,
          TimeAxis.number(curve.low()) + " to " + TimeAxis.number(curve.high()),
          curve,
          PANEL_HEIGHT);
    }
    if (!table.isEmpty() && texts.isEmpty() && numbers.isEmpty() && !lanes.colours()) {
      sheet.lane(table.name(), rows(table), lanes.bars(Optional.empty()), 0);
    }
    return sheet.drawing(table.name() + " over seconds");
  }

  /**
   * A frame with the boxes and points of tables drawn over it: rows with {@code x_px, y_px, w_px,
   * h_px} or {@code <name>_x_px, <name>_y_px} that stand at the frame's time. Where a table's
   * signal follows the same tracks, the place is taken from the samples around that time.
   *
   * @param frame of the full picture, as {@code video.frame(12.5)} gives it: the tables' pixels are
   *     the picture's
   */
  public static Picture annotated(Frame frame, Table... tables) {
    OverlayItems sights = new OverlayItems(frame.timeS());
    List<OverlayItem> seen = new ArrayList<>();
    for (Table table : tables) {
      seen.addAll(sights.of(table));
    }
    return FrameOverlay.of(
        String.format(Locale.ROOT, "Frame at %.2f s with what was seen in it", frame.timeS()),
        List.of(new FrameOverlay.Scene(frame, seen)));
  }

  /**
   * Frames with what a run saw in them drawn over them: things, faces with age and expression,
   * poses, eyes, captions.
   *
   * @param clip its name
   * @param frames 1 to 24 of the full picture
   * @param tables of the run
   */
  public static Picture annotated(String clip, List<Frame> frames, List<MeasuredTable> tables) {
    List<FrameOverlay.Scene> scenes = new ArrayList<>();
    for (Frame frame : frames) {
      scenes.add(new FrameOverlay.Scene(frame, new OverlayItems(frame.timeS()).ofRun(tables)));
    }
    return FrameOverlay.of("Frames of " + clip + " with what was seen in them", scenes);
  }

  /**
   * A picture of each shot, small, with its number and its time.
   *
   * @param clip its name
   * @param frames one of each shot
   */
  public static Picture contactSheet(String clip, List<Frame> frames, List<Interval> shots) {
    List<FrameOverlay.Scene> scenes = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Interval shot = shots.get(i);
      String caption =
          String.format(Locale.ROOT, "%d · %.2f–%.2f s", i + 1, shot.startS(), shot.endS());
      scenes.add(new FrameOverlay.Scene(frames.get(i), List.of(), caption));
    }
    return FrameOverlay.sheet("Shots of " + clip, scenes);
  }

  private static String whyEmpty(Table table) {
    return table instanceof MeasuredTable measured && !measured.state().hasTable()
        ? measured.state().word() + ": " + measured.state().reason()
        : "no rows";
  }

  /**
   * A lane for each step of work that is planned.
   *
   * @param steps rows with {@code start_s, end_s, step, cpu_s, critical, reason}; a reason says why
   *     a step is left out
   */
  public static Picture plan(Table steps) {
    LaneSheet sheet = new LaneSheet(steps.doubleColumn("end_s").max(), PageWidth.WIDE);
    sheet.seconds();
    for (int row = 0; row < steps.rowCount(); row++) {
      RowCells cells = new RowCells(steps, row);
      String cpu =
          cells
              .number("cpu_s")
              .map(s -> String.format(Locale.ROOT, "%.2f CPU seconds", s))
              .orElse("");
      boolean critical = steps.booleanColumn("critical").get(row);
      LaneContent content =
          cells
              .text("reason")
              .<LaneContent>map(reason -> new Note("skipped: " + reason))
              .orElse(new TableLanes(steps.rows(row)).bars(Optional.of("step")));
      String remark = critical ? cpu + ", longest way" : cpu;
      sheet.lane(cells.text("step").orElse(""), remark, content, 0);
    }
    return sheet.drawing("When each step can work at the earliest, in seconds since the start");
  }

  /**
   * What a card would do in a simulation, a lane for each model.
   *
   * @param busy rows with {@code start_s, end_s, model, items}
   */
  public static Picture simulation(Table busy, String card, double wallS) {
    LaneSheet sheet = new LaneSheet(wallS, PageWidth.WIDE);
    sheet.seconds();
    for (String model : busy.stringColumn("model").unique()) {
      Table own = busy.where(busy.stringColumn("model").isEqualTo(model));
      Bars bars = new TableLanes(own).bars(Optional.of("model"));
      sheet.lane(model, own.rowCount() + " calls and loads", bars, 0);
    }
    return sheet.drawing("SIMULATION, nothing was run: what a " + card + " would do, in seconds");
  }

  /**
   * When each thread of a run worked and what it did, a lane for each.
   *
   * @param wallS length of the run
   * @param gpus what was seen of the GPUs meanwhile
   */
  public static Picture gantt(
      WorkDone work, double wallS, List<GpuRecording> gpus, PageWidth width) {
    return Gantt.of(work, wallS, gpus, width);
  }
}
