package dev.reelframe.analyzer.vision;

import dev.reelframe.table.Column;
import java.util.Arrays;
import java.util.List;

/**
 * An upright rectangle in a picture, pixels, origin at the top left of the display picture. May
 * reach beyond the picture where a model says so.
 *
 * @param x left edge
 * @param y top edge
 * @param w width
 * @param h height
 */
public record BoundingBox(
    @Column(name = "x_px") double x,
    @Column(name = "y_px") double y,
    @Column(name = "w_px") double w,
    @Column(name = "h_px") double h) {

  /** Square pixels. */
  public double area() {
    return w * h;
  }

  /** Middle of the left and the right edge, pixels. */
  public double centreX() {
    return x + w / 2;
  }

  /** Middle of the upper and the lower edge, pixels. */
  public double centreY() {
    return y + h / 2;
  }

  /** Area that both cover. */
  public double overlap(BoundingBox other) {
    double width = Math.min(x + w, other.x + other.w) - Math.max(x, other.x);
    double height = Math.min(y + h, other.y + other.h) - Math.max(y, other.y);
    return width > 0 && height > 0 ? width * height : 0;
  }

  /** Intersection over union, 0..1. */
  public double iou(BoundingBox other) {
    return iou(overlap(other), area(), other.area());
  }

  /** Intersection over union of two areas, 0..1. */
  static double iou(double both, double one, double other) {
    return both == 0 ? 0 : both / (one + other - both);
  }

  /** Share of this box that the other covers, 0..1. */
  public double within(BoundingBox other) {
    return area() == 0 ? 0 : overlap(other) / area();
  }

  /** Grown on every side by a share of its width and height. */
  public BoundingBox grown(double share) {
    return new BoundingBox(x - share * w, y - share * h, w * (1 + 2 * share), h * (1 + 2 * share));
  }

  /** In another scale: every number times {@code factor}. */
  public BoundingBox times(double factor) {
    return new BoundingBox(x * factor, y * factor, w * factor, h * factor);
  }

  /** On the way to another box; a share of 0 is here, 1 there. */
  public BoundingBox towards(BoundingBox other, double share) {
    return new BoundingBox(
        x + share * (other.x - x),
        y + share * (other.y - y),
        w + share * (other.w - w),
        h + share * (other.h - h));
  }

  /** The part of it that lies in a picture of that size. */
  public BoundingBox clipped(double width, double height) {
    double left = Math.clamp(x, 0, width);
    double top = Math.clamp(y, 0, height);
    return new BoundingBox(
        left, top, Math.clamp(x + w, left, width) - left, Math.clamp(y + h, top, height) - top);
  }

  /** The median of each edge of at least one box. */
  public static BoundingBox median(List<BoundingBox> boxes) {
    double x = median(boxes.stream().mapToDouble(BoundingBox::x).toArray());
    double y = median(boxes.stream().mapToDouble(BoundingBox::y).toArray());
    double right = median(boxes.stream().mapToDouble(b -> b.x() + b.w()).toArray());
    double bottom = median(boxes.stream().mapToDouble(b -> b.y() + b.h()).toArray());
    return new BoundingBox(x, y, right - x, bottom - y);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
  }
}
