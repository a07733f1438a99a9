package dev.reelframe.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Two experiments over the same clips with the same grid: what differs, and what that did. */
public final class ExperimentComparison {
  private final JsonNode before;
  private final JsonNode after;
  private final Trials old;
  private final Trials now;

  private ExperimentComparison(JsonNode before, JsonNode after, Trials old, Trials now) {
    this.before = before;
    this.after = after;
    this.old = old;
    this.now = now;
  }

  static ExperimentComparison of(Path before, Path after) {
    ExperimentComparison both =
        new ExperimentComparison(
            ExperimentRecord.read(before),
            ExperimentRecord.read(after),
            ExperimentResult.read(before).data(),
            ExperimentResult.read(after).data());
    both.check();
    return both;
  }

  private void check() {
    for (String same : List.of("clips", "analyzers", "vary", "baseline")) {
      JsonNode a = ExperimentRecord.identity(before).path(same);
      JsonNode b = ExperimentRecord.identity(after).path(same);
      if (!a.equals(b)) {
        throw new IllegalArgumentException(
            "they cannot be compared: their %s are not the same, %s and %s".formatted(same, a, b));
      }
    }
  }

  /** What the machine, the program and its parts were, wherever that is not the same. */
  public Table differences() {
    Map<String, String> a = new TreeMap<>();
    Map<String, String> b = new TreeMap<>();
    flatten("", ExperimentRecord.identity(before), a);
    flatten("", ExperimentRecord.identity(after), b);
    flatten(ExperimentRecord.MODELS, before.path(ExperimentRecord.MODELS), a);
    flatten(ExperimentRecord.MODELS, after.path(ExperimentRecord.MODELS), b);
    Table table =
        Table.create(
            "differences",
            StringColumn.create("what"),
            StringColumn.create("before"),
            StringColumn.create("after"));
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names.stream().sorted().toList()) {
      if (!a.getOrDefault(name, "").equals(b.getOrDefault(name, ""))) {
        table.stringColumn("what").append(name);
        table.stringColumn("before").append(a.getOrDefault(name, ""));
        table.stringColumn("after").append(b.getOrDefault(name, ""));
      }
    }
    return table;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(field ->
              flatten(
                  path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                  field.getValue(),
                  leaves));
    } else {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  /** A row of the table. */
  private record ComparisonRow(
      @Column(TrialTables.CLIP) String clip,
      Map<String, Object> settings,
      @Column("what was measured, with its unit as a suffix") String measure,
      @Column("median in the first, in the unit of the measure") double before,
      @Column("median in the second") double after,
      @Column("of the geometric means, second over first") double ratio,
      @Column("lower end of its 95 % interval (Welch, on logarithms)") double ratioLow,
      @Column("upper end of it") double ratioHigh,
      @Column(
              value = "what the interval shows; of qualities, how the median changed",
              values = {
                "faster",
                "slower",
                "less",
                "more",
                "better",
                "worse",
                "same",
                Verdicts.NOT_SHOWN
              })
          String verdict) {}

  /**
   * A row per clip, setting and measure of cost or quality: the ratio of the second to the first,
   * not in pairs, so what the machine did meanwhile is in it.
   */
  public MeasuredTable table() {
    TrialTables tables = new TrialTables(now);
    RowSchema<ComparisonRow> schema =
        tables.schema(ComparisonRow.class, "comparison", "A measure in two experiments");
    RowWriter<ComparisonRow> rows = schema.rows();
    for (int s = 0; s < now.design().subjects.size(); s++) {
      for (int c = 0; c < now.design().configurations().size(); c++) {
        for (String measure : now.measures()) {
          row(tables, s, c, measure).ifPresent(rows::add);
        }
      }
    }
    return MeasuredTable.of(
        rows.table(),
        schema.schema(),
        Provenance.of("experiment", "2", Map.of()),
        State.OK,
        Optional.empty());
  }

  private Optional<ComparisonRow> row(
      TrialTables tables, int subject, int configuration, String measure) {
    double[] a = old.values(subject, configuration, measure);
    double[] b = now.values(subject, configuration, measure);
    MeasureKind kind = now.kind(measure);
    if (a.length == 0 || b.length == 0 || kind == MeasureKind.CONTEXT) {
      return Optional.empty();
    }
    double was = old.median(subject, configuration, measure);
    double is = now.median(subject, configuration, measure);
    CostRatio ratio = CostRatio.ofSamples(a, b);
    boolean cost = kind.cost();
    return Optional.of(
        new ComparisonRow(
            tables.clip(subject),
            tables.settings(configuration),
            measure,
            was,
            is,
            cost ? ratio.ratio() : Double.NaN,
            cost ? ratio.low() : Double.NaN,
            cost ? ratio.high() : Double.NaN,
            cost ? kind.word(ratio.difference()) : kind.change(was, is)));
  }

  @Override
  public String toString() {
    return differences().printAll() + "\n" + table().printAll();
  }
}
