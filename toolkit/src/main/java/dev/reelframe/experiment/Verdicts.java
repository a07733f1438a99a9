package dev.reelframe.experiment;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Each setting against the baseline: how much it takes, and whether that is shown. */
final class Verdicts {
  static final String NOT_SHOWN = "no_difference_shown";
  static final String ALL_CLIPS = "all clips";

  /** A pair's ratio spreads this much on a machine that does much else beside. */
  private static final double NOISY = 0.15;

  private final Trials trials;
  private final TrialTables tables;
  private final int baseline;

  Verdicts(Trials trials) {
    this.trials = trials;
    this.tables = new TrialTables(trials);
    this.baseline = trials.design().baselineIndex();
  }

  private Schema schema() {
    return tables
        .keys(
            new Schema(
                "verdict", 1, "What a setting takes beside the baseline, in pairs", List.of()))
        .text("measure", "what was measured, with its unit as a suffix")
        .integer("pairs", "rounds that measured both")
        .number("baseline", "median of the baseline, in the unit of the measure; one clip only")
        .number("here", "median of this setting; one clip only")
        .number("ratio", "this over the baseline, geometric mean of the pairs")
        .number("ratio_low", "lower end of its 95 % interval; missing for one pair")
        .number("ratio_high", "upper end of its 95 % interval; missing for one pair")
        .text(
            "verdict",
            "what the interval shows; faster and slower for times, less and more for the rest",
            "faster",
            "slower",
            "less",
            "more",
            NOT_SHOWN)
        .text("quality_lost", "what is worse than with the baseline; missing where nothing is")
        .text("warning", "why the interval may say little; missing where there is no reason");
  }

  /** Rows for some measures, those of time, memory and the user's own that there are. */
  MeasuredTable table(Collection<String> measures, Provenance provenance, State state) {
    Schema schema = schema();
    Rows rows = schema.rows();
    int clips = trials.design().subjects.size();
    List<Integer> all = IntStream.range(0, clips).boxed().toList();
    for (int c = 0; c < trials.design().configurations().size(); c++) {
      for (String measure : c == baseline ? List.<String>of() : measures) {
        for (int subject : all) {
          row(rows, List.of(subject), c, measure);
        }
        if (clips > 1) {
          row(rows, all, c, measure);
        }
      }
    }
    return MeasuredTable.of(rows.table(), schema, provenance, state, Optional.empty());
  }

  private void row(Rows rows, List<Integer> subjects, int configuration, String measure) {
    double[] logs = trials.logRatios(subjects, configuration, baseline, measure);
    if (logs.length == 0) {
      return;
    }
    CostRatio ratio = CostRatio.ofLogs(logs);
    boolean one = subjects.size() == 1;
    String clip = one ? trials.design().subjects.get(subjects.getFirst()).name() : ALL_CLIPS;
    List<Object> cells = tables.keyCells(clip, configuration);
    cells.add(measure);
    cells.add(ratio.pairs());
    cells.add(one ? trials.median(subjects.getFirst(), baseline, measure) : null);
    cells.add(one ? trials.median(subjects.getFirst(), configuration, measure) : null);
    cells.add(ratio.ratio());
    cells.add(ratio.low());
    cells.add(ratio.high());
    cells.add(trials.kind(measure).word(ratio.difference()));
    cells.add(String.join("; ", lost(subjects, configuration)));
    cells.add(warning(ratio));
    rows.add(cells.toArray());
  }

  private List<String> lost(List<Integer> subjects, int configuration) {
    List<String> lost = new ArrayList<>();
    for (String measure : trials.measures()) {
      MeasureKind kind = trials.kind(measure);
      for (int subject : kind.quality() ? subjects : List.<Integer>of()) {
        double before = trials.median(subject, baseline, measure);
        double here = trials.median(subject, configuration, measure);
        String clip =
            subjects.size() > 1 ? trials.design().subjects.get(subject).name() + ": " : "";
        kind.lost(measure, before, here).ifPresent(words -> lost.add(clip + words));
      }
    }
    return lost;
  }

  private static String warning(CostRatio ratio) {
    List<String> all = new ArrayList<>();
    if (ratio.pairs() < CostRatio.ENOUGH_PAIRS) {
      all.add("%d pairs: repeat %d times or more".formatted(ratio.pairs(), CostRatio.ENOUGH_PAIRS));
    }
    if (ratio.noise() > NOISY) {
      all.add(
          String.format(
              Locale.ROOT, "pairs spread by %.0f %%: end what else runs", 100 * ratio.noise()));
    }
    return String.join("; ", all);
  }
}
