package dev.reelframe.analyzer.camera;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How the sides of the picture slide between two frames, cell by cell and whole pixels: where a
 * person in the middle has all the corners and the ground is dark or plain but for an edge now and
 * then, its cells still fit the other frame best where the camera has moved them to. A motion is
 * given only where most cells that tell one agree, on three sides at least; what moves before the
 * ground holds one or two.
 *
 * @param dx pixels to the right; empty where the cells do not tell, or not the same
 * @param dy pixels downwards
 */
record SideFlow(OptionalDouble dx, OptionalDouble dy) {
  /** Farthest motion that is looked for, pixels; faster ones are for {@link Slide}. */
  private static final int REACH = 5;

  private static final int SPAN = 2 * REACH + 1;

  /** A cell tells how far it has moved where two pixels farther it fits so much worse, levels. */
  private static final float TELLING = 1;

  /** Cells that must tell something. */
  private static final int FEWEST = 8;

  /** Share of those that must agree, to a pixel. */
  private static final double AGREE = 0.6;

  /** Sides on which half must, of those with two or more. */
  private static final int SIDES = 3;

  /**
   * The cells begin at the reach within the picture, so that each is looked for at every step: the
   * side above a flat picture is a single row of them, and would not see a tilt from its border.
   */
  static SideFlow of(GreyPyramid before, GreyPyramid now) {
    int columns = (before.width[0] - 2 * REACH) / CellVotes.CELL;
    int rows = (before.height[0] - 2 * REACH) / CellVotes.CELL;
    Votes across = new Votes();
    Votes down = new Votes();
    float[] byX = new float[SPAN];
    float[] byY = new float[SPAN];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int side = CellVotes.side((column + 0.5) / columns, (row + 0.5) / rows);
        if (side >= 0) {
          int left = REACH + column * CellVotes.CELL;
          int top = REACH + row * CellVotes.CELL;
          misfits(before, now, left, top, byX, byY);
          across.add(side, byX);
          down.add(side, byY);
        }
      }
    }
    return new SideFlow(across.motion(), down.motion());
  }

  /** The least misfit of a cell for each step across, and for each step down. */
  private static void misfits(
      GreyPyramid before, GreyPyramid now, int left, int top, float[] byX, float[] byY) {
    Arrays.fill(byX, Float.MAX_VALUE);
    Arrays.fill(byY, Float.MAX_VALUE);
    int w = before.width[0];
    for (int dy = -REACH; dy <= REACH; dy++) {
      for (int dx = -REACH; dx <= REACH; dx++) {
        float misfit = CellVotes.misfit(before.luma[0], now.luma[0], w, left, top, dy * w + dx);
        byX[dx + REACH] = Math.min(byX[dx + REACH], misfit);
        byY[dy + REACH] = Math.min(byY[dy + REACH], misfit);
      }
    }
  }

  /** Of the cells, along one axis: how many have moved how far, on which side. */
  private static final class Votes {
    private final int[][] cells = new int[4][SPAN];

    void add(int side, float[] misfits) {
      int best = 0;
      for (int step = 1; step < SPAN; step++) {
        best = misfits[step] < misfits[best] ? step : best;
      }
      float beside = Float.MAX_VALUE;
      for (int step = 0; step < SPAN; step++) {
        beside = Math.abs(step - best) > 1 ? Math.min(beside, misfits[step]) : beside;
      }
      cells[side][best] += beside - misfits[best] >= TELLING ? 1 : 0;
    }

    private int about(int side, int step) {
      int sum = 0;
      for (int i = Math.max(0, step - 1); i <= Math.min(SPAN - 1, step + 1); i++) {
        sum += cells[side][i];
      }
      return sum;
    }

    private int about(int step) {
      return about(0, step) + about(1, step) + about(2, step) + about(3, step);
    }

    private int telling() {
      return Arrays.stream(cells).flatMapToInt(Arrays::stream).sum();
    }

    /** The step that most agree on. */
    private int step() {
      int most = 0;
      for (int i = 1; i < SPAN; i++) {
        most = about(i) > about(most) ? i : most;
      }
      return most;
    }

    OptionalDouble motion() {
      int step = step();
      int sides = 0;
      for (int side = 0; side < 4; side++) {
        int telling = Arrays.stream(cells[side]).sum();
        sides += telling > 1 && 2 * about(side, step) >= telling ? 1 : 0;
      }
      int agree = about(step);
      boolean agreed =
          telling() >= FEWEST && agree >= AGREE * telling() && sides >= SIDES && inReach(step);
      return agreed ? OptionalDouble.of(mean(step, agree)) : OptionalDouble.empty();
    }

    /** At the end of the reach cells only seem to agree. */
    private static boolean inReach(int step) {
      return step > 1 && step < SPAN - 2;
    }

    private double mean(int step, int agree) {
      double sum = 0;
      for (int[] side : cells) {
        for (int i = step - 1; i <= step + 1; i++) {
          sum += (i - REACH) * side[i];
        }
      }
      return sum / agree;
    }
  }
}
