package dev.reelframe.analyzer.text;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;

/**
 * A grey picture.
 *
 * @param data {@code width * height} bytes, rows from the top, 0 black .. 255 white; shared, not to
 *     be changed
 */
record Luma(int width, int height, byte[] data) {

  static Luma of(Frame frame) {
    if (frame.format() != PixelFormat.GREY) {
      throw new IllegalArgumentException(frame + ": text is read in grey frames");
    }
    return new Luma(frame.width(), frame.height(), frame.data());
  }

  int at(int x, int y) {
    return data[y * width + x] & 0xff;
  }

  /**
   * A part of the picture in another size: the mean over each new pixel's area where it shrinks,
   * bilinear where it grows. What lies outside repeats the edge.
   */
  Luma part(Box box, int newWidth, int newHeight) {
    double stepX = box.width() / newWidth;
    double stepY = box.height() / newHeight;
    byte[] out = new byte[newWidth * newHeight];
    Taps columns = Taps.of(box.left(), stepX, newWidth, width);
    Taps rows = Taps.of(box.top(), stepY, newHeight, height);
    float[] line = new float[newWidth];
    for (int y = 0; y < newHeight; y++) {
      java.util.Arrays.fill(line, 0);
      for (int t = 0; t < rows.count; t++) {
        float share = rows.weights[y * rows.count + t];
        if (share == 0) {
          continue;
        }
        int row = rows.places[y * rows.count + t] * width;
        for (int x = 0; x < newWidth; x++) {
          float sum = 0;
          for (int s = x * columns.count, end = s + columns.count; s < end; s++) {
            sum += columns.weights[s] * (data[row + columns.places[s]] & 0xff);
          }
          line[x] += share * sum;
        }
      }
      for (int x = 0; x < newWidth; x++) {
        out[y * newWidth + x] = (byte) Math.round(line[x]);
      }
    }
    return new Luma(newWidth, newHeight, out);
  }

  /** Which old pixels make a new one, and how much each counts. */
  private record Taps(int count, int[] places, float[] weights) {

    static Taps of(double start, double step, int news, int olds) {
      double reach = Math.max(1, step);
      int count = (int) Math.ceil(reach) + 1;
      int[] places = new int[news * count];
      float[] weights = new float[news * count];
      for (int n = 0; n < news; n++) {
        double middle = start + (n + 0.5) * step;
        double from = middle - reach / 2;
        int first = (int) Math.floor(from);
        for (int t = 0; t < count; t++) {
          double share = Math.min(first + t + 1, from + reach) - Math.max(first + t, from);
          places[n * count + t] = Math.clamp(first + t, 0, olds - 1);
          weights[n * count + t] = (float) (Math.max(0, share) / reach);
        }
      }
      return new Taps(count, places, weights);
    }
  }
}
