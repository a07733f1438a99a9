package dev.reelframe.analyzer.text;

/** How much a line changes from column to column, where letters have their strokes. */
final class Strokes {
  private Strokes() {}

  /**
   * Mean difference of the columns to both sides of each, grey levels, over three columns.
   *
   * @param top first row that counts
   * @param bottom row after the last
   */
  static double[] contrast(LumaImage line, int top, int bottom) {
    double[] raw = new double[line.width() + 2];
    for (int x = 1; x < line.width() - 1; x++) {
      int sum = 0;
      for (int y = top; y < bottom; y++) {
        sum += Math.abs(line.at(x + 1, y) - line.at(x - 1, y));
      }
      raw[x + 1] = (double) sum / (bottom - top);
    }
    double[] smooth = new double[line.width()];
    for (int x = 0; x < smooth.length; x++) {
      smooth[x] = (raw[x] + raw[x + 1] + raw[x + 2]) / 3;
    }
    return smooth;
  }
}
