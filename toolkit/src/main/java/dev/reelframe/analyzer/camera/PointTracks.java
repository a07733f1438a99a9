package dev.reelframe.analyzer.camera;

/**
 * Follows points from one frame to the next: in each cell of an even grid the best corner (Shi and
 * Tomasi 1994), tracked by the pyramidal method of Lucas and Kanade (Bouguet 2000). One point a
 * cell, so that a caption or a face with much texture counts no more than the ground it covers.
 */
final class PointTracks {
  /** Side of a grid cell, pixels of the finest level. */
  private static final int CELL = 16;

  /** Half the side of the window that is tracked. */
  private static final int HALF = 3;

  private static final int SIDE = 2 * HALF + 1;

  /** Smaller eigenvalue of the gradients' moments, levels squared per pixel, of a usable corner. */
  private static final float CORNER = 6;

  private static final int ITERATIONS = 8;

  /** A window that still differs by more, levels per pixel, was lost. */
  private static final float LOST = 14;

  /** How far the whole picture is looked for at the coarsest half level, in its pixels. */
  private static final int REACH = 10;

  /** Where points were and are, pixels of the finest level; {@link #count} are filled. */
  final float[] x0;

  final float[] y0;
  final float[] x1;
  final float[] y1;
  int count;

  private final float[] patch = new float[SIDE * SIDE];
  private final float[] gradientX = new float[SIDE * SIDE];
  private final float[] gradientY = new float[SIDE * SIDE];

  /** Moments of the gradients: a window can be followed where both eigenvalues are large. */
  private float xx;

  private float yy;
  private float xy;

  /** Sums of differences times gradients. */
  private float errorX;

  private float errorY;

  private float foundX;
  private float foundY;

  PointTracks(int width, int height) {
    int most = Math.max(1, (width / CELL) * (height / CELL));
    x0 = new float[most];
    y0 = new float[most];
    x1 = new float[most];
    y1 = new float[most];
  }

  /** Follows the corners of {@code before} into {@code now}. */
  void follow(GreyPyramid before, GreyPyramid now) {
    count = 0;
    int[] whole = wholeShift(before, now);
    int level = 1;
    int w = before.width[level];
    int h = before.height[level];
    int cell = CELL >> level;
    for (int cy = 0; cy < h / cell; cy++) {
      for (int cx = 0; cx < w / cell; cx++) {
        int corner = corner(before, level, cx * cell, cy * cell, cell);
        if (corner >= 0) {
          track(before, now, (corner % w) * 2 + 0.5f, (corner / w) * 2 + 0.5f, whole);
        }
      }
    }
  }

