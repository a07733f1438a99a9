package dev.reelframe.media;

import java.util.Optional;

/** Headers of video streams, for tests that decode nothing. */
public final class Pictures {
  private Pictures() {}

  /** An upright H.264 stream of square pixels. */
  public static MediaInfo.Picture of(int width, int height, double frameRate) {
    return new MediaInfo.Picture(
        0,
        "h264",
        "yuv420p",
        width,
        height,
        0,
        1,
        Optional.of(frameRate),
        false,
        8,
        false,
        "bt709",
        width,
        height);
  }
}
