package dev.reelframe.experiment;

import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** A row of the table. */
  private record VerdictRow(
      @Column(TrialTables.CLIP) String clip,
      Map<String, Object> settings,
      @Column("what was measured, with its unit as a suffix") String measure,
      @Column("rounds that measured both") int pairs,
      @Column("median of the baseline, in the unit of the measure; one clip only") double baseline,
      @Column("median of this setting; one clip only") double here,
      @Column("this over the baseline, geometric mean of the pairs") double ratio,
      @Column("lower end of its 95 % interval; missing for one pair") double ratioLow,
      @Column("upper end of its 95 % interval; missing for one pair") double ratioHigh,
      @Column(
              value =
                  "what the interval shows; faster and slower for times, less and more for the rest",
              values = {"faster", "slower", "less", "more", NOT_SHOWN})
          String verdict,
      @Column("what is worse than with the baseline; missing where nothing is") String qualityLost,
      @Column("why the interval may say little; missing where there is no reason")
          String warning) {}

  /** Rows for some measures, those of time, memory and the user's own that there are. */
  MeasuredTable table(Collection<String> measures, Provenance provenance, State state) {
    RowSchema<VerdictRow> schema =
        tables.schema(
            VerdictRow.class, "verdict", "What a setting takes beside the baseline, in pairs");
    RowWriter<VerdictRow> rows = schema.rows();
    int clips = trials.design().subjects.size();
    List<Integer> all = IntStream.range(0, clips).boxed().toList();
    for (int c = 0; c < trials.design().configurations().size(); c++) {
      for (String measure : c == baseline ? List.<String>of() : measures) {
        for (int subject : all) {
          row(List.of(subject), c, measure).ifPresent(rows::add);
        }
        if (clips > 1) {
          row(all, c, measure).ifPresent(rows::add);
        }
      }
    }
    return MeasuredTable.of(rows.table(), schema.schema(), provenance, state, Optional.empty());
  }

  private Optional<VerdictRow> row(List<Integer> subjects, int configuration, String measure) {
    double[] logs = trials.logRatios(subjects, configuration, baseline, measure);
    if (logs.length == 0) {
      return Optional.empty();
    }
    CostRatio ratio = CostRatio.ofLogs(logs);
    boolean one = subjects.size() == 1;
    int first = subjects.getFirst();
    return Optional.of(
        new VerdictRow(
            one ? tables.clip(first) : ALL_CLIPS,
            tables.settings(configuration),
            measure,
            ratio.pairs(),
            one ? trials.median(first, baseline, measure) : Double.NaN,
            one ? trials.median(first, configuration, measure) : Double.NaN,
            ratio.ratio(),
            ratio.low(),
            ratio.high(),
            trials.kind(measure).word(ratio.difference()),
            String.join("; ", lost(subjects, configuration)),
            warning(ratio)));
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
