package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.List;

/**
 * The gate before the detector: which parts of the picture hold edges that stand still and that the
 * detector has not seen yet. Text that can be read stands still for some time; edges that move are
 * no overlay. What has been looked at is remembered cell by cell and looked at again as soon as it
 * is different.
 *
 * <p>A picture that drifts slowly, as in a zoom, is always a little different. A cell whose edges
 * went over into the present ones step by step is looked at again only after {@link #DRIFT_S}, or
 * when they are clearly stronger.
 */
final class NewTextRegions {
  /** A group of fewer new cells is too small for a word. */
  private static final int MIN_CELLS = 3;

  /** Cells round new ones that the detector sees too. */
  private static final int MARGIN = 3;

  /** How long a drifting cell goes unexamined, seconds. */
  private static final double DRIFT_S = 2;

  /** How long after a look a place with edges counts as restless, seconds. */
  private static final double RESTLESS_S = 1;

  private EdgeField examined;
  private EdgeField drifted;
  private double[] examinedS;

  /**
   * A part of the picture to look at, in cells, edges half open.
   *
   * @param left first column
   * @param top first row
   * @param right column after the last
   * @param bottom row after the last
   */
  record Part(int left, int top, int right, int bottom) {

    boolean touches(Part other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    Part with(Part other) {
      return new Part(
          Math.min(left, other.left),
          Math.min(top, other.top),
          Math.max(right, other.right),
          Math.max(bottom, other.bottom));
    }
  }

  /**
   * Parts of the picture that hold something new, with some room around; they do not overlap.
   *
   * @param timeS of the picture
   * @param now the picture
   * @param before the picture some time earlier, or {@code after} at the start of a clip
   * @param after the picture some time later, or {@code before} at its end
   * @param known boxes of text that is being followed and stands, in pixels of the picture
   */
  List<Part> parts(
      double timeS, EdgeField now, EdgeField before, EdgeField after, List<RotatedBox> known) {
    if (examined == null) {
      examined = now.blank();
      drifted = now.blank();
      examinedS = new double[now.columns() * now.rows()];
    }
    drift(before);
    drift(now);
    boolean[] lettered = new boolean[examinedS.length];
    boolean[] fresh = new boolean[examinedS.length];
    for (int cell = 0; cell < fresh.length; cell++) {
      lettered[cell] = now.lettered(cell);
      fresh[cell] =
          lettered[cell] && !known(cell, now, timeS) && stands(cell, timeS, now, before, after);
    }
    drift(after);
    boolean[] cores = cores(fresh, lettered, now.columns());
    known.forEach(box -> clear(fresh, now, box));
    List<Part> parts = new ArrayList<>();
    for (Part group : groups(fresh, cores, now.columns(), now.rows())) {
      add(parts, group);
    }
    return parts;
  }

  /**
   * Cells that may hold letters that move.
   *
   * @param known boxes of text that is being followed, in pixels of the picture
   */
  static boolean[] moving(
      EdgeField now, EdgeField before, EdgeField after, List<RotatedBox> known) {
    boolean[] moving = new boolean[now.columns() * now.rows()];
    for (int cell = 0; cell < moving.length; cell++) {
      moving[cell] = now.lettered(cell) && !now.same(cell, before) && !now.same(cell, after);
    }
    known.forEach(box -> clear(moving, now, box.grown(EdgeField.CELL, EdgeField.CELL)));
    return moving;
  }

  private void drift(EdgeField next) {
    for (int cell = 0; cell < examinedS.length; cell++) {
      if (next.same(cell, drifted)) {
        drifted.copy(cell, next);
      }
    }
  }

  /** Where the detector has seen restless edges shortly before, standing still takes longer. */
  private boolean stands(int cell, double timeS, EdgeField now, EdgeField before, EdgeField after) {
    boolean restless = timeS - examinedS[cell] < RESTLESS_S && examined.lettered(cell);
    boolean stood = now.same(cell, before);
    boolean stays = now.same(cell, after);
    return restless ? stood && stays : stood || stays;
  }

