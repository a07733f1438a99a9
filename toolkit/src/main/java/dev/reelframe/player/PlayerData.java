package dev.reelframe.player;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.chart.ValueScale;
import dev.reelframe.results.RunDifferences.Difference;
import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.columns.Column;

/** Runs as the JSON that the page reads. */
final class PlayerData {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Times keep microseconds, other numbers four decimals: enough for a pixel and for a reader. */
  private static final double TIME_SCALE = 1e6;

  private static final double SCALE = 1e4;

  /** Columns that say what a row is about, the telling ones first. */
  private static final List<String> HEADLINE =
      List.of("text", "description", "label", "camera", "kind", "group", "expression", "gaze");

  /** Between two samples further apart than this many times the usual step nothing is drawn. */
  private static final double LONGEST_GAP_STEPS = 2.5;

  private PlayerData() {}

  /**
   * @param runs one, or two over the same clip
   * @param differences what the second did differently
   * @param media address of the video, relative to the page; empty where the page has none
   */
  static ObjectNode of(List<PlayedRun> runs, List<Difference> differences, Optional<String> media) {
    ObjectNode root = JSON.createObjectNode();
    PlayedRun first = runs.getFirst();
    root.put("title", first.clip());
    root.put("facts", facts(first, runs.size()));
    media.ifPresent(address -> root.put("media", address));
    if (runs.size() > 1) {
      ArrayNode told = root.putArray("differences");
      differences.forEach(difference -> told.add(difference.toString()));
    }
    ArrayNode all = root.putArray("runs");
    for (PlayedRun run : runs) {
      all.add(run(run));
    }
    return root;
  }

  private static String facts(PlayedRun run, int runs) {
    StringBuilder line = new StringBuilder();
    if (run.widthPx() > 0) {
      line.append(run.widthPx()).append(" × ").append(run.heightPx()).append(" · ");
    }
    line.append(String.format(Locale.ROOT, "%.2f s · ", run.durationS()));
    line.append(run.tables().size()).append(" tables");
    return line.append(runs > 1 ? " · run A solid, run B dashed" : "").toString();
  }

  private static ObjectNode run(PlayedRun run) {
    ObjectNode node = JSON.createObjectNode();
    node.put("duration_s", run.durationS());
    node.put("width_px", run.widthPx());
    node.put("height_px", run.heightPx());
    ArrayNode frames = node.putArray("frames");
    frameTimes(run, frames);
    ArrayNode tables = node.putArray("tables");
    for (MeasuredTable table : run.tables()) {
      ObjectNode one = tables.addObject();
      fill(one, table);
      ValueScale.ofMainNumber(table).ifPresent(scale -> curve(one.putObject("curve"), scale));
      Optional<MeasuredTable> signal =
          run.signal(table.schema().table()).filter(s -> isDrawn(table.schema(), s.schema()));
      if (signal.isPresent()) {
        fill(one.putObject("signal"), signal.get());
        one.put("longest_gap_s", LONGEST_GAP_STEPS * usualStep(signal.get()));
      }
    }
    return node;
  }

  private static void curve(ObjectNode into, ValueScale scale) {
    into.put("column", scale.column()).put("low", scale.low()).put("high", scale.high());
  }

  /** Boxes of things that the table tells of, or masks. */
  private static boolean isDrawn(Schema table, Schema signal) {
    boolean placed = table.field("track_id").isPresent() || table.field("x_px").isPresent();
    return signal.field("time_s").isPresent()
        && (placed && signal.field("x_px").isPresent() || signal.field("mask").isPresent());
  }

  /** Times of all frames, from an analyzer that saw every one. */
  private static void frameTimes(PlayedRun run, ArrayNode into) {
    Optional<MeasuredTable> signal = run.signal("cut_analysis");
    if (signal.isPresent()) {
      for (double time : signal.get().doubleColumn("time_s")) {
        into.add(rounded(time, TIME_SCALE));
      }
    }
  }

  /** The median distance of neighbouring moments, seconds. */
  private static double usualStep(MeasuredTable signal) {
    double[] times =
        signal.doubleColumn("time_s").asList().stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .distinct()
            .toArray();
    double[] steps = new double[Math.max(0, times.length - 1)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = times[i + 1] - times[i];
    }
    Arrays.sort(steps);
    return steps.length == 0 ? 0 : steps[steps.length / 2];
  }

  private static void fill(ObjectNode into, MeasuredTable table) {
    Schema schema = table.schema();
    into.put("name", schema.table());
    into.put("meaning", schema.meaning());
    ArrayNode headline = into.putArray("headline");
    HEADLINE.stream().filter(name -> schema.field(name).isPresent()).forEach(headline::add);
    ArrayNode columns = into.putArray("columns");
    for (Field field : schema.fields()) {
      columns.addObject().put("name", field.name()).put("unit", field.unit());
    }
    ArrayNode rows = into.putArray("rows");
    for (int row = 0; row < table.rowCount(); row++) {
      ArrayNode cells = rows.addArray();
      for (Field field : schema.fields()) {
        cell(cells, table.column(field.name()), row, field.name().endsWith("_s"));
      }
    }
  }

  private static void cell(ArrayNode into, Column<?> column, int row, boolean time) {
    if (column.isMissing(row)) {
      into.addNull();
    } else if (column instanceof IntColumn numbers) {
      into.add(numbers.getInt(row));
    } else if (column instanceof BooleanColumn flags) {
      into.add(flags.get(row).booleanValue());
    } else if (column instanceof DoubleColumn numbers) {
      into.add(rounded(numbers.getDouble(row), time ? TIME_SCALE : SCALE));
    } else {
      into.add(column.getString(row));
    }
  }

  private static double rounded(double value, double scale) {
    double rounded = Math.rint(value * scale) / scale;
    return Double.isFinite(rounded) ? rounded : value;
  }
}
