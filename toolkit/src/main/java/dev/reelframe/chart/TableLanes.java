package dev.reelframe.chart;

import dev.reelframe.chart.LaneContent.Bars;
import dev.reelframe.chart.LaneContent.Curve;
import dev.reelframe.chart.LaneContent.Mark;
import dev.reelframe.chart.LaneContent.Part;
import dev.reelframe.chart.LaneContent.Step;
import dev.reelframe.chart.LaneContent.Swatch;
import dev.reelframe.chart.LaneContent.Swatches;
import dev.reelframe.markup.FittedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads a table with {@code time_s} or {@code start_s, end_s} into what lanes show. */
final class TableLanes {
  /** A whole number that is no measurement but says whose row it is. */
  private static final String TRACK = "track_id";

  private static final Set<String> NO_VALUE =
      Set.of("start_s", "end_s", "time_s", "frame", "track_id", "identity_id", "confidence");

  private static final Set<String> BOX = Set.of("x_px", "y_px", "w_px", "h_px");

  /** Texts of more kinds than this are no categories. */
  private static final int CATEGORIES = 12;

  private static final int TIP_CELL = 160;
  private static final int TIP_COLUMNS = 8;

  private final Table table;
  private final List<String> labels;
  private final Optional<DoubleColumn> time;
  private final Optional<DoubleColumn> start;
  private final Optional<DoubleColumn> end;

  TableLanes(Table table) {
    this.table = table;
    labels = RowCells.labels(table);
    time = numbers(table, "time_s");
    start = numbers(table, "start_s");
    end = numbers(table, "end_s");
    if (!hasTime(table)) {
      throw new IllegalArgumentException(
          "table " + table.name() + " has neither time_s nor start_s: there is no time to draw");
    }
  }

  static boolean hasTime(Table table) {
    return table.containsColumn("time_s") || table.containsColumn("start_s");
  }

  /** End of the last row, seconds. */
  double endS() {
    double end = 0;
    for (int row = 0; row < table.rowCount(); row++) {
      end = Math.max(end, Math.max(or0(startS(row)), or0(endS(row))));
    }
    return end;
  }

  private static double or0(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** The number that stands for the table in a timeline, where one does. */
  Optional<String> mainNumber() {
    List<String> numbers = numbers();
    Optional<String> named = labels.stream().filter(numbers::contains).findFirst();
    return named.isPresent() || !texts().isEmpty() ? named : numbers.stream().findFirst();
  }

  /** Text columns worth a lane, the most telling first; no colours. */
  List<String> texts() {
    return table.columns().stream()
        .filter(c -> c instanceof StringColumn || namesRows(c))
        .map(Column::name)
        .filter(name -> !name.endsWith("_hex") && !name.matches("color_\\d+_name"))
        .filter(name -> table.column(name).countMissing() < table.rowCount())
        .sorted(Comparator.comparingInt(this::rank))
        .toList();
  }

  /** Whether a whole number says what a row is about. */
  private boolean namesRows(Column<?> column) {
    return column instanceof IntColumn
        && (column.name().equals(TRACK) || labels.contains(column.name()));
  }

  private int rank(String name) {
    int place = labels.indexOf(name);
    return place >= 0 ? place : labels.size() + (name.equals(TRACK) ? 1 : 0);
  }

  /** Number columns that change and hold one value at a time. */
  List<String> numbers() {
    return table.columns().stream()
        .filter(NumericColumn.class::isInstance)
        .filter(c -> !NO_VALUE.contains(c.name()) && !namesRows(c) && !BOX.contains(c.name()))
        .filter(c -> !c.name().matches("color_\\d+_ratio"))
        .filter(this::changes)
        .map(Column::name)
        .filter(name -> !overlapping(name))
        .toList();
  }

  private boolean changes(Column<?> column) {
    NumericColumn<?> numbers = (NumericColumn<?>) column;
    double first = Double.NaN;
    for (int row = 0; row < numbers.size(); row++) {
      if (!numbers.isMissing(row)) {
        double value = numbers.getDouble(row);
        if (!Double.isNaN(first) && value != first) {
          return true;
        }
        first = value;
      }
    }
    return false;
  }

  boolean colours() {
    return table.containsColumn("color_1_hex") && table.containsColumn("color_1_ratio");
  }

  /** Whether rows in which a column holds something share time, as those of several tracks do. */
  boolean overlapping(String column) {
    Column<?> values = table.column(column);
    double until = Double.NEGATIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < table.rowCount(); row++) {
      if (!values.isMissing(row)) {
        double start = startS(row);
        if (start < until - 1e-6 || start == last && Double.isNaN(endS(row))) {
          return true;
        }
        last = start;
        until = Math.max(until, or0(endS(row)));
      }
    }
    return false;
  }

