package dev.reelframe.experiment;

import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;

/** What an experiment measured, by round, clip, point of the grid and measure. */
final class Trials {
  private final Design design;
  private final List<TrialResult> all;
  private final Map<List<Integer>, TrialResult> byPlace = new HashMap<>();
  private final Set<String> measures = new LinkedHashSet<>();

  Trials(Design design, List<TrialResult> all) {
    this.design = design;
    this.all = List.copyOf(all);
    for (TrialResult result : all) {
      Trial trial = result.trial();
      byPlace.put(List.of(trial.round(), trial.subject(), trial.configuration()), result);
      measures.addAll(result.values().keySet());
    }
  }

  Design design() {
    return design;
  }

  List<TrialResult> all() {
    return all;
  }

  Set<String> measures() {
    return measures;
  }

  MeasureKind kind(String measure) {
    MeasureKind told = MeasureKind.of(measure);
    boolean own = design.measures.containsKey(measure);
    return own && told == MeasureKind.CONTEXT ? MeasureKind.AMOUNT : told;
  }

  long broken() {
    return all.stream().filter(t -> !t.error().isEmpty()).count();
  }

  /** Degraded where trials broke, or some are still to be run. */
  State state() {
    List<String> reasons = new ArrayList<>();
    if (broken() > 0) {
      reasons.add(broken() + " trials broke");
    }
    int whole = design.subjects.size() * design.configurations().size() * design.repeats;
    if (all.size() < whole) {
      reasons.add("%d of %d trials were run".formatted(all.size(), whole));
    }
    return reasons.isEmpty() ? State.OK : new State.Degraded(String.join("; ", reasons));
  }

  /** NaN where the trial gave none. */
  private double value(int round, int subject, int configuration, String measure) {
    TrialResult result = byPlace.get(List.of(round, subject, configuration));
    Double value = result == null ? null : result.values().get(measure);
    return Objects.requireNonNullElse(value, Double.NaN);
  }

  /** Of all rounds that gave one. */
  double[] values(int subject, int configuration, String measure) {
    List<Double> found = new ArrayList<>();
    for (int round = 1; round <= design.repeats; round++) {
      double value = value(round, subject, configuration, measure);
      if (!Double.isNaN(value)) {
        found.add(value);
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** NaN where there is no value. */
  double median(int subject, int configuration, String measure) {
    return StatUtils.percentile(values(subject, configuration, measure), 50);
  }

  /**
   * Logarithms of the ratios to the baseline, one a round. Of several clips it is their mean: which
   * clips there are is given, so only rounds are a sample.
   *
   * @return none where a value is missing in all rounds, or is not above 0
   */
  double[] logRatios(List<Integer> subjects, int configuration, int baseline, String measure) {
    List<Double> logs = new ArrayList<>();
    for (int round = 1; round <= design.repeats; round++) {
      double sum = 0;
      for (int subject : subjects) {
        sum +=
            Math.log(value(round, subject, configuration, measure))
                - Math.log(value(round, subject, baseline, measure));
      }
      if (Double.isFinite(sum)) {
        logs.add(sum / subjects.size());
      }
    }
    return logs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
