package dev.reelframe.analyzer.text;

/**
 * An upright rectangle, edges half open; pixels of the picture it was found in.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record PixelRect(double left, double top, double right, double bottom) {

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  double area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  double middleX() {
    return (left + right) / 2;
  }

  double middleY() {
    return (top + bottom) / 2;
  }

  /** In a picture that is so many times larger. */
  PixelRect scaled(double x, double y) {
    return new PixelRect(left * x, top * y, right * x, bottom * y);
  }

  PixelRect moved(double x, double y) {
    return new PixelRect(left + x, top + y, right + x, bottom + y);
  }

  PixelRect grown(double x, double y) {
    return new PixelRect(left - x, top - y, right + x, bottom + y);
  }

  /** Cut to a picture. */
  PixelRect within(double width, double height) {
    return new PixelRect(
        Math.clamp(left, 0, width),
        Math.clamp(top, 0, height),
        Math.clamp(right, 0, width),
        Math.clamp(bottom, 0, height));
  }

  PixelRect union(PixelRect other) {
    return new PixelRect(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Area that both cover. */
  double shared(PixelRect other) {
    return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left))
        * Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }

  /** Length of the columns that both cover. */
  double sharedWidth(PixelRect other) {
    return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
  }

  /** Length of the rows that both cover. */
  double sharedHeight(PixelRect other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }

  /** Intersection over union, 0..1. */
  double iou(PixelRect other) {
    double both = shared(other);
    return both == 0 ? 0 : both / (area() + other.area() - both);
  }
}