  /**
   * Displacement of the whole picture at the coarsest level by which it fits best, so that fast
   * pans come within the tracker's reach.
   */
  private static int[] wholeShift(GreyPyramid before, GreyPyramid now) {
    int level = GreyPyramid.LEVELS - 1;
    int w = before.width[level];
    int h = before.height[level];
    int reach = Math.min(REACH, w / 3);
    int[] best = {0, 0};
    float least = shifted(before, now, level, w, h, 0, 0) * 0.9f;
    for (int dy = -Math.min(reach, h / 3); dy <= Math.min(reach, h / 3); dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        float difference = shifted(before, now, level, w, h, dx, dy);
        if (difference < least) {
          least = difference;
          best[0] = dx;
          best[1] = dy;
        }
      }
    }
    return best;
  }

  private static float shifted(
      GreyPyramid before, GreyPyramid now, int level, int w, int h, int dx, int dy) {
    float sum = 0;
    int n = 0;
    for (int y = Math.max(0, -dy); y < Math.min(h, h - dy); y += 2) {
      int a = y * w;
      int b = (y + dy) * w + dx;
      for (int x = Math.max(0, -dx); x < Math.min(w, w - dx); x += 2) {
        sum += Math.abs(before.luma[level][a + x] - now.luma[level][b + x]);
        n++;
      }
    }
    return n == 0 ? Float.MAX_VALUE : sum / n;
  }

  /** The pixel of a cell with the best corner, or -1 where there is none. */
  private static int corner(GreyPyramid picture, int level, int left, int top, int cell) {
    int w = picture.width[level];
    int h = picture.height[level];
    float[] p = picture.luma[level];
    float best = CORNER;
    int where = -1;
    int edge = 3;
    for (int y = Math.max(edge, top); y < Math.min(h - edge, top + cell); y += 2) {
      for (int x = Math.max(edge, left); x < Math.min(w - edge, left + cell); x += 2) {
        float xx = 0;
        float yy = 0;
        float xy = 0;
        for (int j = -1; j <= 1; j++) {
          for (int i = -1; i <= 1; i++) {
            int at = (y + j) * w + x + i;
            float gx = p[at + 1] - p[at - 1];
            float gy = p[at + w] - p[at - w];
            xx += gx * gx;
            yy += gy * gy;
            xy += gx * gy;
          }
        }
        float eigen = smaller(xx, yy, xy) / 36; // nine pixels, gradients of two pixels' length
        if (eigen > best) {
          best = eigen;
          where = y * w + x;
        }
      }
    }
    return where;
  }

  private static float smaller(float xx, float yy, float xy) {
    float half = (xx - yy) / 2;
    return (xx + yy) / 2 - (float) Math.sqrt(half * half + xy * xy);
  }

  private void track(GreyPyramid before, GreyPyramid now, float x, float y, int[] whole) {
    int coarsest = GreyPyramid.LEVELS - 1;
    float dx = whole[0];
    float dy = whole[1];
    for (int level = coarsest; level >= 0; level--) {
      float scale = 1f / (1 << level);
      // Pixel centres: a coarse pixel stands for a square of fine ones.
      float px = (x + 0.5f) * scale - 0.5f;
      float py = (y + 0.5f) * scale - 0.5f;
      boolean finest = level == 0;
      if (!step(before, now, level, px, py, dx, dy)) {
        if (finest) {
          return;
        }
        foundX = dx;
        foundY = dy;
      }
      dx = foundX * (finest ? 1 : 2);
      dy = foundY * (finest ? 1 : 2);
    }
    x0[count] = x;
    y0[count] = y;
    x1[count] = x + dx;
    y1[count] = y + dy;
    count++;
  }

  /** Refines a displacement at one level; false where the point is lost there. */
  private boolean step(
      GreyPyramid before, GreyPyramid now, int level, float x, float y, float dx, float dy) {
    if (outside(before, level, x, y, HALF + 1)) {
      return false;
    }
    take(before, level, x, y);
    float determinant = xx * yy - xy * xy;
    if (determinant < 1e-3f || smaller(xx, yy, xy) < SIDE * SIDE * 0.5f) {
      return false;
    }
    float difference = 0;
    for (int n = 0; n < ITERATIONS; n++) {
      if (outside(before, level, x + dx, y + dy, HALF)) {
        return false;
      }
      difference = compare(now, level, x + dx, y + dy);
      float mx = (yy * errorX - xy * errorY) / determinant;
      float my = (xx * errorY - xy * errorX) / determinant;
      dx += mx;
      dy += my;
      if (mx * mx + my * my < 1e-4f) {
        break;
      }
    }
    foundX = dx;
    foundY = dy;
    return difference < LOST * SIDE * SIDE;
  }

  /** Remembers the window around a point: luma, gradients and their moments. */
  private void take(GreyPyramid before, int level, float x, float y) {
    xx = 0;
    yy = 0;
    xy = 0;
    for (int j = -HALF, k = 0; j <= HALF; j++) {
      for (int i = -HALF; i <= HALF; i++, k++) {
        patch[k] = before.at(level, x + i, y + j);
        float gx = (before.at(level, x + i + 1, y + j) - before.at(level, x + i - 1, y + j)) / 2;
        float gy = (before.at(level, x + i, y + j + 1) - before.at(level, x + i, y + j - 1)) / 2;
        gradientX[k] = gx;
        gradientY[k] = gy;
        xx += gx * gx;
        yy += gy * gy;
        xy += gx * gy;
      }
    }
  }

  /** The sum of differences from the window at another place; says which way it is off. */
  private float compare(GreyPyramid now, int level, float x, float y) {
    float difference = 0;
    errorX = 0;
    errorY = 0;
    for (int j = -HALF, k = 0; j <= HALF; j++) {
      for (int i = -HALF; i <= HALF; i++, k++) {
        float d = patch[k] - now.at(level, x + i, y + j);
        errorX += d * gradientX[k];
        errorY += d * gradientY[k];
        difference += Math.abs(d);
      }
    }
    return difference;
  }

  private static boolean outside(GreyPyramid picture, int level, float x, float y, int margin) {
    float right = picture.width[level] - 1 - margin;
    float bottom = picture.height[level] - 1 - margin;
    return !(x >= margin && y >= margin && x < right && y < bottom);
  }
}
