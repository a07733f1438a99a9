package dev.reelframe.analyzer.color;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.util.Arrays;

/**
 * Colours with weights: the pixels of a picture gathered in cells of 8x8x8 levels of sRGB. A cell
 * keeps the true mean of its pixels, so a flat colour stays exact; its OKLab value is that of the
 * cell's centre. Reused from frame to frame; not for several threads.
 */
final class ColorCounts {
  private static final int CELLS = 1 << 15;
  private static final float[] CELL_L = new float[CELLS];
  private static final float[] CELL_A = new float[CELLS];
  private static final float[] CELL_B = new float[CELLS];

  static {
    for (int cell = 0; cell < CELLS; cell++) {
      Oklab lab = Oklab.of((cell >> 10) * 8 + 4, (cell >> 5 & 31) * 8 + 4, (cell & 31) * 8 + 4);
      CELL_L[cell] = (float) lab.l();
      CELL_A[cell] = (float) lab.a();
      CELL_B[cell] = (float) lab.b();
    }
  }

  private final int[] pixels = new int[CELLS];
  private final int[] reds = new int[CELLS];
  private final int[] greens = new int[CELLS];
  private final int[] blues = new int[CELLS];

  int size;
  double total;
  double[] weight = new double[1024];
  double[] red = new double[1024];
  double[] green = new double[1024];
  double[] blue = new double[1024];
  float[] l = new float[1024];
  float[] a = new float[1024];
  float[] b = new float[1024];

  /** Counts every second pixel of every second row. */
  void count(Frame frame) {
    if (frame.format() != PixelFormat.BGR) {
      throw new IllegalArgumentException("colours need a BGR frame, not " + frame);
    }
    Arrays.fill(pixels, 0);
    Arrays.fill(reds, 0);
    Arrays.fill(greens, 0);
    Arrays.fill(blues, 0);
    byte[] data = frame.data();
    int stepX = frame.width() >= 64 ? 6 : 3;
    int stepY = frame.height() >= 64 ? 2 : 1;
    for (int y = 0; y < frame.height(); y += stepY) {
      int end = (y + 1) * frame.width() * 3;
      for (int i = y * frame.width() * 3; i < end; i += stepX) {
        int blueLevel = data[i] & 0xFF;
        int greenLevel = data[i + 1] & 0xFF;
        int redLevel = data[i + 2] & 0xFF;
        int cell = (redLevel & 0xF8) << 7 | (greenLevel & 0xF8) << 2 | blueLevel >> 3;
        pixels[cell]++;
        blues[cell] += blueLevel;
        greens[cell] += greenLevel;
        reds[cell] += redLevel;
      }
    }
    gather();
  }

  private void gather() {
    clear();
    for (int cell = 0; cell < CELLS; cell++) {
      int n = pixels[cell];
      if (n > 0) {
        int i =
            next(n, (double) reds[cell] / n, (double) greens[cell] / n, (double) blues[cell] / n);
        l[i] = CELL_L[cell];
        a[i] = CELL_A[cell];
        b[i] = CELL_B[cell];
      }
    }
  }

  void clear() {
    size = 0;
    total = 0;
  }

  /** Adds one colour; levels 0..255. */
  void add(double share, int redLevel, int greenLevel, int blueLevel) {
    int i = next(share, redLevel, greenLevel, blueLevel);
    Oklab lab = Oklab.of(redLevel, greenLevel, blueLevel);
    l[i] = (float) lab.l();
    a[i] = (float) lab.a();
    b[i] = (float) lab.b();
  }

  private int next(double share, double redLevel, double greenLevel, double blueLevel) {
    if (size == weight.length) {
      grow();
    }
    weight[size] = share;
    red[size] = redLevel;
    green[size] = greenLevel;
    blue[size] = blueLevel;
    total += share;
    return size++;
  }

  private void grow() {
    int more = 2 * weight.length;
    weight = Arrays.copyOf(weight, more);
    red = Arrays.copyOf(red, more);
    green = Arrays.copyOf(green, more);
    blue = Arrays.copyOf(blue, more);
    l = Arrays.copyOf(l, more);
    a = Arrays.copyOf(a, more);
    b = Arrays.copyOf(b, more);
  }
}
