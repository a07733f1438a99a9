package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;

/**
 * The 468 points of MediaPipe's face mesh in one frame, numbered as there (Kartynnik et al. 2019,
 * arXiv:1907.06724).
 *
 * @param points x, y and depth of each point, pixels of the frame; depth grows away from the camera
 *     and is only right within the face
 * @param presence whether there is a face at all, 0..1
 */
public record Mesh(float[] points, double presence) {
  public static final int POINTS = 468;

  /** Tip of the nose, and corners of the person's right and left side of the mouth. */
  static final int NOSE = 4;

  static final int MOUTH_RIGHT = 61;
  static final int MOUTH_LEFT = 291;

  /** Corners of the eyes; right and left are the person's own. */
  public enum Eye {
    RIGHT(33, 133),
    LEFT(263, 362);

    /** Number of the corner towards the temple. */
    public final int outer;

    /** Number of the corner towards the nose. */
    public final int inner;

    Eye(int outer, int inner) {
      this.outer = outer;
      this.inner = inner;
    }
  }

  public double x(int point) {
    return points[3 * point];
  }

  public double y(int point) {
    return points[3 * point + 1];
  }

  public double depth(int point) {
    return points[3 * point + 2];
  }

  /** From one point to another: x, y, depth. */
  public double[] from(int a, int b) {
    return new double[] {x(b) - x(a), y(b) - y(a), depth(b) - depth(a)};
  }

  /** Angle from the picture's horizontal to the line of the eyes, radians, clockwise. */
  public double eyeLine() {
    double[] line = from(Eye.RIGHT.outer, Eye.LEFT.outer);
    return Math.atan2(line[1], line[0]);
  }

  /** The middle of an eye. */
  Face.Mark middle(Eye eye) {
    return new Face.Mark((x(eye.outer) + x(eye.inner)) / 2, (y(eye.outer) + y(eye.inner)) / 2);
  }

  Face.Mark mark(int point) {
    return new Face.Mark(x(point), y(point));
  }

  /** The smallest upright box round all points: from the top of the forehead to the chin. */
  public BoundingBox bounds() {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < POINTS; i++) {
      left = Math.min(left, x(i));
      right = Math.max(right, x(i));
      top = Math.min(top, y(i));
      bottom = Math.max(bottom, y(i));
    }
    return new BoundingBox(left, top, right - left, bottom - top);
  }
}
