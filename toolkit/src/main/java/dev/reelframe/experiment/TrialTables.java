package dev.reelframe.experiment;

import dev.reelframe.table.Column;
import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Trials as tables: one row per trial, and what they have in common per clip, configuration and
 * measure.
 */
final class TrialTables {
  /** What the column {@code clip} means. */
  static final String CLIP = "name of the clip";

  private final Trials trials;
  private final Map<String, List<Object>> grid;
  private final List<Configuration> configurations;

  TrialTables(Trials trials) {
    this.trials = trials;
    this.grid = trials.design().grid;
    this.configurations = trials.design().configurations();
  }

  /** A row of the table of an experiment. */
  private record MeasureRow(
      @Column(CLIP) String clip,
      Map<String, Object> settings,
      @Column("what was measured, with its unit as a suffix") String measure,
      @Column("trials that gave a value") int runs,
      @Column("of them, in the unit of the measure") double median,
      @Column("of them") double least,
      @Column("of them") double most,
      @Column("(most - least) / median; missing where the median is 0") double spreadRatio,
      @Column("processor, cores, memory, system") String machine,
      @Column("version of the runtime") String java,
      @Column("version of the library") String reelframe) {}

  /** A row of its signal. */
  private record TrialRow(
      @Column("every clip with every configuration once a round, from 1") int round,
      @Column("place within the round, from 1") int place,
      @Column(CLIP) String clip,
      Map<String, Object> settings,
      @Column("where models really worked; missing where the run broke") String deviceUsed,
      @Column("why the run broke; missing where it did not") String error,
      Map<String, Double> measures) {}

  /** Median, least, most and spread; the trials are its signal. */
  MeasuredTable table(Provenance provenance, State state) {
    RowSchema<MeasureRow> schema =
        schema(MeasureRow.class, "experiment", "A measure of one clip with one configuration");
    RowWriter<MeasureRow> rows = schema.rows();
    for (int s = 0; s < trials.design().subjects.size(); s++) {
      for (int c = 0; c < configurations.size(); c++) {
        for (String measure : trials.measures()) {
          row(s, c, measure).ifPresent(rows::add);
        }
      }
    }
    return MeasuredTable.of(
        rows.table(), schema.schema(), provenance, state, Optional.of(trials(provenance, state)));
  }

  private Optional<MeasureRow> row(int subject, int configuration, String measure) {
    double[] values = trials.values(subject, configuration, measure);
    if (values.length == 0) {
      return Optional.empty();
    }
    double median = StatUtils.percentile(values, 50);
    double least = StatUtils.min(values);
    double most = StatUtils.max(values);
    return Optional.of(
        new MeasureRow(
            clip(subject),
            settings(configuration),
            measure,
            values.length,
            median,
            least,
            most,
            (most - least) / median,
            HostInfo.words(),
            HostInfo.java(),
            HostInfo.reelframe()));
  }

  private MeasuredTable trials(Provenance provenance, State state) {
    RowSchema<TrialRow> schema =
        RowSchema.of(
            TrialRow.class,
            "trials",
            "One run of the pipeline",
            Map.of(
                "settings",
                axes(),
                "measures",
                trials.measures().stream()
                    .map(name -> new Field(name, Field.Kind.NUMBER, "measured", List.of()))
                    .toList()));
    RowWriter<TrialRow> rows = schema.rows();
    trials.all().stream()
        .sorted(
            Comparator.comparingInt((TrialResult m) -> m.trial().round())
                .thenComparingInt(m -> m.trial().order()))
        .forEach(measured -> {
          Trial trial = measured.trial();
          rows.add(
              new TrialRow(
                  trial.round(),
                  trial.order() + 1,
                  clip(trial.subject()),
                  settings(trial.configuration()),
                  measured.device(),
                  measured.error(),
                  measured.values()));
        });
    return MeasuredTable.of(rows.table(), schema.schema(), provenance, state, Optional.empty());
  }

  /** A table whose rows have a map {@code settings} with a column for each axis of the grid. */
  <R extends Record> RowSchema<R> schema(Class<R> type, String table, String meaning) {
    return RowSchema.of(type, table, meaning, Map.of("settings", axes()));
  }

  /** The columns that name a configuration. */
  List<Field> axes() {
    return grid.entrySet().stream()
        .map(axis -> {
          Field.Kind kind = numeric(axis.getValue()) ? Field.Kind.NUMBER : Field.Kind.TEXT;
          String column = Configuration.column(axis.getKey());
          return new Field(column, kind, "varied: " + axis.getKey(), List.of());
        })
        .toList();
  }

  private static boolean numeric(Collection<Object> values) {
    return values.stream().allMatch(Number.class::isInstance);
  }

  String clip(int subject) {
    return trials.design().subjects.get(subject).name();
  }

  /** The cells that name a configuration, by column. */
  Map<String, Object> settings(int configuration) {
    Map<String, Object> cells = new LinkedHashMap<>();
    grid.forEach((key, values) -> {
      Object value = configurations.get(configuration).values().get(key);
      cells.put(Configuration.column(key), numeric(values) ? value : String.valueOf(value));
    });
    return cells;
  }
}
