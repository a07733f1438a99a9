package dev.reelframe.analyzer.scene;

import dev.reelframe.media.Frame;

/**
 * What a place looks like, whatever the angle: shares of colours, directions of edges, and where
 * edges are. Each of the three parts adds up to 1, or to 0 where there is no edge.
 *
 * @param values {@link #COLORS} shares, then {@link #DIRECTIONS}, then {@link #PLACES}
 */
record VisualDescriptor(float[] values) {
  /** Six greys, then nine hues, dark and light. */
  static final int COLORS = 24;

  /** Edges along 0, 45, 90 and 135 degrees. */
  static final int DIRECTIONS = 4;

  /** A grid of three by three. */
  static final int PLACES = 9;

  static final int SIZE = COLORS + DIRECTIONS + PLACES;

  private static final int GREYS = 6;
  private static final int HUES = 9;
  private static final int GREY_SPREAD = 28;
  private static final int EDGE_LEVELS = 24;
  private static final byte[] CELL_OF_COLOR = new byte[1 << 15];

  static {
    for (int color = 0; color < CELL_OF_COLOR.length; color++) {
      CELL_OF_COLOR[color] =
          (byte) cell((color >> 10) * 8 + 4, (color >> 5 & 31) * 8 + 4, (color & 31) * 8 + 4);
    }
  }

  private static int cell(int red, int green, int blue) {
    int most = Math.max(red, Math.max(green, blue));
    int spread = most - Math.min(red, Math.min(green, blue));
    if (spread < GREY_SPREAD) {
      return Math.min(GREYS - 1, most * GREYS / 256);
    }
    float hue = java.awt.Color.RGBtoHSB(red, green, blue, null)[0];
    // Half a step on, so that red, orange, skin and wood do not lie on a border.
    int step = (int) (hue * HUES + 0.5f) % HUES;
    return GREYS + 2 * step + (most >= 128 ? 1 : 0);
  }

  static VisualDescriptor of(Frame frame) {
    float[] values = new float[SIZE];
    colors(frame, values);
    edges(frame, values);
    normalize(values, 0, COLORS);
    normalize(values, COLORS, COLORS + DIRECTIONS);
    normalize(values, COLORS + DIRECTIONS, SIZE);
    return new VisualDescriptor(values);
  }

  private static void colors(Frame frame, float[] values) {
    byte[] data = frame.data();
    for (int y = 0; y < frame.height(); y += 2) {
      int end = 3 * (y + 1) * frame.width();
      for (int i = 3 * y * frame.width(); i < end; i += 6) {
        int color = (data[i + 2] & 0xF8) << 7 | (data[i + 1] & 0xF8) << 2 | (data[i] & 0xFF) >> 3;
        values[CELL_OF_COLOR[color]]++;
      }
    }
  }

  /** Steps of the green channel, which is most of luma. */
  private static void edges(Frame frame, float[] values) {
    byte[] data = frame.data();
    int stride = 3 * frame.width();
    for (int y = 1; y < frame.height() - 1; y += 2) {
      int place = COLORS + DIRECTIONS + 3 * (3 * y / frame.height());
      for (int x = 1; x < frame.width() - 1; x += 2) {
        int i = y * stride + 3 * x + 1;
        int dx = (data[i + 3] & 0xFF) - (data[i - 3] & 0xFF);
        int dy = (data[i + stride] & 0xFF) - (data[i - stride] & 0xFF);
        if (Math.abs(dx) + Math.abs(dy) > EDGE_LEVELS) {
          values[COLORS + direction(dx, dy)]++;
          values[place + 3 * x / frame.width()]++;
        }
      }
    }
  }

  private static int direction(int dx, int dy) {
    int ax = Math.abs(dx);
    int ay = Math.abs(dy);
    // tan 22.5 degrees is about 5 / 12.
    if (12 * ay < 5 * ax) {
      return 0;
    }
    if (12 * ax < 5 * ay) {
      return 2;
    }
    return (dx > 0) == (dy > 0) ? 1 : 3;
  }

  private static void normalize(float[] values, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    for (int i = from; i < to && sum > 0; i++) {
      values[i] /= sum;
    }
  }

  /** Shares of colour that both have, 0..1 (histogram intersection, Swain and Ballard 1991). */
  double colorLike(VisualDescriptor other) {
    return common(other, 0, COLORS);
  }

  /** The same for directions and places of edges; 1 where neither has any. */
  double structureLike(VisualDescriptor other) {
    if (common(this, COLORS, SIZE) == 0 && other.common(other, COLORS, SIZE) == 0) {
      return 1;
    }
    return (common(other, COLORS, COLORS + DIRECTIONS) + common(other, COLORS + DIRECTIONS, SIZE))
        / 2;
  }

  private double common(VisualDescriptor other, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.min(values[i], other.values[i]);
    }
    return sum;
  }
}
