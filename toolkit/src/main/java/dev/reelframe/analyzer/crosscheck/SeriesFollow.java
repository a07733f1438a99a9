package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Series of seconds that rise and fall together, or one some seconds after the other. Spearman's
 * rank correlation at each lag; its probability by Student's t with as many degrees of freedom as
 * the series have independent seconds (Pyper and Peterman, Can. J. Fish. Aquat. Sci. 55, 1998, eq.
 * 1: neighbouring seconds are alike, so there are fewer than seconds), times the number of pairs
 * and lags that were looked at (Bonferroni). Only what would be found in less than one clip of
 * twenty by chance is told; that both go together does not make one the cause.
 */
final class SeriesFollow {
  /** Lags to both sides, seconds. */
  static final int FARTHEST_S = 3;

  /** Of fewer seconds nothing is said. */
  static final int FEWEST_S = 20;

  static final double PROBABLE = 0.05;

  private SeriesFollow() {}

  static List<Agreement> of(Tables tables) {
    List<Series> all = Series.of(tables);
    List<Lagged> best = new ArrayList<>();
    int looks = 0;
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        if (all.get(i).sense() != all.get(j).sense()) {
          looks += 2 * FARTHEST_S + 1;
          Lagged.strongest(all.get(i), all.get(j)).ifPresent(best::add);
        }
      }
    }
    int comparisons = looks;
    return best.stream()
        .filter(l -> l.probability() * comparisons <= PROBABLE)
        .map(l -> l.agreement(comparisons))
        .toList();
  }

  /** Two series, the second taken some seconds later. */
  private record Lagged(
      Series first, Series second, int lagS, int seconds, double correlation, double independent) {

    static Optional<Lagged> strongest(Series first, Series second) {
      Optional<Lagged> best = Optional.empty();
      for (int lag = -FARTHEST_S; lag <= FARTHEST_S; lag++) {
        Optional<Lagged> at = at(first, second, lag);
        if (at.isPresent()
            && (best.isEmpty() || at.get().probability() < best.get().probability())) {
          best = at;
        }
      }
      return best;
    }

    private static Optional<Lagged> at(Series first, Series second, int lag) {
      List<double[]> pairs = new ArrayList<>();
      for (int i = 0; i < first.values().length; i++) {
        int j = i + lag;
        if (j >= 0
            && j < second.values().length
            && !Double.isNaN(first.values()[i] + second.values()[j])) {
          pairs.add(new double[] {first.values()[i], second.values()[j]});
        }
      }
      if (pairs.size() < FEWEST_S) {
        return Optional.empty();
      }
      NaturalRanking ranking = new NaturalRanking();
      double[] x = ranking.rank(pairs.stream().mapToDouble(p -> p[0]).toArray());
      double[] y = ranking.rank(pairs.stream().mapToDouble(p -> p[1]).toArray());
      double correlation = new PearsonsCorrelation().correlation(x, y);
      return Double.isNaN(correlation)
          ? Optional.empty()
          : Optional.of(
              new Lagged(first, second, lag, x.length, correlation, independentPairs(x, y)));
    }

    /** Two-sided. */
    double probability() {
      double freedom = independent - 2;
      if (freedom < 1) {
        return 1;
      }
      double rest = Math.max(1e-12, 1 - correlation * correlation);
      double t = Math.abs(correlation) * Math.sqrt(freedom / rest);
      return 2 * new TDistribution(null, freedom).cumulativeProbability(-t);
    }

    Agreement agreement(int comparisons) {
      List<Evidence> evidence = new ArrayList<>(first.evidence());
      second.evidence().stream().filter(e -> !evidence.contains(e)).forEach(evidence::add);
      return new Agreement(
          Kind.SERIES_FOLLOW,
          0,
          Math.max(first.values().length, second.values().length),
          first.name() + ", " + second.name(),
          OptionalDouble.of(lagS),
          Measure.of(seconds, correlation, 0).tested(probability() * comparisons),
          evidence);
    }
  }

  /** Number of independent pairs in the series. */
  static double independentPairs(double[] x, double[] y) {
    int n = x.length;
    double sum = 0;
    for (int lag = 1; lag <= n / 5; lag++) {
      sum += (double) (n - lag) / n * self(x, lag) * self(y, lag);
    }
    return Math.min(n, n / Math.max(1e-9, 1 + 2 * sum));
  }

  /** Correlation of a series with itself some seconds later. */
  private static double self(double[] x, int lag) {
    double mean = Arrays.stream(x).average().orElse(0);
    double both = 0;
    double all = 0;
    for (int i = 0; i < x.length; i++) {
      all += (x[i] - mean) * (x[i] - mean);
      both += i + lag < x.length ? (x[i] - mean) * (x[i + lag] - mean) : 0;
    }
    return all == 0 ? 0 : both / all;
  }
}