  /** Rows as marks, named by a text column, or by nothing. */
  Bars bars(Optional<String> column) {
    Optional<Column<?>> texts = column.map(table::column);
    boolean categories = texts.isPresent() && hasFewKinds(texts.get());
    List<Mark> marks = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      double start = startS(row);
      if (!Double.isNaN(start)) {
        marks.add(new Mark(start, endS(row), categories ? texts.get().getString(row) : "", row));
      }
    }
    marks.sort(Comparator.comparingDouble(Mark::startS));
    return new Bars(
        marks, row -> texts.map(t -> FittedText.line(t.getString(row), 120)).orElse(""), this::tip);
  }

  private static boolean hasFewKinds(Column<?> texts) {
    Set<String> kinds = new HashSet<>();
    for (int row = 0; row < texts.size() && kinds.size() <= CATEGORIES; row++) {
      kinds.add(texts.getString(row));
    }
    return kinds.size() <= CATEGORIES;
  }

  /** A number column over time. */
  Curve curve(String column) {
    NumericColumn<?> numbers = table.numberColumn(column);
    List<Step> steps = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      double start = startS(row);
      if (!Double.isNaN(start)
          && !numbers.isMissing(row)
          && Double.isFinite(numbers.getDouble(row))) {
        steps.add(new Step(start, endS(row), numbers.getDouble(row)));
      }
    }
    steps.sort(Comparator.comparingDouble(Step::startS));
    ValueScale scale = ValueScale.of(numbers);
    return new Curve(steps, scale.low(), scale.high());
  }

  /** The palette over time. */
  Swatches swatches() {
    List<Swatch> swatches = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      List<Part> parts = new ArrayList<>();
      for (int n = 1; table.containsColumn("color_" + n + "_hex"); n++) {
        String hex = table.stringColumn("color_" + n + "_hex").get(row);
        Column<?> share = table.column("color_" + n + "_ratio");
        if (hex.matches("#[0-9a-fA-F]{6}") && !share.isMissing(row)) {
          parts.add(new Part(ThemeColor.of(hex), ((NumericColumn<?>) share).getDouble(row)));
        }
      }
      double end = Double.isNaN(endS(row)) ? nextS(row) : endS(row);
      if (!parts.isEmpty() && end > startS(row)) {
        swatches.add(new Swatch(startS(row), end, parts, tip(row)));
      }
    }
    return new Swatches(swatches);
  }

  private double nextS(int row) {
    return row + 1 < table.rowCount() ? startS(row + 1) : startS(row) + 1e-3;
  }

  private static Optional<DoubleColumn> numbers(Table table, String name) {
    return table.containsColumn(name) && table.column(name) instanceof DoubleColumn column
        ? Optional.of(column)
        : Optional.empty();
  }

  private double startS(int row) {
    double moment = cell(time, row);
    return Double.isNaN(moment) ? cell(start, row) : moment;
  }

  private double endS(int row) {
    return Double.isNaN(cell(time, row)) ? cell(end, row) : Double.NaN;
  }

  /** NaN where it is missing. */
  private static double cell(Optional<DoubleColumn> column, int row) {
    return column.isPresent() ? column.get().getDouble(row) : Double.NaN;
  }

  /** The row in a few lines: when, and the first columns that say something. */
  String tip(int row) {
    StringBuilder tip = new StringBuilder(TimeAxis.moment(startS(row)));
    if (!Double.isNaN(endS(row))) {
      tip.append(" to ").append(TimeAxis.moment(endS(row)));
    }
    int told = 0;
    for (Column<?> column : table.columns()) {
      if (told < TIP_COLUMNS && !time(column.name()) && !column.isMissing(row)) {
        String value =
            column instanceof DoubleColumn numbers
                ? String.format(Locale.ROOT, "%.4g", numbers.getDouble(row))
                : FittedText.line(column.getString(row), TIP_CELL);
        tip.append('\n').append(column.name()).append(": ").append(value);
        told++;
      }
    }
    return tip.toString();
  }

  private static boolean time(String name) {
    return Set.of("start_s", "end_s", "time_s").contains(name);
  }
}
