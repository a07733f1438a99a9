package dev.reelframe.analyzer.audio;

import java.util.Arrays;
import tech.tablesaw.api.Table;

/**
 * One column of a signal, a value per hop. Ranges may reach beyond its ends, where there is
 * nothing.
 *
 * @param values levels in dB, frequencies or shares
 */
record Curve(double[] values) {

  static Curve of(Table signal, String column) {
    return new Curve(signal.doubleColumn(column).asDoubleArray());
  }

  int size() {
    return values.length;
  }

  double at(int hop) {
    return values[Math.clamp(hop, 0, values.length - 1)];
  }

  /** The largest value of {@code from} to {@code to}, both inclusive; minus infinity for none. */
  double most(int from, int to) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = Math.max(0, from); i <= Math.min(values.length - 1, to); i++) {
      most = Math.max(most, values[i]);
    }
    return most;
  }

  /** The value below which a share of all lies; minus infinity for none. */
  double percentile(double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NEGATIVE_INFINITY
        : sorted[(int) (share * (sorted.length - 1))];
  }

  /** Median of {@code from} (inclusive) to {@code to} (exclusive); minus infinity for none. */
  double median(int from, int to) {
    int first = Math.clamp(from, 0, values.length);
    int last = Math.clamp(to, first, values.length);
    return new Curve(Arrays.copyOfRange(values, first, last)).percentile(0.5);
  }

  /** The mean over {@code reach} hops to either side. */
  Curve smooth(int reach) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(values.length, i + reach + 1);
      out[i] = Arrays.stream(values, from, to).average().orElse(0);
    }
    return new Curve(out);
  }
}
