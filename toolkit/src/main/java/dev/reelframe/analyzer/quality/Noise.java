package dev.reelframe.analyzer.quality;

import java.util.Arrays;

/**
 * Standard deviation of additive white noise. The difference of two Laplacians answers to noise and
 * hardly to the picture (J. Immerkaer, "Fast noise variance estimation", 1996); its mean size is
 * taken block by block, and a low quantile of the blocks stands for those without texture.
 */
final class Noise {
  private static final int BLOCK = 24;
  private static final int STEP = 2;
  private static final double QUANTILE = 0.1;

  /** The lowest tenth of block estimates ends this much below their mean for pure noise. */
  private static final double QUANTILE_BIAS = 1.085;

  private static final int DARK = 3;
  private static final int BRIGHT = 252;
  private static final int MIN_BLOCKS = 12;

  private Noise() {}

  /**
   * @param luma 8-bit, row by row
   * @return levels of 0..255; NaN where too little of the picture is free of clipping
   */
  static double sigma(byte[] luma, int width, int height) {
    double[] blocks = new double[(width / BLOCK) * (height / BLOCK)];
    int used = 0;
    for (int top = 1; top + BLOCK < height; top += BLOCK) {
      for (int left = 1; left + BLOCK < width; left += BLOCK) {
        double sigma = block(luma, width, left, top);
        if (sigma >= 0) {
          blocks[used++] = sigma;
        }
      }
    }
    if (used < MIN_BLOCKS) {
      return Double.NaN;
    }
    Arrays.sort(blocks, 0, used);
    return QUANTILE_BIAS * blocks[(int) (QUANTILE * used)];
  }

  /** Estimate of one block, -1 where it is clipped. */
  private static double block(byte[] p, int width, int left, int top) {
    long sum = 0;
    int clipped = 0;
    int count = 0;
    for (int y = top; y < top + BLOCK; y += STEP) {
      for (int i = y * width + left, end = i + BLOCK; i < end; i++) {
        int up = i - width;
        int down = i + width;
        int centre = p[i] & 0xFF;
        int response =
            (p[up - 1] & 0xFF)
                + (p[up + 1] & 0xFF)
                + (p[down - 1] & 0xFF)
                + (p[down + 1] & 0xFF)
                + 4 * centre
                - 2 * ((p[up] & 0xFF) + (p[i - 1] & 0xFF) + (p[i + 1] & 0xFF) + (p[down] & 0xFF));
        sum += Math.abs(response);
        clipped += centre < DARK || centre > BRIGHT ? 1 : 0;
        count++;
      }
    }
    // |N(0, 6 sigma)| has the mean 6 sigma sqrt(2 / pi).
    return clipped > count / 50 ? -1 : Math.sqrt(Math.PI / 2) / 6 * sum / count;
  }
}
