package dev.reelframe.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;

/** What speaks against trusting an experiment as a whole. */
final class Doubts {
  private static final double CLOCK_RATIO = 1.15;
  private static final double OTHERS_CORES = 0.2;
  private static final int MANY = 20;

  private Doubts() {}

  static List<String> of(Trials trials) {
    List<String> doubts = new ArrayList<>();
    double[] probe = values(trials, TrialResult.PROBE);
    // The fastest and slowest twentieth may be chance.
    double fast = StatUtils.percentile(probe, 5);
    double slow = StatUtils.percentile(probe, 95);
    if (slow > CLOCK_RATIO * fast) {
      doubts.add(
          words(
              "the machine changed its speed by %.0f %% between trials", 100 * (slow / fast - 1)));
    }
    double others = StatUtils.mean(values(trials, TrialResult.OTHERS));
    if (others > OTHERS_CORES) {
      doubts.add(words("other processes kept %.1f cores busy meanwhile", others));
    }
    if (trials.broken() > 0) {
      doubts.add(trials.broken() + " trials broke");
    }
    int settings = trials.design().configurations().size() - 1;
    if (settings >= MANY) {
      doubts.add(
          settings
              + " settings beside the baseline: one in twenty may be called different by chance");
    }
    return doubts;
  }

  private static double[] values(Trials trials, String measure) {
    return trials.all().stream()
        .filter(t -> t.values().containsKey(measure))
        .mapToDouble(t -> t.values().get(measure))
        .toArray();
  }

  private static String words(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
