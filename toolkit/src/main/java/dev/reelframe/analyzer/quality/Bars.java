package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.quality.ContentQuality.Kind;

/**
 * Black bars at the edges of a picture, as shares of its height or width. Bars stand on opposite
 * edges: above and below (letterbox), left and right (pillarbox), or all around (windowbox).
 *
 * <p>Black alone is no bar: night, a stage or a title card are black at their edges, too. A bar
 * ends in a straight line, along most of which the picture begins at once ({@link #seen}); a frame
 * that is dark there hides the line, but never contradicts the bar ({@link #dark}). A title inside
 * a bar does not end it.
 */
record Bars(double top, double bottom, double left, double right) {
  static final Bars NONE = new Bars(0, 0, 0, 0);

  /** Bars thinner than this share are not reported. */
  private static final double THINNEST = 0.03;

  /** The picture between two bars is no narrower than this share. */
  private static final double NARROWEST_PICTURE = 0.2;

  /** Share of a bar that is black, titles or not, and of a line of it without a title. */
  private static final double DARK_BAR = 0.6;

  private static final double DARK_LINE = 0.6;

  /** Height of a title's line, share of the size. */
  private static final double TITLE_SHARE = 0.12;

  /** Step from bar to picture, levels, and what the pixels of a bar differ by at most. */
  private static final int STEP = 5;

  private static final int EVEN = 4;

  /** Share of the line along which the picture must begin. */
  private static final double EDGE_SHARE = 0.45;

  /** Share where bars on opposite edges are of one size, as a maker of bars draws them. */
  private static final double TWIN_EDGE_SHARE = 0.3;

  private static final double TWIN = 0.012;

  /** Share of such bars that is evenly black. */
  private static final double EVEN_BAR = 0.9;

  /** Lines that see a step as well as the best one does, as a share of that. */
  private static final double PLATEAU = 0.9;

  /** A plane of levels and how to walk it from one edge inwards, within a part of each line. */
  private record Side(
      byte[] level, int first, int toNextLine, int along, int from, int to, int lines) {

    int at(int line, int k) {
      return level[first + line * toNextLine + k * along] & 0xFF;
    }

    /** Lines that may be a bar's: black, but for some lines of a title. */
    int darkLines() {
      int reach = 0;
      double black = 0;
      for (int n = 0; n < lines && n - reach <= TITLE_SHARE * lines; n++) {
        double share = blackShare(n);
        black += share;
        if (share >= DARK_LINE && black >= DARK_BAR * (n + 1)) {
          reach = n + 1;
        }
      }
      return reach;
    }

    private double blackShare(int line) {
      int black = 0;
      for (int k = from; k < to; k++) {
        black += at(line, k) <= ContentQuality.BLACK_LEVEL ? 1 : 0;
      }
      return (double) black / (to - from);
    }

    /**
     * Share of the line before {@code line} that is even black where the line after it is lighter.
     */
    double edge(int line, int level) {
      int steps = 0;
      for (int k = from; k < to; k++) {
        int outside = at(line - 2, k);
        steps += outside <= level + EVEN && at(line + 1, k) - outside >= STEP ? 1 : 0;
      }
      return (double) steps / (to - from);
    }

    /** Median level of the outermost line. */
    int outermost() {
      int[] counts = new int[256];
      for (int k = from; k < to; k++) {
        counts[at(0, k)]++;
      }
      int seen = 0;
      for (int v = 0; v < counts.length; v++) {
        seen += counts[v];
        if (2 * seen >= to - from) {
          return v;
        }
      }
      return 255;
    }

    /** Where the bar ends, and how much of its length shows that; no bar where that is nothing. */
    Edge edge() {
      int level = outermost();
      int most = darkLines();
      if (level > ContentQuality.BLACK_LEVEL || most < 2) {
        return new Edge(0, 0, 0);
      }
      double[] shares = new double[Math.min(most + 2, lines / 2)];
      int best = 0;
      for (int line = 2; line < shares.length; line++) {
        shares[line] = edge(line, level);
        best = shares[line] > shares[best] ? line : best;
      }
      // A step of three lines is seen from three lines: the middle one is where it is.
      int last = best;
      while (last + 1 < shares.length && shares[last + 1] >= PLATEAU * shares[best]) {
        last++;
      }
      int first = best;
      while (first > 0 && shares[first - 1] >= PLATEAU * shares[best]) {
        first--;
      }
      int line = (first + last) / 2;
      return new Edge(line, shares[best], evenShare(line - 1, level));
    }

    /** Share of the pixels outside of a line that are evenly black. */
    private double evenShare(int line, int level) {
      int even = 0;
      for (int n = 0; n < line; n++) {
        for (int k = from; k < to; k++) {
          even += at(n, k) <= level + EVEN ? 1 : 0;
        }
      }
      return (double) even / Math.max(1, line * (to - from));
    }
  }

