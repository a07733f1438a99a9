package dev.reelframe.analyzer.composition;

import dev.reelframe.table.Column;

/** Measures of one picture's composition; NaN where the picture is too plain to say. */
record Composition(
    @Column("where the eye is drawn, share of the width from the left") double saliencyXRatio,
    @Column("the same, share of the height from the top") double saliencyYRatio,
    @Column("1 where that is a crossing of the lines of thirds, 0 in a corner") double thirdsRatio,
    @Column("correlation with the left-right mirror image, 0..1") double symmetryXRatio,
    @Column("correlation with the top-bottom mirror image, 0..1") double symmetryYRatio,
    @Column("saliency of the right half minus the left, share of all, -1..1") double weightX,
    @Column("saliency of the lower half minus the upper, share of all, -1..1") double weightY,
    @Column("share of the picture that is plain and not salient") double negativeSpaceRatio) {
  /** Below this saliency, in levels, nothing stands out. */
  private static final double PLAIN = 4;

  /** Neighbouring cells of plain areas differ by no more, levels. */
  private static final double QUIET = 7;

  private static final double MAX_FROM_THIRDS = Math.sqrt(2) / 3;

  static Composition of(OpponentCells cells) {
    float[] saliency = Saliency.of(cells);
    double most = 0;
    double sum = 0;
    for (float s : saliency) {
      most = Math.max(most, s);
      sum += s;
    }
    boolean plain = most < PLAIN;
    double[] centre = centre(cells, saliency, 0.5 * most);
    double[] weight = weight(cells, saliency, sum);
    double x = plain ? Double.NaN : centre[0];
    double y = plain ? Double.NaN : centre[1];
    return new Composition(
        x,
        y,
        thirds(x, y),
        mirror(cells, true),
        mirror(cells, false),
        plain ? Double.NaN : weight[0],
        plain ? Double.NaN : weight[1],
        plain ? 1 : emptySpace(cells, saliency, 0.5 * most));
  }

  /** Centre of mass of what is above a level. */
  private static double[] centre(OpponentCells cells, float[] saliency, double level) {
    double mass = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < saliency.length; i++) {
      double m = Math.max(0, saliency[i] - level);
      mass += m;
      x += m * (i % cells.columns() + 0.5);
      y += m * (i / cells.columns() + 0.5);
    }
    return new double[] {x / mass / cells.columns(), y / mass / cells.rows()};
  }

  private static double[] weight(OpponentCells cells, float[] saliency, double sum) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < saliency.length; i++) {
      x += saliency[i] * Integer.signum(2 * (i % cells.columns()) + 1 - cells.columns());
      y += saliency[i] * Integer.signum(2 * (i / cells.columns()) + 1 - cells.rows());
    }
    return new double[] {x / sum, y / sum};
  }

  private static double thirds(double x, double y) {
    double dx = Math.min(Math.abs(x - 1.0 / 3), Math.abs(x - 2.0 / 3));
    double dy = Math.min(Math.abs(y - 1.0 / 3), Math.abs(y - 2.0 / 3));
    return 1 - Math.hypot(dx, dy) / MAX_FROM_THIRDS;
  }

  private static double mirror(OpponentCells cells, boolean leftRight) {
    int columns = cells.columns();
    int rows = cells.rows();
    float[] luma = cells.luma();
    double mean = 0;
    for (float v : luma) {
      mean += v / luma.length;
    }
    double variance = 0;
    double covariance = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int there =
            leftRight ? row * columns + columns - 1 - column : (rows - 1 - row) * columns + column;
        double here = luma[row * columns + column] - mean;
        variance += here * here;
        covariance += here * (luma[there] - mean);
      }
    }
    return variance < luma.length ? Double.NaN : Math.max(0, covariance / variance);
  }

  private static double emptySpace(OpponentCells cells, float[] saliency, double level) {
    int columns = cells.columns();
    float[] luma = cells.luma();
    int empty = 0;
    for (int i = 0; i < luma.length; i++) {
      int right = i % columns + 1 < columns ? i + 1 : i;
      int below = i + columns < luma.length ? i + columns : i;
      boolean quiet =
          Math.abs(luma[right] - luma[i]) <= QUIET && Math.abs(luma[below] - luma[i]) <= QUIET;
      empty += quiet && saliency[i] < level ? 1 : 0;
    }
    return (double) empty / luma.length;
  }
}
