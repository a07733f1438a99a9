package dev.reelframe.analyzer.camera;

/**
 * Small cells of the picture say whether they stand still: also where the ground has too little
 * texture for a corner that could be followed, as a wall or a road. A cell stands where it fits the
 * older frame better in place than a pixel beside, and moves where it fits better beside. Streaks,
 * blur, darkness and plain colour fit everywhere alike and say nothing.
 *
 * <p>The ground is looked for along the four sides of the picture, where it is seen beside whoever
 * stands in the middle. A caption in place holds one side at the most.
 *
 * @param stillSides sides of which a good part stands
 * @param movedSides sides that move
 */
record CellVotes(int stillSides, int movedSides) {
  /** Side of a cell, pixels of the finest level. */
  static final int CELL = 12;

  /** Cells tell something from this difference between two fits, levels per pixel. */
  private static final float LEAST = 0.25f;

  /**
   * A picture that moves by 0.3 pixels fits in place 0.43 times as badly as a pixel beside; between
   * two frames a tenth of a second apart that is 0.02 widths per second, a camera in a hand.
   */
  private static final float IN_PLACE = 0.45f;

  private static final float BESIDE = 0.75f;

  /** Share of the picture's width or height that counts as its side. */
  private static final double BAND = 0.22;

  /** Cells that make a side stand or move. */
  private static final int FEWEST = 2;

  /** Share of a side's telling cells that stand in a side that does: the rest is whoever moves. */
  private static final double STANDING = 0.25;

  static CellVotes of(GreyPyramid before, GreyPyramid now) {
    int w = before.width[0];
    int columns = (w - 2) / CELL;
    int rows = (before.height[0] - 2) / CELL;
    int[] still = new int[4];
    int[] moved = new int[4];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int side = side((column + 0.5) / columns, (row + 0.5) / rows);
        if (side >= 0) {
          int vote = vote(before.luma[0], now.luma[0], w, 1 + column * CELL, 1 + row * CELL);
          still[side] += vote > 0 ? 1 : 0;
          moved[side] += vote < 0 ? 1 : 0;
        }
      }
    }
    int stillSides = 0;
    int movedSides = 0;
    for (int side = 0; side < 4; side++) {
      boolean stands =
          still[side] >= FEWEST && still[side] >= STANDING * (still[side] + moved[side]);
      stillSides += stands ? 1 : 0;
      movedSides += !stands && moved[side] >= FEWEST ? 1 : 0;
    }
    return new CellVotes(stillSides, movedSides);
  }

  /** Corners belong to top and bottom alone, so that a caption there holds one side. */
  static int side(double x, double y) {
    if (y < BAND || y > 1 - BAND) {
      return y < BAND ? 0 : 1;
    }
    return x < BAND ? 2 : x > 1 - BAND ? 3 : -1;
  }

  /** 1 for a cell that stands, -1 for one that moves, 0 for one that does not say. */
  private static int vote(float[] before, float[] now, int w, int left, int top) {
    float inPlace = misfit(before, now, w, left, top, 0);
    float beside = Float.MAX_VALUE;
    for (int shift : new int[] {-1, 1, -w, w}) {
      beside = Math.min(beside, misfit(before, now, w, left, top, shift));
    }
    if (Math.abs(beside - inPlace) < LEAST) {
      return 0;
    }
    return inPlace < IN_PLACE * beside ? 1 : beside < BESIDE * inPlace ? -1 : 0;
  }

  /** Mean difference of a cell from the newer frame, levels. */
  static float misfit(float[] before, float[] now, int w, int left, int top, int shift) {
    float sum = 0;
    for (int y = top; y < top + CELL; y++) {
      for (int at = y * w + left; at < y * w + left + CELL; at++) {
        sum += Math.abs(before[at] - now[at + shift]);
      }
    }
    return sum / (CELL * CELL);
  }
}
