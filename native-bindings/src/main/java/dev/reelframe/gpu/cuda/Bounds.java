package dev.reelframe.gpu.cuda;

/** Sizes are checked here, before the driver would write past an end. */
final class Bounds {
  private Bounds() {}

  static long fits(long bytes, long room) {
    if (bytes > room) {
      throw new IndexOutOfBoundsException(bytes + " bytes do not fit into " + room);
    }
    return bytes;
  }

  static long positive(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes must be positive: " + bytes);
    }
    return bytes;
  }
}
