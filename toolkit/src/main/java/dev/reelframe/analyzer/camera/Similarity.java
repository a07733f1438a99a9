package dev.reelframe.analyzer.camera;

/**
 * A move of the whole picture: {@code x' = a x - b y + tx, y' = b x + a y + ty}, about the centre.
 *
 * @param a scale times cosine
 * @param b scale times sine; positive turns the picture clockwise
 * @param tx pixels to the right
 * @param ty pixels down
 */
record Similarity(double a, double b, double tx, double ty) {
  static final Similarity NONE = new Similarity(1, 0, 0, 0);

  double scale() {
    return Math.hypot(a, b);
  }

  double clockwiseDeg() {
    return Math.toDegrees(Math.atan2(b, a));
  }

  /** Squared distance between where a point goes and where it was seen. */
  double miss(double x, double y, double seenX, double seenY) {
    double dx = a * x - b * y + tx - seenX;
    double dy = b * x + a * y + ty - seenY;
    return dx * dx + dy * dy;
  }
}
