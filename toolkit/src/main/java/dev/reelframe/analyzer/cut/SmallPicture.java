package dev.reelframe.analyzer.cut;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.media.Frame;
import java.util.Arrays;

/**
 * A picture reduced by averaging to some 2,400 pixels of luma and two colour differences, and once
 * more to a grid of cells of 4x4 of these. Written anew for each frame that passes.
 */
final class SmallPicture {
  private static final int PIXELS = 2400;

  /** Pixels of one cell in each direction. */
  static final int CELL = 4;

  /** What most cells of a picture of one colour differ from it at most, levels. */
  private static final float PLAIN = 4;

  /** Pixels at an edge by which a bar is known, and by how much they may differ, levels. */
  private static final int EDGE = 3;

  private static final int BAR_NOISE = 5;

  final int width;
  final int height;

  /** A part of a picture, small pixels. */
  record Region(int left, int top, int right, int bottom) {
    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }

    /** The least that holds both. */
    Region with(Region other) {
      return new Region(
          Math.min(left, other.left),
          Math.min(top, other.top),
          Math.max(right, other.right),
          Math.max(bottom, other.bottom));
    }

    boolean holds(double x, double y) {
      return x >= left && x < right && y >= top && y < bottom;
    }
  }

  /** Luma, 0..255 in rows from the top. */
  final int[] luma;

  /** Half of blue minus luma, about -128..127. */
  final int[] blue;

  /** Half of red minus luma, about -128..127. */
  final int[] red;

  final int cellsAcross;
  final int cellsDown;

  /** Means of luma of all cells, then of blue, then of red. */
  final float[] cells;

  /** Mean luma. */
  double brightness;

  /** Standard deviation of luma. */
  double contrast;

  /** The part between bars, all where there are none; known once a frame was read. */
  Region shown;

  private SmallPicture(int width, int height) {
    this.width = width;
    this.height = height;
    luma = new int[width * height];
    blue = new int[width * height];
    red = new int[width * height];
    cellsAcross = Math.max(1, width / CELL);
    cellsDown = Math.max(1, height / CELL);
    cells = new float[3 * cellsAcross * cellsDown];
  }

  /** An empty picture of the size that frames of this size are reduced to. */
  static SmallPicture forFrames(int frameWidth, int frameHeight) {
    int factor = factor(frameWidth, frameHeight);
    return new SmallPicture(Math.max(1, frameWidth / factor), Math.max(1, frameHeight / factor));
  }

  /** An empty picture of the same size. */
  SmallPicture blank() {
    return new SmallPicture(width, height);
  }

  private static int factor(int width, int height) {
    return (int) Math.max(1, Math.round(Math.sqrt((double) width * height / PIXELS)));
  }

  /** Pixels of a small picture per frame pixel, 1 / integer. */
  int read(Frame frame) {
    int factor = factor(frame.width(), frame.height());
    byte[] data = frame.data();
    int stride = frame.width() * 3;
    int area = factor * factor;
    for (int y = 0, out = 0; y < height; y++) {
      for (int x = 0; x < width; x++, out++) {
        int b = 0;
        int g = 0;
        int r = 0;
        int row = y * factor * stride + x * factor * 3;
        for (int j = 0; j < factor; j++, row += stride) {
          for (int i = 0, at = row; i < factor; i++, at += 3) {
            b += data[at] & 0xFF;
            g += data[at + 1] & 0xFF;
            r += data[at + 2] & 0xFF;
          }
        }
        int light = Luma.comparable(b, g, r) / area;
        luma[out] = (light + 128) >> 8;
        blue[out] = ((b << 8) / area - light) >> 9;
        red[out] = ((r << 8) / area - light) >> 9;
      }
    }
    describe();
    shown = withoutBars();
    return factor;
  }

  /** Fills this with the middle of another, enlarged (above 1) or reduced about the centre. */
  void zoom(SmallPicture from, double scale) {
    for (int y = 0, out = 0; y < height; y++) {
      double sy = clamp((y - (height - 1) / 2.0) / scale + (height - 1) / 2.0, height - 1);
      int y0 = Math.min((int) sy, Math.max(0, height - 2));
      int down = height > 1 ? width : 0;
      double fy = sy - y0;
      for (int x = 0; x < width; x++, out++) {
        double sx = clamp((x - (width - 1) / 2.0) / scale + (width - 1) / 2.0, width - 1);
        int x0 = Math.min((int) sx, Math.max(0, width - 2));
        int right = width > 1 ? 1 : 0;
        double fx = sx - x0;
        int at = y0 * width + x0;
        luma[out] = mix(from.luma, at, right, down, fx, fy);
        blue[out] = mix(from.blue, at, right, down, fx, fy);
        red[out] = mix(from.red, at, right, down, fx, fy);
      }
    }
    describe();
  }

  /**
   * The rows (or, where there are none, columns) between bars of one colour that a picture of
   * another shape is shown with; the whole picture where there are no bars. Bars are seen at the
   * picture's edges, so that a title on them does not hide them.
   */
  private Region withoutBars() {
    if (width <= 2 * EDGE || height <= 2 * EDGE) {
      return new Region(0, 0, width, height);
    }
    int top = 0;
    int bottom = height;
    while (top < height && bar(top * width, 1) && bar(top * width + width - EDGE, 1)) {
      top++;
    }
    while (bottom > top
        && bar((bottom - 1) * width, 1)
        && bar((bottom - 1) * width + width - EDGE, 1)) {
      bottom--;
    }
    if (height > 2 * EDGE && top > 1 && bottom < height - 1 && bottom - top >= height / 4) {
      return new Region(0, top, width, bottom);
    }
    int left = 0;
    int right = width;
    while (left < width && bar(left, width) && bar(left + (height - EDGE) * width, width)) {
      left++;
    }
    while (right > left
        && bar(right - 1, width)
        && bar(right - 1 + (height - EDGE) * width, width)) {
      right--;
    }
    boolean bars = width > 2 * EDGE && left > 1 && right < width - 1 && right - left >= width / 4;
    return bars ? new Region(left, 0, right, height) : new Region(0, 0, width, height);
  }

  /** Whether the few pixels from here on have the colour of the first. */
  private boolean bar(int from, int stride) {
    for (int i = 0; i < EDGE; i++) {
      if (Math.abs(luma[from + i * stride] - luma[0]) > BAR_NOISE) {
        return false;
      }
    }
    return true;
  }

  /** Whether the middle of a cell lies in a part of the picture. */
  boolean within(int cell, Region part) {
    double x = (cell % cellsAcross + 0.5) * width / cellsAcross;
    double y = (cell / cellsAcross + 0.5) * height / cellsDown;
    return part.holds(x, y);
  }

  /** A part of this as a picture of its own. */
  SmallPicture part(Region region) {
    SmallPicture out = new SmallPicture(region.width(), region.height());
    for (int y = 0; y < out.height; y++) {
      int from = (region.top() + y) * width + region.left();
      System.arraycopy(luma, from, out.luma, y * out.width, out.width);
      System.arraycopy(blue, from, out.blue, y * out.width, out.width);
      System.arraycopy(red, from, out.red, y * out.width, out.width);
    }
    out.describe();
    return out;
  }

  private static double clamp(double value, double most) {
    return Math.max(0, Math.min(most, value));
  }

  private static int mix(int[] plane, int at, int right, int down, double fx, double fy) {
    double top = plane[at] * (1 - fx) + plane[at + right] * fx;
    double bottom = plane[at + down] * (1 - fx) + plane[at + down + right] * fx;
    return (int) Math.round(top * (1 - fy) + bottom * fy);
  }

  private void describe() {
    long sum = 0;
    long squares = 0;
    for (int value : luma) {
      sum += value;
      squares += (long) value * value;
    }
    double n = luma.length;
    brightness = sum / n;
    contrast = Math.sqrt(Math.max(0, squares / n - brightness * brightness));
    int plane = cellsAcross * cellsDown;
    average(luma, 0);
    average(blue, plane);
    average(red, 2 * plane);
  }

  /**
   * Contrast of the scene itself: in a picture of one colour, without the cells that differ most,
   * so that a caption over it does not count.
   */
  double sceneContrast() {
    int n = cellsAcross * cellsDown;
    float[] away = new float[n];
    float[] sorted = Arrays.copyOf(cells, n);
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      away[i] = Math.abs(cells[i] - sorted[n / 2]);
    }
    Arrays.sort(away);
    float spread = away[n - 1 - n / 4];
    return spread < PLAIN ? Math.min(contrast, spread) : contrast;
  }

  private void average(int[] plane, int offset) {
    for (int cy = 0, out = offset; cy < cellsDown; cy++) {
      int y0 = cy * height / cellsDown;
      int y1 = (cy + 1) * height / cellsDown;
      for (int cx = 0; cx < cellsAcross; cx++, out++) {
        int x0 = cx * width / cellsAcross;
        int x1 = (cx + 1) * width / cellsAcross;
        int sum = 0;
        for (int y = y0; y < y1; y++) {
          for (int x = x0; x < x1; x++) {
            sum += plane[y * width + x];
          }
        }
        cells[out] = (float) sum / ((y1 - y0) * (x1 - x0));
      }
    }
  }

  /**
   * Share of the picture whose colours the other has as well, wherever they are (histogram
   * intersection, Swain and Ballard 1991).
   */
  double colorsInCommon(SmallPicture other) {
    int[] here = colors();
    int[] there = other.colors();
    double common = 0;
    for (int c = 0; c < here.length; c++) {
      common += Math.min((double) here[c] / luma.length, (double) there[c] / other.luma.length);
    }
    return common;
  }

  /** Pixels of each of 8 lumas by 8 by 8 colour differences. */
  private int[] colors() {
    int[] counts = new int[512];
    for (int i = 0; i < luma.length; i++) {
      int b = Math.clamp((blue[i] + 64) >> 4, 0, 7);
      int r = Math.clamp((red[i] + 64) >> 4, 0, 7);
      counts[luma[i] >> 5 << 6 | b << 3 | r]++;
    }
    return counts;
  }

  /** Mean absolute difference of luma, pixel by pixel, levels of 255. */
  double difference(SmallPicture other) {
    int sum = 0;
    for (int i = 0; i < luma.length; i++) {
      sum += Math.abs(luma[i] - other.luma[i]);
    }
    return (double) sum / luma.length;
  }

  /**
   * Correlation of luma, -1..1: 1 for the same structure at any brightness; 0 where one is flat.
   */
  double correlation(SmallPicture other) {
    long product = 0;
    for (int i = 0; i < luma.length; i++) {
      product += (long) luma[i] * other.luma[i];
    }
    double covariance = (double) product / luma.length - brightness * other.brightness;
    double scale = contrast * other.contrast;
    return scale < 1 ? 0 : covariance / scale;
  }

  /**
   * The best correlation of luma over all displacements of up to {@code reach} pixels, coarsely.
   */
  double bestCorrelation(SmallPicture other, int reach) {
    int dx = 0;
    int dy = 0;
    double best = correlation(other, 0, 0);
    for (int step = Math.max(1, reach / 2); step >= 1; step /= 2) {
      int fromX = dx;
      int fromY = dy;
      for (int j = -2; j <= 2; j++) {
        for (int i = -2; i <= 2; i++) {
          double found = correlation(other, fromX + i * step, fromY + j * step);
          if (found > best) {
            best = found;
            dx = fromX + i * step;
            dy = fromY + j * step;
          }
        }
      }
    }
    return best;
  }

  /** Correlation of luma where both overlap, the other moved by so many pixels. */
  private double correlation(SmallPicture other, int dx, int dy) {
    int x0 = Math.max(0, dx);
    int x1 = Math.min(width, width + dx);
    int y0 = Math.max(0, dy);
    int y1 = Math.min(height, height + dy);
    long a = 0;
    long b = 0;
    long aa = 0;
    long bb = 0;
    long ab = 0;
    for (int y = y0; y < y1; y++) {
      int at = y * width;
      int there = (y - dy) * width - dx;
      for (int x = x0; x < x1; x++) {
        int p = luma[at + x];
        int q = other.luma[there + x];
        a += p;
        b += q;
        aa += p * p;
        bb += q * q;
        ab += p * q;
      }
    }
    double n = Math.max(1, (x1 - x0) * (y1 - y0));
    double spread = Math.sqrt((aa - a * a / n) * (bb - b * b / n)) / n;
    return spread < 1 ? 0 : (ab - a * b / n) / n / spread;
  }
}