  /**
   * Cells whose neighbours to both sides, where they may be letters, are new as well: so it is
   * inside a new word, and rarely where a restless texture is new here and there.
   */
  private static boolean[] cores(boolean[] fresh, boolean[] lettered, int columns) {
    boolean[] cores = new boolean[fresh.length];
    for (int cell = 0; cell < fresh.length; cell++) {
      int column = cell % columns;
      boolean left = column == 0 || !lettered[cell - 1] || fresh[cell - 1];
      boolean right = column == columns - 1 || !lettered[cell + 1] || fresh[cell + 1];
      cores[cell] = fresh[cell] && left && right;
    }
    return cores;
  }

  /** Whether the detector has seen these edges, or ones that drifted into them, as strong. */
  private boolean known(int cell, EdgeField now, double timeS) {
    boolean driftedHere = timeS - examinedS[cell] < DRIFT_S && now.same(cell, drifted);
    return !now.risen(cell, examined) && (now.same(cell, examined) || driftedHere);
  }

  /** Adds a part, joined with those that it overlaps. */
  private static void add(List<Part> parts, Part next) {
    Part whole = next;
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Part part : List.copyOf(parts)) {
        if (part.touches(whole)) {
          whole = whole.with(part);
          parts.remove(part);
          grown = true;
        }
      }
    }
    parts.add(whole);
  }

  private static void clear(boolean[] fresh, EdgeField field, RotatedBox line) {
    int cell = EdgeField.CELL;
    PixelRect box = line.bounds();
    for (int row = Math.max(0, (int) (box.top() / cell));
        row < field.rows() && row * cell < box.bottom();
        row++) {
      for (int column = Math.max(0, (int) (box.left() / cell));
          column < field.columns() && column * cell < box.right();
          column++) {
        if (line.isUpright() || line.contains((column + 0.5) * cell, (row + 0.5) * cell)) {
          fresh[row * field.columns() + column] = false;
        }
      }
    }
  }

  /** Groups of touching new cells large enough for a word, with room around. */
  private static List<Part> groups(boolean[] fresh, boolean[] cores, int columns, int rows) {
    List<Part> groups = new ArrayList<>();
    boolean[] seen = new boolean[fresh.length];
    int[] group = new int[fresh.length];
    for (int seed = 0; seed < fresh.length; seed++) {
      if (fresh[seed] && !seen[seed]) {
        int size = group(seed, fresh, seen, group, columns, rows);
        int inside = 0;
        for (int i = 0; i < size; i++) {
          inside += cores[group[i]] ? 1 : 0;
        }
        if (inside >= MIN_CELLS) {
          Part part = new Part(columns, rows, 0, 0);
          for (int i = 0; i < size; i++) {
            int row = group[i] / columns;
            int column = group[i] % columns;
            part = part.with(new Part(column, row, column + 1, row + 1));
          }
          groups.add(
              new Part(
                  Math.max(0, part.left() - MARGIN),
                  Math.max(0, part.top() - MARGIN),
                  Math.min(columns, part.right() + MARGIN),
                  Math.min(rows, part.bottom() + MARGIN)));
        }
      }
    }
    return groups;
  }

  private static int group(
      int seed, boolean[] fresh, boolean[] seen, int[] group, int columns, int rows) {
    int size = 0;
    group[size++] = seed;
    seen[seed] = true;
    for (int i = 0; i < size; i++) {
      int row = group[i] / columns;
      int column = group[i] % columns;
      for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          int next = r * columns + c;
          if (fresh[next] && !seen[next]) {
            seen[next] = true;
            group[size++] = next;
          }
        }
      }
    }
    return size;
  }

  /** The detector has looked at this part. */
  void examined(double timeS, Part part, EdgeField now) {
    for (int row = part.top(); row < part.bottom(); row++) {
      for (int column = part.left(); column < part.right(); column++) {
        int cell = row * now.columns() + column;
        examined.copy(cell, now);
        drifted.copy(cell, now);
        examinedS[cell] = timeS;
      }
    }
  }

  /** A line has gone from this box, in pixels of the picture: what stands there is new. */
  void forget(PixelRect box) {
    EdgeField none = examined.blank();
    for (int row = 0; row < none.rows(); row++) {
      for (int column = 0; column < none.columns(); column++) {
        PixelRect cell =
            new PixelRect(column, row, column + 1, row + 1).scaled(EdgeField.CELL, EdgeField.CELL);
        if (cell.shared(box) > 0) {
          examined.copy(row * none.columns() + column, none);
          drifted.copy(row * none.columns() + column, none);
        }
      }
    }
  }
}
