package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds the one thing that an editor puts on a picture, or takes off: between two frames a region
 * changes at once, it stays as it is on one of both sides in time, its outline is sharp, and the
 * rest of the picture goes on. A lamp has a soft outline and shows the same things in another
 * light; a mouth or a hand moves before and after.
 */
final class StepSearch {
  /** A pixel that changes by more, levels, is new. */
  private static final int NEW = 25;

  /** A pixel that changes by less, levels, stays: what coding leaves. */
  private static final int STAYS = 8;

  /** Side of a cell, pixels, and the share of its pixels that makes it new. */
  private static final int CELL = 4;

  private static final double CELL_SHARE = 0.3;

  /** Smallest and largest region, shares of the picture; larger ones are cuts and filters. */
  private static final double LEAST_AREA = 0.006;

  private static final double LARGEST_AREA = 0.5;

  /** Share of its box that a region fills: a thing, and not what moves here and there. */
  private static final double FILLS = 0.45;

  /** Share of the rest of the picture that may be new in the same frame. */
  private static final double ELSEWHERE = 0.04;

  /** Drop of the change from a pixel inside of the outline to one outside, levels. */
  private static final int SHARP = 20;

  /** Share of the outline that must be sharp. */
  private static final double SHARP_SHARE = 0.6;

  /** Pixels that may change around it in the frames before and after, share of its own. */
  private static final double CALM = 0.15;

  /** Correlation with what was there from which it is the same thing in another light. */
  private static final double SAME_THING = 0.7;

  /** Standard deviation below which a region is plain, levels. */
  private static final double PLAIN = 2;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final boolean[] stepped;

  StepSearch(int width, int height) {
    this.width = width;
    this.height = height;
    columns = width / CELL;
    rows = height / CELL;
    stepped = new boolean[width * height];
  }

  /**
   * What appears in {@code now} or goes with {@code before}.
   *
   * @param earlier frames before {@code before}, luma
   * @param later frames after {@code now}
   */
  Optional<PixelRect> find(byte[][] earlier, byte[] before, byte[] now, byte[][] later) {
    double changed = elsewhere(before, now, -1, -1, -1, -1);
    if (changed > LARGEST_AREA || changed < CELL_SHARE * LEAST_AREA) {
      return Optional.empty();
    }
    Optional<PixelRect> comes = region(before, now, true, earlier, later);
    return comes.isPresent() ? comes : region(before, now, false, earlier, later);
  }

