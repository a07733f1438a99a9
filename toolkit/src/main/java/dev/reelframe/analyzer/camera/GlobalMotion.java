package dev.reelframe.analyzer.camera;

import java.util.Arrays;

/**
 * The motion of the camera between two frames from the tracks of points: the similarity that most
 * of the ground agrees on (RANSAC, Fischler and Bolles 1981, refined by least squares).
 *
 * <p>A thing that moves before a still camera can hold more points than the ground. Two rules keep
 * it apart. Where a good part of the points stands still, spread over the picture's sides, the
 * camera stands still. And a camera that moves moves all sides of the picture: a motion that only
 * the middle, or one side, takes part in is a thing's. A caption that stays in place while the
 * camera pans lies inside and is outvoted.
 */
final class GlobalMotion {
  /** A point agrees when it is this near, pixels, */
  private static final double NEAR = 0.5;

  /** plus this share of its motion. */
  private static final double NEAR_SHARE = 0.06;

  /** A point that moves less, pixels, stands still. */
  private static final double STILL = 0.3;

  private static final int TRIES = 120;

  /** Points that are needed to say anything. */
  private static final int FEWEST = 8;

  /** Points on a side that make it count. */
  private static final int MIN_ON_SIDE = 3;

  /** Pyramid level and side of the cells where a motion is held against the whole picture. */
  private static final int FIT_LEVEL = 1;

  private static final int FIT_CELL = 8;

  /** A cell tells something where both fits differ by this, levels per pixel. */
  private static final float MIN_FIT = 0.25f;

  /**
   * What was found.
   *
   * @param sure whether the ground was seen, still or moving; otherwise the motion is none
   * @param motion of the picture, from the older frame to the newer
   * @param support share of points that agree with it
   * @param still share of points that stand still
   * @param points number of points
   */
  record Found(boolean sure, Similarity motion, double support, double still, int points) {}

  private final double centreX;
  private final double centreY;
  private final double width;
  private final double height;
  private final boolean[] agrees;
  private final double[] sums = new double[9];
  private long random;

  GlobalMotion(int width, int height, int mostPoints) {
    this.width = width;
    this.height = height;
    centreX = (width - 1) / 2.0;
    centreY = (height - 1) / 2.0;
    agrees = new boolean[mostPoints];
  }

  Found of(PointTracks tracks, GreyPyramid before, GreyPyramid now) {
    int n = tracks.count;
    if (n < FEWEST) {
      return new Found(false, Similarity.NONE, 0, 0, n);
    }
    double still = (double) agreeing(tracks, Similarity.NONE, STILL, 0) / n;
    boolean standing = still > 0.5 || still > 0.3 && sides(tracks) >= 0.6;
    Similarity best = standing ? refined(tracks) : search(tracks);
    for (int round = 0; round < 3; round++) {
      if (agreeing(tracks, best, NEAR, NEAR_SHARE) < FEWEST) {
        break;
      }
      best = refined(tracks);
    }
    double support = (double) agreeing(tracks, best, NEAR, NEAR_SHARE) / n;
    boolean ground =
        standing
            || support >= 0.35
                && support > 1.3 * still
                && sides(tracks) >= 0.6
                && moves(before, now, best, support, support * n / agrees.length);
    return new Found(ground, ground ? best : Similarity.NONE, support, still, n);
  }

  /**
   * Whether more of the picture fits the motion than fits standing still. Here plain ground counts
   * too, by what little texture it has: a car on an empty road has all the corners, but the road
   * stands. The fewer of the points and the less of the picture take part, the clearer it has to
   * be.
   *
   * @param spread share of all places for points that take part in the motion
   */
  private boolean moves(
      GreyPyramid before, GreyPyramid now, Similarity motion, double support, double spread) {
    int w = before.width[FIT_LEVEL];
    int h = before.height[FIT_LEVEL];
    double scale = 1.0 / (1 << FIT_LEVEL);
    int moving = 0;
    int standing = 0;
    for (int top = 0; top + FIT_CELL <= h; top += FIT_CELL) {
      for (int left = 0; left + FIT_CELL <= w; left += FIT_CELL) {
        float still = 0;
        float moved = 0;
        int seen = 0;
        for (int y = top; y < top + FIT_CELL; y++) {
          for (int x = left; x < left + FIT_CELL; x++) {
            double ux = x - centreX * scale;
            double uy = y - centreY * scale;
            float tx =
                (float) (motion.a() * ux - motion.b() * uy + (motion.tx() + centreX) * scale);
            float ty =
                (float) (motion.b() * ux + motion.a() * uy + (motion.ty() + centreY) * scale);
            if (tx >= 0 && ty >= 0 && tx < w - 1 && ty < h - 1) {
              float value = before.luma[FIT_LEVEL][y * w + x];
              still += Math.abs(value - now.luma[FIT_LEVEL][y * w + x]);
              moved += Math.abs(value - now.at(FIT_LEVEL, tx, ty));
              seen++;
            }
          }
        }
        if (seen >= FIT_CELL * FIT_CELL / 2 && Math.abs(still - moved) > MIN_FIT * seen) {
          moving += moved < 0.75f * still ? 1 : 0;
          standing += still < 0.75f * moved ? 1 : 0;
        }
      }
    }
    int all = (w / FIT_CELL) * (h / FIT_CELL);
    return moving > 10 * standing
        || moving > 3 * standing && (moving > 0.6 * all || support > 0.9)
        || moving > 2 * standing && spread > 0.45;
  }

