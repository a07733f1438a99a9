package dev.reelframe.analyzer.quality;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sharpness as the inverse width of edges. The mean squared difference of pixels {@code k} apart
 * (the second-order structure function D(k), after Kolmogorov 1941) of an edge of width {@code w}
 * is {@code k} times D(1) divided by {@code w}, whatever its height; white noise adds the same N to
 * every D(k) and is taken off. So
 *
 * <pre>
 * r = (D(1) - N) / ((D(24) - N) / 24) ~ 1 / w,   sharpness = r / (1 + r)
 * </pre>
 *
 * in blocks of 64x64 pixels, along rows and columns together. Where edges are soft D grows with the
 * square of the distance, so N = (4 D(1) - D(2)) / 3; elsewhere 2 sigma^2 of the noise estimate
 * bounds it. Of the half of the blocks with the most structure the upper quartile counts, so that a
 * soft background is no fault and a sharp caption no merit.
 */
final class Sharpness {
  private static final int BLOCK = 64;
  private static final int LAG = 24;
  private static final int STRIDE = 3;
  private static final double QUANTILE = 0.75;

  /** The noise estimate is good to about a seventh in sigma, a third in its square. */
  private static final double NOISE_MARGIN = 1.3;

  /** Blocks whose D(24) is below this, in squared levels, hold no edges. */
  private static final double MIN_STRUCTURE = 12;

  private final byte[] p;
  private final int width;
  private final int height;
  private final int across;

  /** Per block the sums of squared differences at distance 1, 2 and {@link #LAG}, and a count. */
  private final long[][] sums;

  private Sharpness(byte[] luma, int width, int height) {
    this.p = luma;
    this.width = width;
    this.height = height;
    this.across = (width + BLOCK - 1) / BLOCK;
    this.sums = new long[across * ((height + BLOCK - 1) / BLOCK)][4];
  }

  /**
   * @param luma 8-bit, row by row
   * @param noise sigma in levels; NaN where unknown
   * @return 0 blurred .. 1 sharp, 0.5 where edges are one pixel wide; NaN without structure
   */
  static double of(byte[] luma, int width, int height, double noise) {
    Sharpness sharpness = new Sharpness(luma, width, height);
    sharpness.add(width - LAG, height, 1);
    sharpness.add(width, height - LAG, width);
    double sigma = Double.isNaN(noise) ? 0 : noise;
    return sharpness.quantile(2 * sigma * sigma);
  }

  /**
   * Compares pixels with others in one direction; memory is walked in its order for both.
   *
   * @param endX first column that has no partner any more
   * @param endY first row that has no partner any more
   * @param next index step in the direction
   */
  private void add(int endX, int endY, int next) {
    for (int y = 0; y < endY; y += STRIDE) {
      for (int left = 0; left < endX; left += BLOCK) {
        int from = y * width + left;
        int to = y * width + Math.min(left + BLOCK, endX);
        add(sums[(y / BLOCK) * across + left / BLOCK], from, to, next);
      }
    }
  }

  private void add(long[] sum, int from, int to, int next) {
    int one = 0;
    int two = 0;
    int far = 0;
    for (int i = from; i < to; i++) {
      int here = p[i] & 0xFF;
      int d1 = (p[i + next] & 0xFF) - here;
      int d2 = (p[i + 2 * next] & 0xFF) - here;
      int d24 = (p[i + LAG * next] & 0xFF) - here;
      one += d1 * d1;
      two += d2 * d2;
      far += d24 * d24;
    }
    sum[0] += one;
    sum[1] += two;
    sum[2] += far;
    sum[3] += to - from;
  }

  private double quantile(double noise) {
    double[] structure =
        Arrays.stream(sums)
            .mapToDouble(s -> s[3] == 0 ? 0 : (double) s[2] / s[3] - noise)
            .toArray();
    double least = Math.max(MIN_STRUCTURE, noise);
    double[] strong = Arrays.stream(structure).filter(d -> d > least).sorted().toArray();
    if (strong.length == 0) {
      return Double.NaN;
    }
    double median = strong[strong.length / 2];
    double[] ratios =
        IntStream.range(0, sums.length)
            .filter(b -> structure[b] >= median)
            .mapToDouble(b -> ratio(sums[b], noise))
            .sorted()
            .toArray();
    double r = ratios[(int) (QUANTILE * ratios.length)];
    return r / (1 + r);
  }

  private static double ratio(long[] sum, double noise) {
    double one = (double) sum[0] / sum[3];
    double two = (double) sum[1] / sum[3];
    double far = (double) sum[2] / sum[3];
    double own = Math.max(0, Math.min((4 * one - two) / 3, NOISE_MARGIN * noise));
    return Math.max(0, one - own) * LAG / (far - own);
  }
}