  /** Where a bar may end, the share of its length that shows it, and that of it that is even. */
  private record Edge(int line, double share, double even) {}

  /**
   * The bars whose inner edges this picture shows; {@link #NONE} where it shows none.
   *
   * @param level largest channel (or luma) of each pixel
   */
  static Bars seen(byte[] level, int width, int height) {
    Edge[] rows = {
      new Side(level, 0, width, 1, 0, width, height).edge(),
      new Side(level, (height - 1) * width, -width, 1, 0, width, height).edge()
    };
    boolean letterbox = bars(rows[0], rows[1], height);
    int top = letterbox ? rows[0].line : 0;
    int bottom = letterbox ? height - rows[1].line : height;
    Edge[] columns = {
      new Side(level, 0, 1, width, top, bottom, width).edge(),
      new Side(level, width - 1, -1, width, top, bottom, width).edge()
    };
    boolean pillarbox = bars(columns[0], columns[1], width);
    if (!letterbox && !pillarbox) {
      return NONE;
    }
    return new Bars(
        (double) top / height,
        (double) (height - bottom) / height,
        pillarbox ? (double) columns[0].line / width : 0,
        pillarbox ? (double) columns[1].line / width : 0);
  }

  private static boolean bars(Edge one, Edge other, int size) {
    boolean twins = Math.abs(one.line - other.line) <= Math.max(1, TWIN * size);
    double even = Math.min(one.even, other.even);
    return Math.min(one.line, other.line) >= THINNEST * size
        && size - one.line - other.line >= NARROWEST_PICTURE * size
        && even >= DARK_BAR
        && Math.min(one.share, other.share)
            >= (twins && even >= EVEN_BAR ? TWIN_EDGE_SHARE : EDGE_SHARE);
  }

  /**
   * How far black reaches from each edge in this picture: as thick as its bars, or thicker.
   *
   * @param level largest channel of each pixel
   */
  static Bars dark(byte[] level, int width, int height) {
    int top = new Side(level, 0, width, 1, 0, width, height).darkLines();
    if (top == height) {
      return new Bars(1, 1, 1, 1);
    }
    int bottom = new Side(level, (height - 1) * width, -width, 1, 0, width, height).darkLines();
    int end = height - bottom;
    int left = new Side(level, 0, 1, width, top, end, width).darkLines();
    int right = new Side(level, width - 1, -1, width, top, end, width).darkLines();
    return new Bars(
        (double) top / height,
        (double) bottom / height,
        (double) left / width,
        (double) right / width);
  }

  boolean any() {
    return top + bottom + left + right > 0;
  }

  /** What {@code content_quality} calls them. */
  Kind kind() {
    boolean letterbox = top + bottom > 0;
    boolean pillarbox = left + right > 0;
    return letterbox && pillarbox ? Kind.WINDOWBOX : letterbox ? Kind.LETTERBOX : Kind.PILLARBOX;
  }

  /** Whether these are the same bars. */
  boolean same(Bars other, double tolerance) {
    return Math.abs(top - other.top) <= tolerance
        && Math.abs(bottom - other.bottom) <= tolerance
        && Math.abs(left - other.left) <= tolerance
        && Math.abs(right - other.right) <= tolerance;
  }

  /** Whether a picture that is dark so far from its edges may have these bars. */
  boolean within(Bars dark, double tolerance) {
    return dark.top >= top - tolerance
        && dark.bottom >= bottom - tolerance
        && dark.left >= left - tolerance
        && dark.right >= right - tolerance;
  }
}
