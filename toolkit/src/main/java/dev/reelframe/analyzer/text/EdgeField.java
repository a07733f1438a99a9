package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;

/**
 * Where a grey picture has edges, in cells of 8 x 8 pixels: one bit per pixel. Two pictures are
 * compared cell by cell; noise, compression and a shift of a pixel do not count as a difference.
 */
final class EdgeField {
  /** Side of a cell, pixels. */
  static final int CELL = 8;

  /** Sum of the absolute central differences in both directions, grey levels. */
  private static final int STRONG = 56;

  private static final int WEAK = 28;

  /** Text that fades in rises by so much between two looks, and in that ratio, or further. */
  private static final int RISE = 2000;

  private static final double RISE_RATIO = 1.5;

  /** Fewer strong pixels than this are no part of a letter. */
  private static final int LEAST = 5;

  /** Fewer pixels than this are no side of a stroke. */
  private static final int MIN_SIDE = 4;

  private final int columns;
  private final int rows;

  /** Strong edges, and pixels within one pixel of any edge: per cell, bit 8 * y + x. */
  private final long[] strong;

  private final long[] reach;

  /** Sum of the strong edges of a cell, grey levels. */
  private final int[] contrast;

  /** Strong edges that get brighter to the right, and darker: how many per cell. */
  private final byte[] rising;

  private final byte[] falling;

  private EdgeField(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.strong = new long[columns * rows];
    this.reach = new long[columns * rows];
    this.contrast = new int[columns * rows];
    this.rising = new byte[columns * rows];
    this.falling = new byte[columns * rows];
  }

  static EdgeField of(LumaImage picture) {
    int columns = (picture.width() + CELL - 1) / CELL;
    int rows = (picture.height() + CELL - 1) / CELL;
    int words = (columns * CELL + 63) / 64;
    int padded = rows * CELL;
    long[] strong = new long[words * padded];
    long[] weak = new long[words * padded];
    EdgeField field = new EdgeField(columns, rows);
    field.bits(picture, words, strong, weak);
    long[] wide = widened(weak, words, padded);
    field.pack(strong, words, field.strong);
    field.pack(wide, words, field.reach);
    return field;
  }

  /** One bit per pixel and row, 64 pixels a word, the leftmost lowest. */
  private void bits(LumaImage picture, int words, long[] strong, long[] weak) {
    int width = picture.width();
    byte[] data = picture.data();
    for (int y = 1; y < picture.height() - 1; y++) {
      int row = y * width;
      for (int x = 1; x < width - 1; x++) {
        int at = row + x;
        int across = (data[at + 1] & 0xff) - (data[at - 1] & 0xff);
        int down = (data[at + width] & 0xff) - (data[at - width] & 0xff);
        int magnitude = Math.abs(across) + Math.abs(down);
        if (magnitude >= WEAK) {
          int word = y * words + (x >> 6);
          weak[word] |= 1L << x;
          if (magnitude >= STRONG) {
            strong[word] |= 1L << x;
            int cell = y / CELL * columns + x / CELL;
            contrast[cell] += magnitude;
            count(across, cell);
          }
        }
      }
    }
  }

  private void count(int across, int cell) {
    if (across >= WEAK) {
      rising[cell]++;
    } else if (across <= -WEAK) {
      falling[cell]++;
    }
  }

  private static long[] widened(long[] bits, int words, int height) {
    long[] across = new long[bits.length];
    for (int i = 0; i < bits.length; i++) {
      int word = i % words;
      long left = word == 0 ? 0 : bits[i - 1] >>> 63;
      long right = word == words - 1 ? 0 : bits[i + 1] << 63;
      across[i] = bits[i] | bits[i] << 1 | left | bits[i] >>> 1 | right;
    }
    long[] wide = new long[bits.length];
    for (int y = 0; y < height; y++) {
      for (int word = 0; word < words; word++) {
        int at = y * words + word;
        wide[at] =
            across[at]
                | (y == 0 ? 0 : across[at - words])
                | (y == height - 1 ? 0 : across[at + words]);
      }
    }
    return wide;
  }

  private void pack(long[] bits, int words, long[] cells) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        long cell = 0;
        int x = column * CELL;
        for (int y = 0; y < CELL; y++) {
          long eight = bits[(row * CELL + y) * words + (x >> 6)] >>> x & 0xff;
          cell |= eight << 8 * y;
        }
        cells[row * columns + column] = cell;
      }
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /**
   * Whether a cell may be part of a letter: it has edges, and with its neighbours such that get
   * brighter and such that get darker to the right, as both sides of a stroke do. The contour of a
   * thing has one of the two.
   */
  boolean lettered(int cell) {
    if (!marked(cell)) {
      return false;
    }
    int column = cell % columns;
    int up = 0;
    int down = 0;
    for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      up += rising[cell - column + c];
      down += falling[cell - column + c];
    }
    return up >= MIN_SIDE && down >= MIN_SIDE;
  }

  private boolean marked(int cell) {
    return Long.bitCount(strong[cell]) >= LEAST;
  }

  /** Whether the edges of a cell stand out far more than in another picture of this size. */
  boolean risen(int cell, EdgeField other) {
    return contrast[cell] - other.contrast[cell] >= RISE
        && contrast[cell] >= RISE_RATIO * other.contrast[cell];
  }

  /** Whether a cell shows the same edges as in another picture of this size. */
  boolean same(int cell, EdgeField other) {
    return same(strong[cell], reach[cell], other.strong[cell], other.reach[cell]);
  }

  private static boolean same(long strongA, long reachA, long strongB, long reachB) {
    int missing = Long.bitCount(strongA & ~reachB);
    int added = Long.bitCount(strongB & ~reachA);
    return missing <= 1 + Long.bitCount(strongA) / 4 && added <= 1 + Long.bitCount(strongB) / 4;
  }

  /** Takes over a cell of another picture of this size. */
  void copy(int cell, EdgeField other) {
    strong[cell] = other.strong[cell];
    reach[cell] = other.reach[cell];
    contrast[cell] = other.contrast[cell];
    rising[cell] = other.rising[cell];
    falling[cell] = other.falling[cell];
  }

  /** A field of this size without any edge. */
  EdgeField blank() {
    return new EdgeField(columns, rows);
  }

  /**
   * Share of the marked cells, of either picture, that show the same in both; 1 where none is.
   *
   * @param without a box that does not count, pixels of the picture
   */
  double likeness(EdgeField other, PixelRect without) {
    int marked = 0;
    int same = 0;
    for (int cell = 0; cell < strong.length; cell++) {
      PixelRect place =
          new PixelRect(0, 0, CELL, CELL).moved(cell % columns * CELL, cell / columns * CELL);
      if ((marked(cell) || other.marked(cell)) && place.shared(without) == 0) {
        marked++;
        same += same(cell, other) ? 1 : 0;
      }
    }
    return marked == 0 ? 1 : (double) same / marked;
  }
}
