package dev.reelframe.chart;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a table places in the picture at one moment. Pixels of the display picture.
 *
 * @param kind what it is called where things of one kind share a hue
 * @param words short, written beside it; empty for nothing
 * @param tip all that is known of it, shown when one points at it
 * @param box around it, where the table has one that should be drawn
 * @param points on it by name, as {@code left_wrist}
 */
record OverlayItem(
    String kind, String words, String tip, Optional<BoundingBox> box, Map<String, Point> points) {
  /** A point. */
  record Point(double x, double y) {
    Point towards(Point other, double share) {
      return new Point(mixed(x, other.x, share), mixed(y, other.y, share));
    }
  }

  private static double mixed(double a, double b, double share) {
    return a + share * (b - a);
  }
}
