package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;

/**
 * A grey picture.
 *
 * @param data {@code width * height} bytes, rows from the top, 0 black .. 255 white; shared, not to
 *     be changed
 */
record LumaImage(int width, int height, byte[] data) {

  static LumaImage of(Frame frame) {
    if (frame.format() != PixelFormat.GREY) {
      throw new IllegalArgumentException(frame + ": text is read in grey frames");
    }
    return new LumaImage(frame.width(), frame.height(), frame.data());
  }

  int at(int x, int y) {
    return data[y * width + x] & 0xff;
  }

  /**
   * A part of the picture in another size: the mean over each new pixel's area where it shrinks,
   * bilinear where it grows. What lies outside repeats the edge.
   */
  LumaImage part(PixelRect box, int newWidth, int newHeight) {
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
    return new LumaImage(newWidth, newHeight, out);
  }

  /**
   * A slanted part of the picture, turned upright, in another size: the mean over each new pixel's
   * area where it shrinks, bilinear where it grows. What lies outside repeats the edge.
   */
  LumaImage part(RotatedBox box, int newWidth, int newHeight) {
    if (box.isUpright()) {
      return part(box.bounds(), newWidth, newHeight);
    }
    double stepAlong = box.length() / newWidth;
    double stepAcross = box.height() / newHeight;
    double cos = Math.cos(box.angle());
    double sin = Math.sin(box.angle());
    int finer = (int) Math.ceil(Math.max(1, Math.max(stepAlong, stepAcross)));
    byte[] out = new byte[newWidth * newHeight];
    for (int row = 0; row < newHeight; row++) {
      for (int column = 0; column < newWidth; column++) {
        double sum = 0;
        for (int i = 0; i < finer * finer; i++) {
          double along = (column + (i % finer + 0.5) / finer) * stepAlong - box.length() / 2;
          double across = (row + (i / finer + 0.5) / finer) * stepAcross - box.height() / 2;
          sum +=
              between(box.x() + along * cos - across * sin, box.y() + along * sin + across * cos);
        }
        out[row * newWidth + column] = (byte) Math.round(sum / (finer * finer));
      }
    }
    return new LumaImage(newWidth, newHeight, out);
  }

  /** The picture moved by whole pixels; what comes in repeats the edge. */
  LumaImage moved(int right, int down) {
    byte[] out = new byte[data.length];
    for (int y = 0; y < height; y++) {
      int row = Math.clamp(y - down, 0, height - 1) * width;
      for (int x = 0; x < width; x++) {
        out[y * width + x] = data[row + Math.clamp(x - right, 0, width - 1)];
      }
    }
    return new LumaImage(width, height, out);
  }

  /** Bilinear value at a point whose pixels have their middles at halves. */
  private double between(double x, double y) {
    double fromLeft = x - 0.5;
    double fromTop = y - 0.5;
    int column = (int) Math.floor(fromLeft);
    int row = (int) Math.floor(fromTop);
    double right = fromLeft - column;
    double down = fromTop - row;
    return (1 - down) * ((1 - right) * clamped(column, row) + right * clamped(column + 1, row))
        + down * ((1 - right) * clamped(column, row + 1) + right * clamped(column + 1, row + 1));
  }

  private int clamped(int x, int y) {
    return at(Math.clamp(x, 0, width - 1), Math.clamp(y, 0, height - 1));
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
