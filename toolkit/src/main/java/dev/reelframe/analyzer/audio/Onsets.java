package dev.reelframe.analyzer.audio;

import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * Picks onsets from a flux curve of 100 values a second, after Böck, Krebs and Schedl (ISMIR 2012):
 * a local maximum that stands out from its neighbourhood, not too soon after the last.
 */
final class Onsets {
  private static final int PEAK = 3;
  private static final int BEFORE = 10;
  private static final int AFTER = 7;
  private static final int APART = 5;

  private Onsets() {}

  /**
   * Onsets of the whole spectrum.
   *
   * @param low mean rise in the bands of {@link Spectrum}, per hop
   * @param mid likewise
   * @param high likewise
   * @param threshold by how much the mean rise of all bands must stand above its surroundings
   * @return hops, rising
   */
  static int[] pick(double[] low, double[] mid, double[] high, double threshold) {
    double[] all = new double[low.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Spectrum.mean(low[i], mid[i], high[i]);
    }
    return pick(all, threshold);
  }

  /**
   * @param flux per hop
   * @param threshold by how much a peak must stand above the mean of its surroundings
   * @return hops, rising
   */
  static int[] pick(double[] flux, double threshold) {
    IntArrayList out = new IntArrayList();
    int last = -APART;
    for (int i = 0; i < flux.length; i++) {
      if (i - last >= APART
          && isPeak(flux, i)
          && flux[i] >= threshold + mean(flux, i - BEFORE, i + AFTER)) {
        out.add(i);
        last = i;
      }
    }
    return out.toIntArray();
  }

  /** Whether nothing near is larger; of equal values the first counts. */
  private static boolean isPeak(double[] flux, int at) {
    for (int i = Math.max(0, at - PEAK); i <= Math.min(flux.length - 1, at + PEAK); i++) {
      if (flux[i] > flux[at] || i < at && flux[i] == flux[at]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] flux, int from, int to) {
    double sum = 0;
    int first = Math.max(0, from);
    int last = Math.min(flux.length - 1, to);
    for (int i = first; i <= last; i++) {
      sum += flux[i];
    }
    return sum / (last - first + 1);
  }
}
