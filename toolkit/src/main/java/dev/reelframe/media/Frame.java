package dev.reelframe.media;

import java.util.Objects;

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

  /**
   * The mean of one channel over all pixels.
   *
   * @param channel 0 for grey; 0, 1, 2 for blue, green, red
   * @return 0 to 255
   * @throws IndexOutOfBoundsException if the format has no such channel
   */
  public double mean(int channel) {
    int step = format.bytesPerPixel();
    Objects.checkIndex(channel, step);
    long sum = 0;
    for (int i = channel; i < data.length; i += step) {
      sum += data[i] & 0xFF;
    }
    return (double) sum / (width * height);
  }

  @Override
  public String toString() {
    return "frame " + index + " at " + timeS + " s, " + width + "x" + height + " " + format;
  }
}
