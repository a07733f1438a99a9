package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A rectangle that may stand slanted; pixels of the picture it was found in.
 *
 * @param x middle column
 * @param y middle row
 * @param length along the reading direction
 * @param height across it
 * @param angle of the reading direction, radians, clockwise from rightwards; 0 is upright
 */
record RotatedBox(double x, double y, double length, double height, double angle) {

  /** A point, pixels. */
  private record Point(double x, double y) {}

  static RotatedBox upright(PixelRect box) {
    return new RotatedBox(box.middleX(), box.middleY(), box.width(), box.height(), 0);
  }

  /**
   * The smallest rectangle round points (rotating calipers: one side lies on the convex hull), its
   * reading direction along the longer side and within 90 degrees of rightwards.
   *
   * @param points x and y in turn, at least one pair
   */
  static RotatedBox around(double[] points) {
    List<Point> hull = hull(points);
    RotatedBox best = along(hull, 0);
    for (int i = 0; i < hull.size(); i++) {
      Point a = hull.get(i);
      Point b = hull.get((i + 1) % hull.size());
      RotatedBox box = along(hull, Math.atan2(b.y - a.y, b.x - a.x));
      if (box.area() < best.area() - 1e-9) {
        best = box;
      }
    }
    return best.height > best.length ? best.turned().pointingRight() : best.pointingRight();
  }

  private static RotatedBox along(List<Point> hull, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point p : hull) {
      double u = p.x * cos + p.y * sin;
      double v = p.y * cos - p.x * sin;
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    double u = (left + right) / 2;
    double v = (top + bottom) / 2;
    return new RotatedBox(u * cos - v * sin, u * sin + v * cos, right - left, bottom - top, angle);
  }

  /** Andrew's monotone chain. */
  private static List<Point> hull(double[] points) {
    Point[] sorted = new Point[points.length / 2];
    Arrays.setAll(sorted, i -> new Point(points[2 * i], points[2 * i + 1]));
    Arrays.sort(sorted, Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
    List<Point> hull = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int least = hull.size() + 1;
      for (int i = 0; i < sorted.length; i++) {
        Point next = sorted[pass == 0 ? i : sorted.length - 1 - i];
        while (hull.size() > least && cross(hull.get(hull.size() - 2), hull.getLast(), next) <= 0) {
          hull.removeLast();
        }
        hull.add(next);
      }
      if (hull.size() > 1) {
        hull.removeLast();
      }
    }
    return hull;
  }

  private static double cross(Point o, Point a, Point b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  }

  /** The same rectangle, read a quarter turn further clockwise. */
  RotatedBox turned() {
    return new RotatedBox(x, y, height, length, angle + Math.PI / 2);
  }

  /** The same rectangle, read from its other end. */
  RotatedBox reversed() {
    return new RotatedBox(x, y, length, height, angle + Math.PI);
  }

  private RotatedBox pointingRight() {
    double within = angle;
    while (within > Math.PI / 2 + 1e-9) {
      within -= Math.PI;
    }
    while (within <= -Math.PI / 2 + 1e-9) {
      within += Math.PI;
    }
    return new RotatedBox(x, y, length, height, within);
  }

  boolean isUpright() {
    return angle == 0;
  }

  /** Angle in degrees, clockwise from rightwards. */
  double degrees() {
    return Math.toDegrees(angle);
  }

  double area() {
    return length * height;
  }

  /** The upright rectangle around it. */
  PixelRect bounds() {
    double halfX = (length * Math.abs(Math.cos(angle)) + height * Math.abs(Math.sin(angle))) / 2;
    double halfY = (length * Math.abs(Math.sin(angle)) + height * Math.abs(Math.cos(angle))) / 2;
    return new PixelRect(x - halfX, y - halfY, x + halfX, y + halfY);
  }

