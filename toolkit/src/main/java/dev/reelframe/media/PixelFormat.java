package dev.reelframe.media;

/** Layout of a frame's bytes: rows from the top, no padding. */
public enum PixelFormat {
  /** Blue, green, red: 3 bytes a pixel, 0..255, sRGB-like (BT.709 transfer). */
  BGR(3, "bgr24"),
  /** Luma: 1 byte a pixel, 0..255, full range. */
  GREY(1, "gray");

  private final int bytesPerPixel;
  private final String ffmpegName;

  PixelFormat(int bytesPerPixel, String ffmpegName) {
    this.bytesPerPixel = bytesPerPixel;
    this.ffmpegName = ffmpegName;
  }

  /** Bytes of a pixel: one a channel. */
  public int bytesPerPixel() {
    return bytesPerPixel;
  }

  String ffmpegName() {
    return ffmpegName;
  }
}
