package dev.reelframe.gpu.kernel;

/**
 * How a frame lies in memory.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pitch bytes from one row to the next
 */
public record FrameShape(int width, int height, int pitch) {
  public FrameShape {
    if (width < 1 || height < 1 || pitch < width) {
      throw new IllegalArgumentException("not a frame: %dx%d, %d".formatted(width, height, pitch));
    }
  }

  /** Interleaved BGR, rows without gaps. */
  public static FrameShape bgr(int width, int height) {
    return new FrameShape(width, height, 3 * width);
  }

  /** NV12, rows without gaps; both planes have the same pitch. */
  public static FrameShape nv12(int width, int height) {
    return new FrameShape(width, height, width + width % 2);
  }

  /** Bytes that BGR pixels take. */
  public long bgrBytes() {
    return (height - 1L) * pitch + 3L * width;
  }

  /** Bytes that the plane of Y takes. */
  public long lumaBytes() {
    return (height - 1L) * pitch + width;
  }

  /** Bytes that the plane of U and V takes. */
  public long chromaBytes() {
    return ((height + 1) / 2 - 1L) * pitch + 2L * ((width + 1) / 2);
  }
}
