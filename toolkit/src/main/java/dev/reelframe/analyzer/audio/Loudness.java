package dev.reelframe.analyzer.audio;

import java.util.Arrays;

/**
 * Loudness of ITU-R BS.1770-4 and EBU R 128 from K-weighted power per hop of 10 ms. Where a window
 * is longer than the sound so far, or holds no power, the loudness is NaN.
 *
 * @param power mean square per hop
 */
record Loudness(double[] power) {
  static final int MOMENTARY = 40;
  static final int SHORT_TERM = 300;

  /** Power below which filters ring out and nothing sounds: -120 LUFS. */
  private static final double NOTHING = 1e-12;

  private static final int STEP = 10;
  private static final double ABSOLUTE_GATE_LUFS = -70;
  private static final double RELATIVE_GATE_LU = -10;
  private static final double RANGE_GATE_LU = -20;

  /** Loudness of a K-weighted mean square, LUFS; NaN for none. */
  static double lufs(double power) {
    return power > NOTHING ? -0.691 + 10 * Math.log10(power) : Double.NaN;
  }

  /** The mean square of a loudness; 0 for NaN. */
  static double power(double lufs) {
    return Double.isNaN(lufs) ? 0 : Math.pow(10, (lufs + 0.691) / 10);
  }

  /** Loudness of hops {@code from} (inclusive) to {@code to} (exclusive) as one block. */
  double of(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += power[i];
    }
    return to > from ? lufs(sum / (to - from)) : Double.NaN;
  }

  /** Loudness of the {@code length} hops that end with each hop, NaN for the first of them. */
  double[] sliding(int length) {
    double[] out = new double[power.length];
    Arrays.fill(out, Double.NaN);
    for (int end = length; end <= power.length; end++) {
      out[end - 1] = of(end - length, end);
    }
    return out;
  }

  /**
   * Programme loudness, BS.1770-4: blocks of 400 ms every 100 ms, those below -70 LUFS left out,
   * then those more than 10 LU below the mean of the rest.
   */
  double integrated() {
    double[] blocks = blocks(MOMENTARY);
    double all = meanAbove(blocks, ABSOLUTE_GATE_LUFS);
    double gate = Math.max(ABSOLUTE_GATE_LUFS, all + RELATIVE_GATE_LU);
    return Double.isNaN(all) ? Double.NaN : meanAbove(blocks, gate);
  }

  /**
   * Loudness range, EBU Tech 3342: 10th to 95th percentile of the short-term loudness every 100 ms,
   * those below -70 LUFS left out, then those more than 20 LU below the mean of the rest.
   */
  double range() {
    double[] blocks = blocks(SHORT_TERM);
    double all = meanAbove(blocks, ABSOLUTE_GATE_LUFS);
    double[] kept =
        Arrays.stream(blocks)
            .filter(l -> l >= Math.max(ABSOLUTE_GATE_LUFS, all + RANGE_GATE_LU))
            .sorted()
            .toArray();
    if (Double.isNaN(all) || kept.length == 0) {
      return Double.NaN;
    }
    return percentile(kept, 0.95) - percentile(kept, 0.10);
  }

  private static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private double[] blocks(int length) {
    double[] all = sliding(length);
    int count = power.length < length ? 0 : (power.length - length) / STEP + 1;
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = all[length - 1 + i * STEP];
    }
    return out;
  }

  /** Loudness of the mean power of the blocks at or above a gate. */
  private static double meanAbove(double[] blocks, double gateLufs) {
    return lufs(
        Arrays.stream(blocks).filter(l -> l >= gateLufs).map(Loudness::power).average().orElse(0));
  }
}
