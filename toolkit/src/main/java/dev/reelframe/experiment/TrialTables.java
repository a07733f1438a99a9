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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Trials as tables: one row per trial, and what they have in common per clip, configuration and
 * measure.
 */
final class TrialTables {
  private final Trials trials;
  private final Map<String, List<Object>> grid;
  private final List<Configuration> configurations;

  TrialTables(Trials trials) {
    this.trials = trials;
    this.grid = trials.design().grid;
    this.configurations = trials.design().configurations();
  }

  /** Median, least, most and spread; the trials are its signal. */
  MeasuredTable table(Provenance provenance, State state) {
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
    for (int s = 0; s < trials.design().subjects.size(); s++) {
      for (int c = 0; c < configurations.size(); c++) {
        for (String measure : trials.measures()) {
          row(rows, s, c, measure);
        }
      }
    }
    return MeasuredTable.of(
        rows.table(), schema, provenance, state, Optional.of(trials(provenance, state)));
  }

  private void row(Rows rows, int subject, int configuration, String measure) {
    double[] values = trials.values(subject, configuration, measure);
    if (values.length == 0) {
      return;
    }
    double median = StatUtils.percentile(values, 50);
    double least = StatUtils.min(values);
    double most = StatUtils.max(values);
    List<Object> cells = keyCells(clip(subject), configuration);
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
    for (String measure : trials.measures()) {
      schema = schema.number(measure, "measured");
    }
    Rows rows = schema.rows();
    trials.all().stream()
        .sorted(
            Comparator.comparingInt((TrialResult m) -> m.trial().round())
                .thenComparingInt(m -> m.trial().order()))
        .forEach(measured -> {
          Trial trial = measured.trial();
          List<Object> cells = new ArrayList<>(List.of(trial.round(), trial.order() + 1));
          cells.addAll(keyCells(clip(trial.subject()), trial.configuration()));
          cells.add(measured.device());
          cells.add(measured.error());
          trials.measures().forEach(measure -> cells.add(measured.values().get(measure)));
          rows.add(cells.toArray());
        });
    return MeasuredTable.of(rows.table(), schema, provenance, state, Optional.empty());
  }

  /** The columns that name a clip and a configuration. */
  Schema keys(Schema before) {
    return axes(before.text("clip", "name of the clip"));
  }

  /** The columns that name a configuration. */
  Schema axes(Schema before) {
    Schema schema = before;
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

  private String clip(int subject) {
    return trials.design().subjects.get(subject).name();
  }

  List<Object> keyCells(String clip, int configuration) {
    List<Object> cells = new ArrayList<>(List.of(clip));
    cells.addAll(axisCells(configuration));
    return cells;
  }

  List<Object> axisCells(int configuration) {
    List<Object> cells = new ArrayList<>();
    grid.forEach((key, values) -> {
      Object value = configurations.get(configuration).values().get(key);
      cells.add(numeric(values) ? value : String.valueOf(value));
    });
    return cells;
  }
}
