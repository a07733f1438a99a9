package dev.reelframe.models.qwen;

/**
 * The size at which Qwen2-VL looks at a picture: both sides multiples of {@code factor}, the area
 * within limits, the aspect ratio kept as well as that allows ({@code smart_resize} of the
 * reference implementation).
 *
 * @param factor pixels; patch side times merge size, 28 for Qwen2-VL
 * @param minPixels smallest area in pixels
 * @param maxPixels largest area in pixels (extreme aspect ratios may still exceed it)
 */
public record SmartResize(int factor, long minPixels, long maxPixels) {

  /** Beyond this ratio of the longer to the shorter side the reference refuses a picture. */
  public static final int MAX_ASPECT_RATIO = 200;

  /** A size in pixels. */
  public record Size(int height, int width) {}

  public SmartResize {
    if (factor < 1 || minPixels < 1 || maxPixels < minPixels) {
      throw new IllegalArgumentException(
          "need factor >= 1 and 1 <= min_pixels <= max_pixels, got %d, %d, %d"
              .formatted(factor, minPixels, maxPixels));
    }
  }

  /**
   * @throws IllegalArgumentException when one side is more than 200 times the other
   */
  public Size apply(int height, int width) {
    double ratio = (double) Math.max(height, width) / Math.min(height, width);
    if (ratio > MAX_ASPECT_RATIO) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels is too narrow: the aspect ratio must be at most %d; crop it"
              .formatted(width, height, MAX_ASPECT_RATIO));
    }
    // Math.rint rounds half to even, as Python's round does: 70 px become 56, not 84.
    long high = (long) Math.rint((double) height / factor) * factor;
    long wide = (long) Math.rint((double) width / factor) * factor;
    double area = (double) height * width;
    if (high * wide > maxPixels) {
      double beta = Math.sqrt(area / maxPixels);
      high = Math.max(factor, (long) Math.floor(height / beta / factor) * factor);
      wide = Math.max(factor, (long) Math.floor(width / beta / factor) * factor);
    } else if (high * wide < minPixels) {
      double beta = Math.sqrt(minPixels / area);
      high = (long) Math.ceil(height * beta / factor) * factor;
      wide = (long) Math.ceil(width * beta / factor) * factor;
    }
    return new Size(Math.toIntExact(high), Math.toIntExact(wide));
  }
}
