package dev.reelframe.analyzer.cut;

/**
 * What is new in a picture: the residual of blocks of about 6x6 small pixels after each has been
 * looked for in the other picture, a sixth of the picture's width around its place. Motion, of the
 * camera or of things, leaves little residual; another shot leaves much.
 */
final class BlockMatch {
  private static final int BLOCK = 6;

  /** A block that differs by less than this, levels per pixel, is not looked for. */
  private static final int STILL = 2;

  final int blocks;
  final int across;
  final int down;
  private final int width;
  private final int height;
  private final int[] searchX;
  private final int[] searchY;
  private final int[] moveX;
  private final int[] moveY;

  /** Luma of the other picture, summed from its top left corner: a row and a column more. */
  private final int[] summed;

  BlockMatch(SmallPicture like) {
    width = like.width;
    height = like.height;
    across = Math.max(1, width / BLOCK);
    down = Math.max(1, height / BLOCK);
    blocks = across * down;
    moveX = new int[blocks];
    moveY = new int[blocks];
    summed = new int[(width + 1) * (height + 1)];
    int reach = Math.max(1, Math.min(8, Math.min(width, height) / 6));
    int[][] spiral = spiral(reach);
    searchX = spiral[0];
    searchY = spiral[1];
  }

  /** All displacements up to {@code reach}, the near ones first. */
  private static int[][] spiral(int reach) {
    int side = 2 * reach + 1;
    int[][] out =
        java.util.stream.IntStream.range(0, side * side)
            .mapToObj(i -> new int[] {i % side - reach, i / side - reach})
            .sorted(java.util.Comparator.comparingInt(d -> d[0] * d[0] + d[1] * d[1]))
            .toArray(int[][]::new);
    int[][] byAxis = new int[2][out.length];
    for (int i = 0; i < out.length; i++) {
      byAxis[0][i] = out[i][0];
      byAxis[1][i] = out[i][1];
    }
    return byAxis;
  }

  /**
   * Residual of each block of {@code now}, predicted from {@code before}, in levels per pixel: luma
   * plus half of both colour differences.
   *
   * @return the mean over the blocks
   */
  double residual(SmallPicture before, SmallPicture now, float[] perBlock) {
    sumUp(before.luma);
    double sum = 0;
    for (int by = 0, b = 0; by < down; by++) {
      int y0 = by * height / down;
      int y1 = (by + 1) * height / down;
      for (int bx = 0; bx < across; bx++, b++) {
        int x0 = bx * width / across;
        int x1 = (bx + 1) * width / across;
        perBlock[b] = block(before, now, b, bx, x0, x1, y0, y1);
        sum += perBlock[b];
      }
    }
    return sum / blocks;
  }

  private float block(
      SmallPicture before, SmallPicture now, int b, int bx, int x0, int x1, int y0, int y1) {
    int area = (x1 - x0) * (y1 - y0);
    int best = sad(before, now, x0, x1, y0, y1, 0, 0, Integer.MAX_VALUE);
    int bestX = 0;
    int bestY = 0;
    if (best > STILL * area) {
      int luma = luma(now, x0, x1, y0, y1);
      int leftX = bx > 0 ? moveX[b - 1] : moveX[b];
      int leftY = bx > 0 ? moveY[b - 1] : moveY[b];
      int sum = sad(before, now, x0, x1, y0, y1, leftX, leftY, best);
      if (sum < best) {
        best = sum;
        bestX = leftX;
        bestY = leftY;
      }
      for (int i = 1; i < searchX.length && best > STILL * area; i++) {
        int dx = searchX[i];
        int dy = searchY[i];
        if (x0 + dx < 0 || x1 + dx > width || y0 + dy < 0 || y1 + dy > height) {
          continue;
        }
        // The residual is no less than the difference of the sums: successive elimination, Li and
        // Salari 1995.
        if (Math.abs(luma - summed(x0 + dx, x1 + dx, y0 + dy, y1 + dy)) < best) {
          sum = sad(before, now, x0, x1, y0, y1, dx, dy, best);
          if (sum < best) {
            best = sum;
            bestX = dx;
            bestY = dy;
          }
        }
      }
    }
    moveX[b] = bestX;
    moveY[b] = bestY;
    int colour =
        sum(before.blue, now.blue, x0, x1, y0, y1, bestX, bestY)
            + sum(before.red, now.red, x0, x1, y0, y1, bestX, bestY);
    return (best + 0.5f * colour) / area;
  }

