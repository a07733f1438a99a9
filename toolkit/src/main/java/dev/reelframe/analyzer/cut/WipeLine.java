package dev.reelframe.analyzer.cut;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Looks for a wipe between shots that move: a line that crosses the whole picture at an even speed
 * and leaves another picture behind.
 *
 * <p>Each cell is looked at around the moment at which the line would pass it: in a wipe it changes
 * more then than in equal times before and after, whatever moves in both shots. A camera's motion
 * changes a cell at all times alike, a cut or a dissolve all cells at the same time; something that
 * passes by leaves the old picture behind it.
 */
final class WipeLine {
  /** Frames of the grid that the line takes, each about 1.2 times the one before. */
  private static final int[] LENGTHS = {8, 10, 12, 15, 18, 22, 27, 33};

  /** Difference of a cell that counts as a change, levels of luma and both colours together. */
  private static final float CHANGE = 9;

  /** Share of the change as the line passes that must be left at the end: else something passed. */
  private static final float STAYS = 0.5f;

  /** Share of the cells that must differ between both shots; bars and captions do not. */
  private static final double MIN_ACTIVE = 0.35;

  /** Share of those that must change when the line passes, and of the way that they cover. */
  private static final double MIN_PASSED = 0.7;

  private static final double MIN_WAY = 0.75;

  /** A line counts as reached where this share of its cells changed. */
  private static final double SOME = 0.12;

  /** Lines of cells below which nothing can be said. */
  private static final int MIN_LINES = 4;

  /** Change at other times, as a share of that when the line passes. */
  private static final double MAX_BESIDE = 0.5;

  private final IntFunction<SmallPicture> grid;
  private final int across;
  private final int down;

  WipeLine(SmallPicture like, IntFunction<SmallPicture> grid) {
    this.grid = grid;
    across = like.cellsAcross;
    down = like.cellsDown;
  }

  /** The clearest wipe that was over a moment before this grid frame. */
  Optional<GradualFit.Fit> endingAt(int last) {
    GradualFit.Fit best = null;
    for (int length : LENGTHS) {
      for (int way = 0; way < 4; way++) {
        GradualFit.Fit fit = fit(last, length, way);
        if (fit != null && (best == null || fit.misfit() < best.misfit())) {
          best = fit;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** What changed when the line passed, over the lines looked at so far. */
  private static final class Tally {
    int active;
    int passed;
    int reached;
    double on;
    double off;
    double energy;

    boolean wipe(int cells, int lines) {
      return active >= MIN_ACTIVE * cells
          && passed >= MIN_PASSED * active
          && reached >= MIN_WAY * lines
          && off <= MAX_BESIDE * on;
    }
  }

  /**
   * @param way 0 to the right, 1 to the left, 2 down, 3 up
   */
  private GradualFit.Fit fit(int last, int length, int way) {
    int lines = way < 2 ? across : down;
    double half = length / (2.0 * lines) + 1;
    int beside = (int) Math.ceil(2 * half) + 1;
    int end = last - beside;
    int start = end - length;
    int first = start - beside;
    if (first < 0 || lines < MIN_LINES) {
      return null;
    }
    Tally tally = new Tally();
    for (int line = 0; line < lines; line++) {
      double at = (line + 0.5) / lines;
      double middle = start + length * (way % 2 == 0 ? at : 1 - at);
      pass(way, line, first, (int) (middle - half), (int) Math.ceil(middle + half), last, tally);
    }
    int cells = across * down;
    return tally.wipe(cells, lines)
        ? new GradualFit.Fit(
            GradualFit.Kind.LINE,
            first,
            last,
            start,
            end,
            tally.off / tally.on,
            Math.sqrt(tally.energy / cells),
            (double) tally.passed / cells)
        : null;
  }

  /** Counts one line of cells, which the wipe would pass between two frames of the grid. */
  private void pass(int way, int line, int first, int from, int to, int last, Tally tally) {
    int span = to - from;
    float[] old = grid.apply(first).cells;
    float[] before = grid.apply(Math.max(first, from - span)).cells;
    float[] a = grid.apply(from).cells;
    float[] b = grid.apply(to).cells;
    float[] after = grid.apply(Math.min(last, to + span)).cells;
    float[] now = grid.apply(last).cells;
    int cells = way < 2 ? down : across;
    int here = 0;
    for (int i = 0; i < cells; i++) {
      int cell = way < 2 ? i * across + line : line * across + i;
      float ends = difference(old, now, cell);
      if (ends < CHANGE) {
        continue;
      }
      float passing = difference(a, b, cell);
      float other = (difference(before, a, cell) + difference(b, after, cell)) / 2;
      tally.active++;
      tally.energy += ends * ends;
      tally.on += passing;
      tally.off += other;
      if (passing > CHANGE / 2 && passing > 1.5f * other && ends > STAYS * passing) {
        here++;
      }
    }
    tally.passed += here;
    tally.reached += here > SOME * cells ? 1 : 0;
  }

  private float difference(float[] p, float[] q, int cell) {
    int plane = across * down;
    return Math.abs(p[cell] - q[cell])
        + Math.abs(p[cell + plane] - q[cell + plane])
        + Math.abs(p[cell + 2 * plane] - q[cell + 2 * plane]);
  }
}
