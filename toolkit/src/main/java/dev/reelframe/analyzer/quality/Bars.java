package dev.reelframe.analyzer.quality;

/**
 * Black bars at the edges of a picture, as shares of its height or width. A line belongs to a bar
 * while its ends are dark and most of it is; so a caption inside a bar does not end it. Bars stand
 * on opposite edges; a bar on one edge only is part of the picture.
 */
record Bars(double top, double bottom, double left, double right) {
  static final Bars NONE = new Bars(0, 0, 0, 0);

  /** Bars thinner than this share are not reported. */
  private static final double THINNEST = 0.03;

  private static final int DARK = 20;
  private static final double DARK_SHARE = 0.5;
  private static final double END_SHARE = 0.06;

  static Bars of(byte[] luma, int width, int height) {
    int top = lines(luma, width, 0, width, 1, height);
    if (top == height) {
      return NONE;
    }
    int bottom = lines(luma, width, (height - 1) * width, -width, 1, height);
    int left = lines(luma, height, 0, 1, width, width);
    int right = lines(luma, height, width - 1, -1, width, width);
    boolean letterbox = Math.min(top, bottom) >= THINNEST * height;
    boolean pillarbox = Math.min(left, right) >= THINNEST * width;
    return new Bars(
        letterbox ? (double) top / height : 0,
        letterbox ? (double) bottom / height : 0,
        pillarbox ? (double) left / width : 0,
        pillarbox ? (double) right / width : 0);
  }

  boolean any() {
    return top + bottom + left + right > 0;
  }

  /**
   * Lines of a bar from one edge inwards.
   *
   * @param length pixels of a line
   * @param first index of the first pixel of the first line
   * @param toNextLine index step from line to line
   * @param along index step within a line
   * @param most number of lines
   */
  private static int lines(
      byte[] luma, int length, int first, int toNextLine, int along, int most) {
    int end = Math.max(1, (int) (END_SHARE * length));
    int n = 0;
    while (n < most && dark(luma, first + n * toNextLine, along, length, end)) {
      n++;
    }
    return n;
  }

  private static boolean dark(byte[] luma, int start, int along, int length, int end) {
    for (int k = 0; k < end; k++) {
      if ((luma[start + k * along] & 0xFF) > DARK
          || (luma[start + (length - 1 - k) * along] & 0xFF) > DARK) {
        return false;
      }
    }
    int dark = 0;
    for (int k = 0; k < length; k++) {
      dark += (luma[start + k * along] & 0xFF) <= DARK ? 1 : 0;
    }
    return dark >= DARK_SHARE * length;
  }
}
