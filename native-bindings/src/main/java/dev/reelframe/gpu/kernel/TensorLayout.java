package dev.reelframe.gpu.kernel;

/**
 * The tensor a frame is turned into: three planes of {@code height} x {@code width}, the frame
 * resized into a rectangle of it.
 *
 * @param width of a plane
 * @param height of a plane
 * @param left where the frame begins
 * @param top where the frame begins
 * @param innerWidth width of the resized frame
 * @param innerHeight height of the resized frame
 * @param pad colour around it, 0 to 255, in all channels
 * @param normalisation what is done to each value
 * @param blueFirst planes blue, green, red instead of red, green, blue
 * @param half 16-bit floats instead of 32-bit ones
 */
public record TensorLayout(
    int width,
    int height,
    int left,
    int top,
    int innerWidth,
    int innerHeight,
    float pad,
    Normalisation normalisation,
    boolean blueFirst,
    boolean half) {
  public TensorLayout {
    if (width < 1
        || height < 1
        || innerWidth < 1
        || innerHeight < 1
        || left < 0
        || top < 0
        || left + innerWidth > width
        || top + innerHeight > height) {
      throw new IllegalArgumentException(
          "a frame of %dx%d at %d,%d is not within %dx%d"
              .formatted(innerWidth, innerHeight, left, top, width, height));
    }
  }

  /** The frame fills the whole tensor, whatever its aspect ratio: 32-bit, red first, 0 to 1. */
  public static TensorLayout stretched(int width, int height) {
    return new TensorLayout(
        width, height, 0, 0, width, height, 0, Normalisation.unit(), false, false);
  }

  /**
   * The frame keeps its aspect ratio, in the middle, with grey (114) around it, as YOLO models want
   * it.
   */
  public static TensorLayout letterboxed(int width, int height, FrameShape frame) {
    double scale = Math.min(width / (double) frame.width(), height / (double) frame.height());
    int innerWidth = Math.clamp(Math.round(frame.width() * scale), 1, width);
    int innerHeight = Math.clamp(Math.round(frame.height() * scale), 1, height);
    return new TensorLayout(
        width,
        height,
        (width - innerWidth) / 2,
        (height - innerHeight) / 2,
        innerWidth,
        innerHeight,
        114,
        Normalisation.unit(),
        false,
        false);
  }

  /** The same with another normalisation. */
  public TensorLayout normalised(Normalisation other) {
    return new TensorLayout(
        width, height, left, top, innerWidth, innerHeight, pad, other, blueFirst, half);
  }

  /** The same in 16-bit floats. */
  public TensorLayout inHalf() {
    return new TensorLayout(
        width, height, left, top, innerWidth, innerHeight, pad, normalisation, blueFirst, true);
  }

  /** The same with blue first. */
  public TensorLayout inBgr() {
    return new TensorLayout(
        width, height, left, top, innerWidth, innerHeight, pad, normalisation, true, half);
  }

  /** Values of all three planes. */
  public int values() {
    return Math.multiplyExact(3, Math.multiplyExact(width, height));
  }

  /** Bytes of all three planes. */
  public long bytes() {
    return values() * (half ? 2L : 4L);
  }

  float stepX(FrameShape frame) {
    return frame.width() / (float) innerWidth;
  }

  float stepY(FrameShape frame) {
    return frame.height() / (float) innerHeight;
  }
}
