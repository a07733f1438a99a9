package dev.reelframe.analyzer.vision;

/**
 * An upright rectangle by its edges, half open, where edges are what is looked for; {@link
 * BoundingBox} is one by its corner and size, as tables have it. In pixels, or in shares of the
 * picture.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
public record PixelRect(double left, double top, double right, double bottom) {

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  /** 0 where an edge lies on the wrong side of the other. */
  public double area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  public double middleX() {
    return (left + right) / 2;
  }

  public double middleY() {
    return (top + bottom) / 2;
  }

  /** In a picture that is so many times larger. */
  public PixelRect scaled(double x, double y) {
    return new PixelRect(left * x, top * y, right * x, bottom * y);
  }

  /** To the right and down by so much. */
  public PixelRect moved(double x, double y) {
    return new PixelRect(left + x, top + y, right + x, bottom + y);
  }

  /** By so much to the left and the right, and up and down. */
  public PixelRect grown(double x, double y) {
    return new PixelRect(left - x, top - y, right + x, bottom + y);
  }

  /** Cut to a picture. */
  public PixelRect within(double width, double height) {
    return new PixelRect(
        Math.clamp(left, 0, width),
        Math.clamp(top, 0, height),
        Math.clamp(right, 0, width),
        Math.clamp(bottom, 0, height));
  }

  /** The least rectangle around both. */
  public PixelRect union(PixelRect other) {
    return new PixelRect(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Area that both cover. */
  public double shared(PixelRect other) {
    return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left))
        * Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }

  /** Length of the columns that both cover. */
  public double sharedWidth(PixelRect other) {
    return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
  }

  /** Length of the rows that both cover. */
  public double sharedHeight(PixelRect other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }

  /** Intersection over union, 0..1. */
  public double iou(PixelRect other) {
    return BoundingBox.iou(shared(other), area(), other.area());
  }
}
