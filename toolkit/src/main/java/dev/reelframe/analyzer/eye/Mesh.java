package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.track.Box;

/**
 * The 478 points of MediaPipe's face mesh in one frame, numbered as there: 468 on the skin
 * (Kartynnik et al. 2019, arXiv:1907.06724), five on each iris.
 *
 * @param points x, y and depth of each point, pixels of the frame; depth grows away from the camera
 *     and is only right within the face
 * @param presence whether there is a face at all, 0..1
 */
record Mesh(float[] points, double presence) {
  static final int POINTS = 478;
  static final int SKIN_POINTS = 468;

  /** Corners, lids and iris of the eyes; right and left are the person's own. */
  enum Eye {
    RIGHT(33, 133, 159, 145, 468),
    LEFT(263, 362, 386, 374, 473);

    final int outer;
    final int inner;
    final int upperLid;
    final int lowerLid;
    final int iris;

    Eye(int outer, int inner, int upperLid, int lowerLid, int iris) {
      this.outer = outer;
      this.inner = inner;
      this.upperLid = upperLid;
      this.lowerLid = lowerLid;
      this.iris = iris;
    }
  }

  double x(int point) {
    return points[3 * point];
  }

  double y(int point) {
    return points[3 * point + 1];
  }

  double depth(int point) {
    return points[3 * point + 2];
  }

  /** From one point to another: x, y, depth. */
  double[] from(int a, int b) {
    return new double[] {x(b) - x(a), y(b) - y(a), depth(b) - depth(a)};
  }

  /** Angle from the picture's horizontal to the line of the eyes, radians, clockwise. */
  double eyeLine() {
    double[] line = from(Eye.RIGHT.outer, Eye.LEFT.outer);
    return Math.atan2(line[1], line[0]);
  }

  /** The smallest upright box round all points of the skin. */
  Box bounds() {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SKIN_POINTS; i++) {
      left = Math.min(left, x(i));
      right = Math.max(right, x(i));
      top = Math.min(top, y(i));
      bottom = Math.max(bottom, y(i));
    }
    return new Box(left, top, right - left, bottom - top);
  }
}
