package dev.reelframe.experiment;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What one takes beside another: a setting and the baseline, from pairs that were measured close to
 * each other, so that whatever the machine did meanwhile is in both of a pair; or two experiments,
 * from the values of each.
 *
 * <p>The logarithms of the pairs' ratios are taken for a sample of a normal distribution; their
 * mean and its 95 % interval by Student's t are taken back through the exponential function (Bland
 * and Altman, "Transformations, means, and confidence intervals", BMJ 312:1079, 1996; for run times
 * of few repeats Georges, Buytaert and Eeckhout, "Statistically rigorous Java performance
 * evaluation", OOPSLA 2007).
 *
 * @param ratio geometric mean of the pairs' ratios, setting over baseline
 * @param low lower end of its 95 % interval; NaN for a single pair
 * @param high upper end of it; NaN for a single pair
 * @param noise standard deviation of the logarithms: about the relative spread of a pair's ratio;
 *     NaN for a single pair
 * @param pairs how many there were; of two samples the smaller number of values
 */
public record CostRatio(double ratio, double low, double high, double noise, int pairs) {
  private static final double CONFIDENCE = 0.95;

  /** A difference of less than this is told of nobody, however surely it is there. */
  public static final double NEGLIGIBLE = 0.01;

  /** Fewer pairs than this make an interval that says little: its t quantile is above 2.8. */
  static final int ENOUGH_PAIRS = 5;

  /** How sure a difference is. */
  public enum Difference {
    /** The whole interval lies below 1, by more than what is negligible. */
    LESS,
    /** The whole interval lies above 1, by more than what is negligible. */
    MORE,
    /** Neither: there is none, or the pairs are too few or too noisy to show it. */
    NOT_SHOWN
  }

  /**
   * Of pairs in the same order.
   *
   * @param baseline above 0
   * @param setting above 0
   * @throws IllegalArgumentException where they are not pairs, or there are none
   */
  public static CostRatio of(double[] baseline, double[] setting) {
    if (baseline.length != setting.length || baseline.length == 0) {
      throw new IllegalArgumentException(
          baseline.length + " values beside " + setting.length + ": give pairs, at least one");
    }
    double[] logs = new double[baseline.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(setting[i] / baseline[i]);
    }
    return ofLogs(logs);
  }

  /** Of the logarithms of the pairs' ratios. */
  static CostRatio ofLogs(double[] logs) {
    int n = logs.length;
    double mean = StatUtils.mean(logs);
    if (n < 2) {
      return new CostRatio(Math.exp(mean), Double.NaN, Double.NaN, Double.NaN, n);
    }
    double deviation = Math.sqrt(StatUtils.variance(logs, mean));
    double half = quantile(n - 1) * deviation / Math.sqrt(n);
    return new CostRatio(
        Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half), deviation, n);
  }

  /**
   * Of two samples without pairs, by Welch's t (Biometrika 34:28, 1947) on the logarithms.
   *
   * @param before values above 0
   * @param after likewise
   */
  static CostRatio ofSamples(double[] before, double[] after) {
    double[] a = Arrays.stream(before).map(Math::log).toArray();
    double[] b = Arrays.stream(after).map(Math::log).toArray();
    int n = Math.min(a.length, b.length);
    double mean = StatUtils.mean(b) - StatUtils.mean(a);
    if (n < 2 || !Double.isFinite(mean)) {
      return new CostRatio(Math.exp(mean), Double.NaN, Double.NaN, Double.NaN, n);
    }
    double va = StatUtils.variance(a) / a.length;
    double vb = StatUtils.variance(b) / b.length;
    double freedom = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
    double half = va + vb == 0 ? 0 : quantile(freedom) * Math.sqrt(va + vb);
    double noise = Math.sqrt(StatUtils.variance(a) + StatUtils.variance(b));
    return new CostRatio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half), noise, n);
  }

  private static double quantile(double freedom) {
    return new TDistribution(null, freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
  }

  /** What the interval shows. */
  public Difference difference() {
    if (high < 1 - NEGLIGIBLE) {
      return Difference.LESS;
    }
    return low > 1 + NEGLIGIBLE ? Difference.MORE : Difference.NOT_SHOWN;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f (%.3f to %.3f, %d pairs)", ratio, low, high, pairs);
  }
}