  /** Marks the points that agree with a motion; returns their number. */
  private int agreeing(PointTracks t, Similarity motion, double near, double share) {
    int found = 0;
    for (int i = 0; i < t.count; i++) {
      double moved = Math.hypot(t.x1[i] - t.x0[i], t.y1[i] - t.y0[i]);
      double most = near + share * moved;
      agrees[i] =
          motion.miss(t.x0[i] - centreX, t.y0[i] - centreY, t.x1[i] - centreX, t.y1[i] - centreY)
              < most * most;
      if (agrees[i]) {
        found++;
      }
    }
    return found;
  }

  /**
   * Of the four sides of the picture that have points, the share where most of them agree; 0 where
   * fewer than two have any.
   */
  private double sides(PointTracks t) {
    int[] all = new int[4];
    int[] agreeing = new int[4];
    for (int i = 0; i < t.count; i++) {
      for (int side = 0; side < 4; side++) {
        if (onSide(side, t.x0[i], t.y0[i])) {
          all[side]++;
          agreeing[side] += agrees[i] ? 1 : 0;
        }
      }
    }
    int counted = 0;
    int good = 0;
    for (int side = 0; side < 4; side++) {
      if (all[side] >= MIN_ON_SIDE) {
        counted++;
        good += agreeing[side] >= 0.4 * all[side] ? 1 : 0;
      }
    }
    return counted < 2 ? 0 : (double) good / counted;
  }

  private boolean onSide(int side, double x, double y) {
    return switch (side) {
      case 0 -> x < 0.22 * width;
      case 1 -> x > 0.78 * width;
      case 2 -> y < 0.22 * height;
      default -> y > 0.78 * height;
    };
  }

  private Similarity search(PointTracks t) {
    random = 42; // the same tracks give the same motion
    Similarity best = median(t);
    int most = agreeing(t, best, NEAR, NEAR_SHARE);
    for (int i = 0; i < TRIES; i++) {
      int p = draw(t.count);
      int q = draw(t.count);
      double far = Math.hypot(t.x0[p] - t.x0[q], t.y0[p] - t.y0[q]);
      if (far < width / 4) {
        continue;
      }
      Similarity through = through(t, p, q);
      if (Math.abs(through.scale() - 1) > 0.35 || Math.abs(through.clockwiseDeg()) > 20) {
        continue;
      }
      int agreeing = agreeing(t, through, NEAR, NEAR_SHARE);
      if (agreeing > most) {
        most = agreeing;
        best = through;
      }
    }
    return best;
  }

  private int draw(int bound) {
    random = random * 6364136223846793005L + 1442695040888963407L;
    return (int) ((random >>> 33) % bound);
  }

  private static Similarity median(PointTracks t) {
    double[] dx = new double[t.count];
    double[] dy = new double[t.count];
    for (int i = 0; i < t.count; i++) {
      dx[i] = t.x1[i] - t.x0[i];
      dy[i] = t.y1[i] - t.y0[i];
    }
    Arrays.sort(dx);
    Arrays.sort(dy);
    return new Similarity(1, 0, dx[t.count / 2], dy[t.count / 2]);
  }

  private Similarity through(PointTracks t, int p, int q) {
    double ux = t.x0[q] - t.x0[p];
    double uy = t.y0[q] - t.y0[p];
    double vx = t.x1[q] - t.x1[p];
    double vy = t.y1[q] - t.y1[p];
    double norm = ux * ux + uy * uy;
    double a = (ux * vx + uy * vy) / norm;
    double b = (ux * vy - uy * vx) / norm;
    double x = t.x0[p] - centreX;
    double y = t.y0[p] - centreY;
    return new Similarity(
        a, b, t.x1[p] - centreX - (a * x - b * y), t.y1[p] - centreY - (b * x + a * y));
  }

  /** Least squares over the points that agree. */
  private Similarity refined(PointTracks t) {
    Arrays.fill(sums, 0);
    for (int i = 0; i < t.count; i++) {
      if (agrees[i]) {
        double x = t.x0[i] - centreX;
        double y = t.y0[i] - centreY;
        double u = t.x1[i] - centreX;
        double v = t.y1[i] - centreY;
        sums[0]++;
        sums[1] += x;
        sums[2] += y;
        sums[3] += u;
        sums[4] += v;
        sums[5] += x * x + y * y;
        sums[6] += x * u + y * v;
        sums[7] += x * v - y * u;
      }
    }
    double n = sums[0];
    double spread = sums[5] - (sums[1] * sums[1] + sums[2] * sums[2]) / n;
    if (n < 3 || spread < 1) {
      return Similarity.NONE;
    }
    double a = (sums[6] - (sums[1] * sums[3] + sums[2] * sums[4]) / n) / spread;
    double b = (sums[7] - (sums[1] * sums[4] - sums[2] * sums[3]) / n) / spread;
    return new Similarity(
        a, b, (sums[3] - a * sums[1] + b * sums[2]) / n, (sums[4] - b * sums[1] - a * sums[2]) / n);
  }
}
