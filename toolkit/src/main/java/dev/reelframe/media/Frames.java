package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;

/**
 * A view of the picture: which frames, how wide, which pixels.
 *
 * @param everySeconds 0 for every frame; otherwise the first frame at or after each multiple of
 *     this many seconds
 * @param width width in pixels of the display picture; 0 keeps the size; never enlarges; the height
 *     follows the aspect ratio
 * @param longest most pixels of the longer side, on top of the width; 0 for no such bound
 * @param format pixel layout
 */
public record Frames(double everySeconds, int width, int longest, PixelFormat format)
    implements View {

  public Frames {
    if (!(everySeconds >= 0) || everySeconds > 3600) {
      throw new InputRejected("frames every " + everySeconds + " s: give 0 (all) to 3600 seconds");
    }
    if (width < 0 || width > 16384) {
      throw new InputRejected("frames of width " + width + ": give 0 (as it is) to 16384 pixels");
    }
    if (longest < 0 || longest > 16384) {
      throw new InputRejected(
          "frames with a longer side of " + longest + ": give 0 (as it is) to 16384 pixels");
    }
  }

  /** Every frame, full size, BGR. */
  public static Frames all() {
    return new Frames(0, 0, 0, PixelFormat.BGR);
  }

  /** The first frame at or after each multiple of {@code seconds}; full size, BGR. */
  public static Frames every(double seconds) {
    return new Frames(seconds, 0, 0, PixelFormat.BGR);
  }

  /** The same frames, at most {@code pixels} wide. */
  public Frames width(int pixels) {
    return new Frames(everySeconds, pixels, longest, format);
  }

  /** The same frames, the longer side at most so many pixels, whichever it is. */
  public Frames longest(int pixels) {
    return new Frames(everySeconds, width, pixels, format);
  }

  /** The same frames as 8-bit luma, full range (0 black, 255 white). */
  public Frames grey() {
    return new Frames(everySeconds, width, longest, PixelFormat.GREY);
  }

  /** Whether every frame of the video is part of this view. */
  public boolean everyFrame() {
    return everySeconds == 0;
  }

  @Override
  public String toString() {
    return "frames "
        + (everyFrame() ? "all" : "every " + everySeconds + " s")
        + (width > 0 ? " at " + width + " px" : longest > 0 ? "" : " at full width")
        + (longest > 0 ? ", longer side " + longest + " px," : "")
        + " "
        + format.name().toLowerCase(java.util.Locale.ROOT);
  }
}
