package dev.reelframe.analyzer.text;

import java.util.Optional;

/**
 * How fast letters move through the picture, up, down or sideways, as credits and tickers do.
 *
 * @param right pixels of the small picture per second
 * @param down likewise; one of the two is 0
 */
record ScrollVelocity(double right, double down) {
  static final ScrollVelocity NONE = new ScrollVelocity(0, 0);

  /** Slower ones are found as what stands; edges are as wide, pixels. */
  private static final int MIN_STEP = 2;

  /** Pixels of the small picture per second. */
  private static final double FASTEST = 400;

  /** Share of the edges that a shift must explain, before and after; others may move otherwise. */
  private static final double EXPLAINED = 0.35;

  /** Share of a cell's edges that are at this pace where the cell is. */
  private static final double EXPLAINED_CELL = 0.7;

  /** Edges that are enough to tell. */
  private static final int EDGES = 200;

  private static final int MIN_EDGES = 40;

  /**
   * The pace of what moves in some cells of a picture, where it is one for all of them and the same
   * before and after.
   *
   * @param cells those that hold letters that do not stand
   * @param backS time from the earlier picture to this
   * @param onS time from this picture to the later
   */
  static Optional<ScrollVelocity> of(
      LumaImage now,
      boolean[] cells,
      LumaImage earlier,
      double backS,
      LumaImage later,
      double onS) {
    LineTemplate edges = LineTemplate.of(now, cells, EDGES);
    if (edges.size() < MIN_EDGES || backS <= 0 || onS <= 0) {
      return Optional.empty();
    }
    int reach = (int) (FASTEST * onS);
    Step best = new Step(NONE, 0);
    for (int step = MIN_STEP; step <= reach; step += MIN_STEP) {
      for (int side = 0; side < 4; side++) {
        best = best.or(pace(side, step, onS), edges, earlier, backS, later, onS);
      }
    }
    return best.explained >= EXPLAINED ? Optional.of(best.pace) : Optional.empty();
  }

  /** A pace and the share of the edges that it explains, before and after. */
  private record Step(ScrollVelocity pace, double explained) {

    Step or(
        ScrollVelocity other,
        LineTemplate edges,
        LumaImage earlier,
        double backS,
        LumaImage later,
        double onS) {
      double after = other.explained(edges, later, onS);
      if (after <= explained) {
        return this;
      }
      double both = Math.min(after, other.explained(edges, earlier, -backS));
      return both > explained ? new Step(other, both) : this;
    }
  }

  private static ScrollVelocity pace(int side, int step, double seconds) {
    double speed = (side % 2 == 0 ? step : -step) / seconds;
    return side < 2 ? new ScrollVelocity(0, speed) : new ScrollVelocity(speed, 0);
  }

  /** Those of some cells whose edges move at this pace. */
  boolean[] of(
      boolean[] cells,
      LumaImage now,
      LumaImage earlier,
      double backS,
      LumaImage later,
      double onS) {
    LineTemplate edges = LineTemplate.of(now, cells, Integer.MAX_VALUE);
    int[] all = new int[cells.length];
    int[] moved = new int[cells.length];
    edges.count(later, pixels(right * onS), pixels(down * onS), all, moved);
    edges.count(earlier, -pixels(right * backS), -pixels(down * backS), all, moved);
    boolean[] mine = new boolean[cells.length];
    for (int cell = 0; cell < mine.length; cell++) {
      mine[cell] = all[cell] > 0 && moved[cell] >= EXPLAINED_CELL * all[cell];
    }
    return mine;
  }

  private static int pixels(double way) {
    return (int) Math.round(way);
  }

  private double explained(LineTemplate edges, LumaImage picture, double seconds) {
    return edges.presence(picture, pixels(right * seconds), pixels(down * seconds));
  }

  /** In which direction: up, down, left or right; missing where it stands. */
  Optional<String> direction() {
    if (!isMoving()) {
      return Optional.empty();
    }
    if (right == 0) {
      return Optional.of(down > 0 ? "down" : "up");
    }
    return Optional.of(right > 0 ? "right" : "left");
  }

  boolean isSideways() {
    return right != 0;
  }

  boolean isMoving() {
    return right != 0 || down != 0;
  }

  /** Whether another is the same but for what the pixels' size leaves open. */
  boolean agrees(ScrollVelocity other) {
    double tolerance = 8 + 0.1 * Math.max(Math.abs(right), Math.abs(down));
    return Math.abs(right - other.right) <= tolerance && Math.abs(down - other.down) <= tolerance;
  }
}
