package dev.reelframe.media;

/**
 * One decoded picture in display orientation, square pixels. Shared between readers: its bytes must
 * not be changed.
 *
 * @param index 0-based number of the frame among all frames of the video, whatever the view
 * @param timeS presentation time from the container, seconds
 * @param width pixels
 * @param height pixels
 * @param format pixel layout
 * @param data {@code height * width * format.bytesPerPixel()} bytes, rows from the top
 */
public record Frame(
    long index, double timeS, int width, int height, PixelFormat format, byte[] data)
    implements Item {

  public Frame {
    if (data.length != width * height * format.bytesPerPixel()) {
      throw new IllegalArgumentException(
          data.length + " bytes are no " + width + "x" + height + " picture in " + format);
    }
  }

  @Override
  public String toString() {
    return "frame " + index + " at " + timeS + " s, " + width + "x" + height + " " + format;
  }
}
