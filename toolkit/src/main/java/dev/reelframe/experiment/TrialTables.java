package dev.reelframe.experiment;

import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Trials as tables: one row per trial, and what they have in common per clip, configuration and
 * measure.
 */
final class TrialTables {
  private final List<TrialClip> subjects;
  private final Map<String, List<Object>> grid;
  private final List<Configuration> configurations;
  private final List<TrialResult> trials;
  private final Set<String> measures = new LinkedHashSet<>();

  TrialTables(List<TrialClip> subjects, Map<String, List<Object>> grid, List<TrialResult> trials) {
    this.subjects = subjects;
    this.grid = grid;
    this.configurations = Configuration.all(grid);
    this.trials = trials;
    trials.forEach(trial -> measures.addAll(trial.values().keySet()));
  }

  /** Median, least, most and spread; the trials are its signal. */
  MeasuredTable table(Provenance provenance) {
    Schema schema =
        keys(new Schema("experiment", 1, "A measure of one clip with one configuration", List.of()))
            .text("measure", "what was measured, with its unit as a suffix")
            .integer("runs", "trials that gave a value")
            .number("median", "of them, in the unit of the measure")
            .number("least", "of them")
            .number("most", "of them")
            .number("spread_ratio", "(most - least) / median; missing where the median is 0")
            .text("machine", "processor, cores, memory, system")
            .text("java", "version of the runtime")
            .text("reelframe", "version of the library");
    Rows rows = schema.rows();
    for (int s = 0; s < subjects.size(); s++) {
      for (int c = 0; c < configurations.size(); c++) {
        for (String measure : measures) {
          row(rows, s, c, measure);
        }
      }
    }
    State state = broken() == 0 ? State.OK : new State.Degraded(broken() + " trials broke");
    return MeasuredTable.of(
        rows.table(), schema, provenance, state, Optional.of(trials(provenance, state)));
  }

  private long broken() {
    return trials.stream().filter(t -> !t.error().isEmpty()).count();
  }

  private void row(Rows rows, int subject, int configuration, String measure) {
    double[] values =
        trials.stream()
            .filter(
                t -> t.trial().subject() == subject && t.trial().configuration() == configuration)
            .filter(t -> t.values().containsKey(measure))
            .mapToDouble(t -> t.values().get(measure))
            .toArray();
    if (values.length == 0) {
      return;
    }
    double median = StatUtils.percentile(values, 50);
    double least = StatUtils.min(values);
    double most = StatUtils.max(values);
    List<Object> cells = keyCells(subject, configuration);
    cells.addAll(
        Arrays.asList(measure, values.length, median, least, most, (most - least) / median));
    cells.addAll(List.of(HostInfo.words(), HostInfo.java(), HostInfo.reelframe()));
    rows.add(cells.toArray());
  }

  private MeasuredTable trials(Provenance provenance, State state) {
    Schema schema =
        keys(new Schema("trials", 1, "One run of the pipeline", List.of())
                .integer("round", "every clip with every configuration once a round, from 1")
                .integer("place", "place within the round, from 1"))
            .text("device_used", "where models really worked; missing where the run broke")
            .text("error", "why the run broke; missing where it did not");
    for (String measure : measures) {
      schema = schema.number(measure, "measured");
    }
    Rows rows = schema.rows();
    trials.stream()
        .sorted(
            Comparator.comparingInt((TrialResult m) -> m.trial().round())
                .thenComparingInt(m -> m.trial().order()))
        .forEach(measured -> {
          Trial trial = measured.trial();
          List<Object> cells = new ArrayList<>(List.of(trial.round(), trial.order() + 1));
          cells.addAll(keyCells(trial.subject(), trial.configuration()));
          cells.add(measured.device());
          cells.add(measured.error());
          measures.forEach(measure -> cells.add(measured.values().get(measure)));
          rows.add(cells.toArray());
        });
    return MeasuredTable.of(rows.table(), schema, provenance, state, Optional.empty());
  }

  /** The columns that name a clip and a configuration. */
  private Schema keys(Schema before) {
    Schema schema = before.text("clip", "name of the clip");
    for (Map.Entry<String, List<Object>> axis : grid.entrySet()) {
      Field.Kind kind = numeric(axis.getValue()) ? Field.Kind.NUMBER : Field.Kind.TEXT;
      schema =
          schema.with(
              new Field(
                  Configuration.column(axis.getKey()),
                  kind,
                  "varied: " + axis.getKey(),
                  List.of()));
    }
    return schema;
  }

  private static boolean numeric(Collection<Object> values) {
    return values.stream().allMatch(Number.class::isInstance);
  }

  private List<Object> keyCells(int subject, int configuration) {
    List<Object> cells = new ArrayList<>();
    cells.add(subjects.get(subject).name());
    grid.forEach((key, values) -> {
      Object value = configurations.get(configuration).values().get(key);
      cells.add(numeric(values) ? value : String.valueOf(value));
    });
    return cells;
  }
}