  /** Standard deviation of luma within a block, levels. */
  double contrast(SmallPicture picture, int block) {
    int x0 = block % across * width / across;
    int x1 = (block % across + 1) * width / across;
    int y0 = block / across * height / down;
    int y1 = (block / across + 1) * height / down;
    double sum = 0;
    double squares = 0;
    for (int y = y0; y < y1; y++) {
      for (int i = y * width + x0; i < y * width + x1; i++) {
        sum += picture.luma[i];
        squares += (double) picture.luma[i] * picture.luma[i];
      }
    }
    double area = (x1 - x0) * (y1 - y0);
    double mean = sum / area;
    return Math.sqrt(Math.max(0, squares / area - mean * mean));
  }

  /** Mean difference of luma of a block in its place, levels. */
  double difference(SmallPicture before, SmallPicture now, int block) {
    int x0 = block % across * width / across;
    int x1 = (block % across + 1) * width / across;
    int y0 = block / across * height / down;
    int y1 = (block / across + 1) * height / down;
    return (double) sad(before, now, x0, x1, y0, y1, 0, 0, Integer.MAX_VALUE)
        / ((x1 - x0) * (y1 - y0));
  }

  /** Whether the middle of a block lies in a part of the picture. */
  boolean within(int block, SmallPicture.Region part) {
    double x = (block % across + 0.5) * width / across;
    double y = (block / across + 0.5) * height / down;
    return part.holds(x, y);
  }

  private void sumUp(int[] luma) {
    int stride = width + 1;
    for (int y = 0; y < height; y++) {
      int row = 0;
      for (int x = 0; x < width; x++) {
        row += luma[y * width + x];
        summed[(y + 1) * stride + x + 1] = summed[y * stride + x + 1] + row;
      }
    }
  }

  /** Luma of a part of the other picture. */
  private int summed(int x0, int x1, int y0, int y1) {
    int stride = width + 1;
    return summed[y1 * stride + x1]
        - summed[y0 * stride + x1]
        - summed[y1 * stride + x0]
        + summed[y0 * stride + x0];
  }

  private int luma(SmallPicture picture, int x0, int x1, int y0, int y1) {
    int total = 0;
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        total += picture.luma[y * width + x];
      }
    }
    return total;
  }

  /** Sum of absolute luma differences; gives up above {@code most}. */
  private int sad(
      SmallPicture before,
      SmallPicture now,
      int x0,
      int x1,
      int y0,
      int y1,
      int dx,
      int dy,
      int most) {
    if (x0 + dx < 0 || x1 + dx > width || y0 + dy < 0 || y1 + dy > height) {
      return Integer.MAX_VALUE;
    }
    int total = 0;
    int shift = dy * width + dx;
    int[] a = now.luma;
    int[] b = before.luma;
    for (int y = y0; y < y1 && total < most; y++) {
      for (int i = y * width + x0, end = y * width + x1; i < end; i++) {
        total += Math.abs(a[i] - b[i + shift]);
      }
    }
    return total;
  }

  private int sum(int[] before, int[] now, int x0, int x1, int y0, int y1, int dx, int dy) {
    int total = 0;
    int shift = dy * width + dx;
    for (int y = y0; y < y1; y++) {
      for (int i = y * width + x0, end = y * width + x1; i < end; i++) {
        total += Math.abs(now[i] - before[i + shift]);
      }
    }
    return total;
  }
}