  /** In a picture that is so many times larger; both factors are nearly the same. */
  RotatedBox scaled(double byX, double byY) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new RotatedBox(
        x * byX,
        y * byY,
        length * Math.hypot(byX * cos, byY * sin),
        height * Math.hypot(byX * sin, byY * cos),
        angle);
  }

  RotatedBox moved(double byX, double byY) {
    return new RotatedBox(x + byX, y + byY, length, height, angle);
  }

  /** With so much room at each end, and above and below. */
  RotatedBox grown(double along, double across) {
    return new RotatedBox(x, y, length + 2 * along, height + 2 * across, angle);
  }

  /** Without a strip along its upper side. */
  RotatedBox withoutTop(double strip) {
    return new RotatedBox(
        x - strip / 2 * Math.sin(angle),
        y + strip / 2 * Math.cos(angle),
        length,
        height - strip,
        angle);
  }

  boolean contains(double pointX, double pointY) {
    double dx = pointX - x;
    double dy = pointY - y;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return 2 * Math.abs(dx * cos + dy * sin) <= length
        && 2 * Math.abs(dy * cos - dx * sin) <= height;
  }

  /** As an upright box where the picture is turned so that this direction points right. */
  PixelRect seenAt(double direction) {
    double cos = Math.cos(direction);
    double sin = Math.sin(direction);
    double u = x * cos + y * sin;
    double v = y * cos - x * sin;
    return new PixelRect(u - length / 2, v - height / 2, u + length / 2, v + height / 2);
  }

  /** The reverse of {@link #seenAt}. */
  static RotatedBox fromSeen(PixelRect box, double direction) {
    double cos = Math.cos(direction);
    double sin = Math.sin(direction);
    double u = box.middleX();
    double v = box.middleY();
    return new RotatedBox(
        u * cos - v * sin, u * sin + v * cos, box.width(), box.height(), direction);
  }

  /** Area that both cover. */
  double shared(RotatedBox other) {
    if (isUpright() && other.isUpright()) {
      return bounds().shared(other.bounds());
    }
    if (bounds().shared(other.bounds()) == 0) {
      return 0;
    }
    // Sutherland-Hodgman: this rectangle, cut at each side of the other, in the other's frame.
    List<Point> shape = corners(other);
    for (int side = 0; side < 4 && !shape.isEmpty(); side++) {
      shape = cut(shape, side, other.length / 2, other.height / 2);
    }
    double twice = 0;
    for (int i = 0; i < shape.size(); i++) {
      Point a = shape.get(i);
      Point b = shape.get((i + 1) % shape.size());
      twice += a.x * b.y - b.x * a.y;
    }
    return Math.abs(twice) / 2;
  }

  /** Intersection over union, 0..1. */
  double iou(RotatedBox other) {
    double both = shared(other);
    return both == 0 ? 0 : both / (area() + other.area() - both);
  }

  /** Corners in order, seen from the middle of another rectangle along its direction. */
  private List<Point> corners(RotatedBox frame) {
    double cos = Math.cos(frame.angle);
    double sin = Math.sin(frame.angle);
    double[] sideX = {-1, 1, 1, -1};
    double[] sideY = {-1, -1, 1, 1};
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double along = sideX[i] * length / 2;
      double across = sideY[i] * height / 2;
      double dx = x + along * Math.cos(angle) - across * Math.sin(angle) - frame.x;
      double dy = y + along * Math.sin(angle) + across * Math.cos(angle) - frame.y;
      corners.add(new Point(dx * cos + dy * sin, dy * cos - dx * sin));
    }
    return corners;
  }

  private static List<Point> cut(List<Point> shape, int side, double halfX, double halfY) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      Point a = shape.get(i);
      Point b = shape.get((i + 1) % shape.size());
      double insideA = inside(a, side, halfX, halfY);
      double insideB = inside(b, side, halfX, halfY);
      if (insideA >= 0) {
        kept.add(a);
      }
      if (insideA >= 0 != insideB >= 0) {
        double t = insideA / (insideA - insideB);
        kept.add(new Point(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)));
      }
    }
    return kept;
  }

  /** Distance from a side, positive within. */
  private static double inside(Point p, int side, double halfX, double halfY) {
    return switch (side) {
      case 0 -> p.x + halfX;
      case 1 -> halfX - p.x;
      case 2 -> p.y + halfY;
      default -> halfY - p.y;
    };
  }
}
