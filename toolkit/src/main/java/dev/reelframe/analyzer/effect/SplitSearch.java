package dev.reelframe.analyzer.effect;

/**
 * Finds a split screen: pictures side by side, on top of each other, or both, as in a duet or a
 * collage of four. Between them, through the middle, runs a straight edge from one side of the
 * picture to the other that stays while both sides move. (Edges at thirds are no sign: a tall clip
 * over its own blur has them.) A picture beside its own mirror image has no such edge; its halves
 * are mirror images, and so is what moves in them.
 */
final class SplitSearch {
  /** Share of a seam's pixels that have been an edge of late. */
  private static final double SEAM = 0.85;

  /** Share of the last second in which such a pixel was one. */
  private static final float LASTING = 0.6f;

  /** By how much more than the lines two pixels away, so that a striped wall is none. */
  private static final float ALONE = 0.2f;

  /** Mean motion of a pixel that moves, levels, and share of such pixels in a picture. */
  private static final float MOVES = 0.8f;

  private static final double LEAST_MOVING = 0.03;

  /** Correlation of halves that mirror each other; a face is not as even as that. */
  private static final double MIRRORED = 0.95;

  /** The same of what moves, which coding blurs more. */
  private static final double MIRRORED_MOTION = 0.8;

  /** Contrast without which nothing can be told, standard deviation in levels. */
  private static final double LEAST_CONTRAST = 12;

  private final int width;
  private final int height;
  private final float[] luma;
  private final float[] upright;
  private final float[] level;
  private final float[] motion;

  SplitSearch(int width, int height, float[] luma, float[] upright, float[] level, float[] motion) {
    this.width = width;
    this.height = height;
    this.luma = luma;
    this.upright = upright;
    this.level = level;
    this.motion = motion;
  }

  /** Number of pictures: 1 where the screen is not split. */
  int pictures() {
    return pictures(true) * pictures(false);
  }

  private int pictures(boolean columns) {
    int length = columns ? width : height;
    boolean split =
        (seam(columns, length / 2) || mirrored(columns))
            && moving(columns, 0, length / 2)
            && moving(columns, length / 2, length);
    return split ? 2 : 1;
  }

  /** Whether a lasting edge runs through the whole picture there, give or take two pixels. */
  private boolean seam(boolean columns, int place) {
    for (int at = place - 3; at <= place + 1; at++) {
      if (share(columns, at) >= SEAM) {
        return true;
      }
    }
    return false;
  }

  private double share(boolean columns, int at) {
    int length = columns ? height : width;
    int side = 2 * (columns ? 1 : width);
    float[] edges = columns ? upright : level;
    int hits = 0;
    for (int i = 0; i < length; i++) {
      int there = columns ? i * width + at : at * width + i;
      float here = edges[there];
      hits +=
          here > LASTING && edges[there - side] < here - ALONE && edges[there + side] < here - ALONE
              ? 1
              : 0;
    }
    return (double) hits / length;
  }

  private boolean moving(boolean columns, int from, int to) {
    int all = 0;
    int moving = 0;
    for (int y = columns ? 0 : from; y < (columns ? height : to); y++) {
      for (int x = columns ? from : 0; x < (columns ? to : width); x++) {
        all++;
        moving += motion[y * width + x] > MOVES ? 1 : 0;
      }
    }
    return moving >= LEAST_MOVING * all;
  }

  private boolean mirrored(boolean columns) {
    return likeness(columns, luma, LEAST_CONTRAST) > MIRRORED
        && likeness(columns, motion, 0.5) > MIRRORED_MOTION;
  }

  /** Correlation of one half with the other's mirror image; 0 where there is too little in it. */
  private double likeness(boolean columns, float[] values, double leastContrast) {
    Correlation halves = new Correlation();
    for (int y = 0; y < (columns ? height : height / 2); y++) {
      for (int x = 0; x < (columns ? width / 2 : width); x++) {
        int mirrored = (columns ? y : height - 1 - y) * width + (columns ? width - 1 - x : x);
        halves.add(values[y * width + x], values[mirrored]);
      }
    }
    return halves.of(leastContrast);
  }
}
