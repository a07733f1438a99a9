package dev.reelframe.analyzer.composition;

/**
 * What draws the eye. A cell is salient where it differs from its surroundings at several scales
 * (centre-surround differences on integral images: S. Montabone and A. Soto, "Human detection using
 * a mobile platform and novel features derived from a visual saliency mechanism", 2010) and from
 * the mean of the picture (R. Achanta et al., "Frequency-tuned salient region detection", 2009);
 * the geometric mean of both, so that neither the rim of a thing nor a large part of the background
 * stands out.
 */
final class Saliency {
  /** Half widths of surroundings, shares of the smaller side. */
  private static final double[] SCALES = {0.1, 0.2, 0.4};

  private Saliency() {}

  /** Saliency per cell in levels, 0 and up. */
  static float[] of(OpponentCells cells) {
    int n = cells.columns() * cells.rows();
    float[] surround = new float[n];
    float[] global = new float[n];
    for (float[] channel : new float[][] {cells.luma(), cells.redGreen(), cells.blueYellow()}) {
      double[] integral = integral(channel, cells.columns(), cells.rows());
      double mean = integral[integral.length - 1] / n;
      for (int i = 0; i < n; i++) {
        global[i] += (float) ((channel[i] - mean) * (channel[i] - mean));
      }
      for (double scale : SCALES) {
        int reach = (int) Math.max(1, scale * Math.min(cells.columns(), cells.rows()));
        addDifferences(channel, integral, cells, reach, surround);
      }
    }
    float[] saliency = new float[n];
    for (int i = 0; i < n; i++) {
      saliency[i] = (float) Math.sqrt(Math.sqrt(global[i]) * surround[i] / SCALES.length);
    }
    return saliency;
  }

  private static double[] integral(float[] channel, int columns, int rows) {
    double[] sums = new double[(columns + 1) * (rows + 1)];
    for (int y = 0; y < rows; y++) {
      double row = 0;
      for (int x = 0; x < columns; x++) {
        row += channel[y * columns + x];
        sums[(y + 1) * (columns + 1) + x + 1] = sums[y * (columns + 1) + x + 1] + row;
      }
    }
    return sums;
  }

  private static void addDifferences(
      float[] channel, double[] integral, OpponentCells cells, int reach, float[] out) {
    int columns = cells.columns();
    for (int y = 0; y < cells.rows(); y++) {
      int top = Math.max(0, y - reach);
      int bottom = Math.min(cells.rows(), y + reach + 1);
      for (int x = 0; x < columns; x++) {
        int left = Math.max(0, x - reach);
        int right = Math.min(columns, x + reach + 1);
        double sum =
            integral[bottom * (columns + 1) + right]
                - integral[top * (columns + 1) + right]
                - integral[bottom * (columns + 1) + left]
                + integral[top * (columns + 1) + left];
        double mean = sum / ((bottom - top) * (right - left));
        out[y * columns + x] += (float) Math.abs(channel[y * columns + x] - mean);
      }
    }
  }
}
