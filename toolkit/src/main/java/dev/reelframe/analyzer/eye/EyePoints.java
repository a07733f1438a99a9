package dev.reelframe.analyzer.eye;

import java.util.stream.Stream;

/**
 * One eye in a frame.
 *
 * @param outer corner towards the temple: x and y, pixels of the frame
 * @param inner corner towards the nose
 * @param iris middle of the iris
 * @param opening height between the lids over the width between the corners: below 0.15 closed, 0.2
 *     to 0.45 open
 */
record EyePoints(double[] outer, double[] inner, double[] iris, double opening) {
  /** Widths of the eye that lie between it and the edge of a frame that does not cut it. */
  private static final double EDGE = 0.1;

  /** Between the corners, pixels. */
  double width() {
    return Math.hypot(outer[0] - inner[0], outer[1] - inner[1]);
  }

  /** Whether it lies wholly in a frame of that size: cut off, its outline is a guess. */
  boolean isIn(double frameWidth, double frameHeight) {
    return Stream.of(outer, inner, iris).allMatch(p -> isIn(p, frameWidth, frameHeight));
  }

  private boolean isIn(double[] point, double frameWidth, double frameHeight) {
    double edge = EDGE * width();
    return point[0] >= edge
        && point[1] >= edge
        && point[0] < frameWidth - edge
        && point[1] < frameHeight - edge;
  }
}
