package dev.reelframe.analyzer.quality;

import java.util.Arrays;

/** How much the 8x8 grid of block coding shows. */
final class Blockiness {
  private static final int GRID = 8;
  private static final int STRIDE = 3;

  /** Keeps the ratio quiet where there are hardly any steps, levels. */
  private static final double SMALL_STEP = 0.25;

  private Blockiness() {}

  /**
   * The mean step between neighbouring lines of pixels, its median over lines at block borders over
   * its median elsewhere; medians, so that a few drawn edges on the grid do not count.
   *
   * @param luma 8-bit, row by row, not scaled since decoding
   * @return the larger of both directions; 1 where no grid shows
   */
  static double of(byte[] luma, int width, int height) {
    return Math.max(grid(columnSteps(luma, width, height)), grid(rowSteps(luma, width, height)));
  }

  private static double[] columnSteps(byte[] p, int width, int height) {
    int[] sums = new int[width];
    int rows = 0;
    for (int y = 0; y < height; y += STRIDE, rows++) {
      int row = y * width;
      for (int x = 1; x < width; x++) {
        sums[x] += Math.abs((p[row + x] & 0xFF) - (p[row + x - 1] & 0xFF));
      }
    }
    return means(sums, rows);
  }

  private static double[] rowSteps(byte[] p, int width, int height) {
    int[] sums = new int[height];
    for (int y = 1; y < height; y++) {
      int sum = 0;
      for (int i = y * width, end = i + width; i < end; i += STRIDE) {
        sum += Math.abs((p[i] & 0xFF) - (p[i - width] & 0xFF));
      }
      sums[y] = sum;
    }
    return means(sums, (width + STRIDE - 1) / STRIDE);
  }

  private static double[] means(int[] sums, int count) {
    return Arrays.stream(sums).mapToDouble(sum -> (double) sum / count).toArray();
  }

  private static double grid(double[] steps) {
    double[] borders = new double[steps.length];
    double[] others = new double[steps.length];
    int b = 0;
    int o = 0;
    for (int at = GRID / 2; at < steps.length - GRID / 2; at++) {
      if (at % GRID == 0) {
        borders[b++] = steps[at];
      } else {
        others[o++] = steps[at];
      }
    }
    return (median(borders, b) + SMALL_STEP) / (median(others, o) + SMALL_STEP);
  }

  private static double median(double[] values, int n) {
    Arrays.sort(values, 0, n);
    return n == 0 ? 0 : values[n / 2];
  }
}