  private Optional<PixelRect> region(
      byte[] before, byte[] now, boolean comes, byte[][] earlier, byte[][] later) {
    byte[] kept = comes ? now : before;
    byte[][] others = comes ? later : earlier;
    for (int i = 0; i < stepped.length; i++) {
      stepped[i] = difference(before, now, i) > NEW;
      for (byte[] other : others) {
        stepped[i] = stepped[i] && difference(kept, other, i) < STAYS;
      }
    }
    boolean[] cells = new boolean[columns * rows];
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] = share(cell) >= CELL_SHARE;
    }
    int[] found = largest(cells);
    int area = found[4];
    int w = found[2] - found[0];
    int h = found[3] - found[1];
    boolean thing =
        area >= LEAST_AREA * cells.length
            && area <= LARGEST_AREA * cells.length
            && area >= FILLS * w * h
            && elsewhere(before, now, found[0], found[1], found[2], found[3]) <= ELSEWHERE
            && calm(earlier[earlier.length - 1], before, found, area)
            && calm(now, later[0], found, area)
            && outline(before, now, found) >= SHARP_SHARE
            && likeness(before, now, found) < SAME_THING;
    return thing
        ? Optional.of(
            new PixelRect(
                (double) found[0] / columns,
                (double) found[1] / rows,
                (double) found[2] / columns,
                (double) found[3] / rows))
        : Optional.empty();
  }

  private double share(int cell) {
    int count = 0;
    int at = cell / columns * CELL * width + cell % columns * CELL;
    for (int y = 0; y < CELL; y++) {
      for (int x = 0; x < CELL; x++) {
        count += stepped[at + y * width + x] ? 1 : 0;
      }
    }
    return (double) count / (CELL * CELL);
  }

  /** Left, top, right, bottom (exclusive) and number of the cells that hang together most. */
  private int[] largest(boolean[] cells) {
    int[] best = new int[5];
    Deque<Integer> open = new ArrayDeque<>();
    for (int start = 0; start < cells.length; start++) {
      if (!cells[start]) {
        continue;
      }
      int[] region = {columns, rows, 0, 0, 0};
      open.push(start);
      cells[start] = false;
      while (!open.isEmpty()) {
        int cell = open.pop();
        int x = cell % columns;
        int y = cell / columns;
        region[0] = Math.min(region[0], x);
        region[1] = Math.min(region[1], y);
        region[2] = Math.max(region[2], x + 1);
        region[3] = Math.max(region[3], y + 1);
        region[4]++;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
          for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
            if (cells[ny * columns + nx]) {
              cells[ny * columns + nx] = false;
              open.push(ny * columns + nx);
            }
          }
        }
      }
      best = region[4] > best[4] ? region : best;
    }
    return best;
  }

  /** Share of the picture outside of some cells that is new. */
  private double elsewhere(byte[] before, byte[] now, int left, int top, int right, int bottom) {
    int all = 0;
    int changed = 0;
    for (int y = 0; y < height; y++) {
      boolean within = y >= (top - 1) * CELL && y < (bottom + 1) * CELL;
      for (int x = 0; x < width; x++) {
        if (!within || x < (left - 1) * CELL || x >= (right + 1) * CELL) {
          all++;
          changed += difference(before, now, y * width + x) > NEW ? 1 : 0;
        }
      }
    }
    return all == 0 ? 1 : (double) changed / all;
  }

  /**
   * Whether little changes in the place, and around it, from one frame to the next: a hand that
   * comes into a place was beside it in the frame before.
   */
  private boolean calm(byte[] first, byte[] second, int[] cells, int area) {
    int aroundX = (cells[2] - cells[0] + 1) / 2;
    int aroundY = (cells[3] - cells[1] + 1) / 2;
    int changed = 0;
    for (int y = Math.max(0, cells[1] - aroundY) * CELL;
        y < Math.min(rows, cells[3] + aroundY) * CELL;
        y++) {
      int to = y * width + Math.min(columns, cells[2] + aroundX) * CELL;
      for (int i = y * width + Math.max(0, cells[0] - aroundX) * CELL; i < to; i++) {
        changed += difference(first, second, i) > NEW ? 1 : 0;
      }
    }
    return changed <= CALM * area * CELL * CELL;
  }

  /** Share of the outline of what stepped at which the change ends within three pixels. */
  private double outline(byte[] before, byte[] now, int[] cells) {
    int all = 0;
    int sharp = 0;
    int from = Math.max(1, cells[0] * CELL);
    int to = Math.min(width - 1, cells[2] * CELL);
    for (int y = Math.max(1, cells[1] * CELL); y < Math.min(height - 1, cells[3] * CELL); y++) {
      for (int x = from; x < to; x++) {
        int i = y * width + x;
        for (int way : new int[] {-1, 1, -width, width}) {
          int inside = i - way;
          int outside = i + 2 * way;
          if (stepped[i] && !stepped[i + way] && outside >= 0 && outside < stepped.length) {
            all++;
            int most = Math.max(difference(before, now, i), difference(before, now, inside));
            sharp += most - difference(before, now, outside) >= SHARP ? 1 : 0;
          }
        }
      }
    }
    return all == 0 ? 0 : (double) sharp / all;
  }

  /** Correlation of the region before and after; plain colour over plain colour is like any. */
  private double likeness(byte[] before, byte[] now, int[] cells) {
    Correlation both = new Correlation();
    for (int y = cells[1] * CELL; y < cells[3] * CELL; y++) {
      for (int i = y * width + cells[0] * CELL; i < y * width + cells[2] * CELL; i++) {
        if (stepped[i]) {
          both.add(before[i] & 0xFF, now[i] & 0xFF);
        }
      }
    }
    return both.floored(PLAIN * PLAIN);
  }

  private static int difference(byte[] a, byte[] b, int i) {
    return Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
  }
}
