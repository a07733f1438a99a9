package dev.reelframe.analyzer.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The gate before the detector: which rows of the picture hold edges that stand still and that the
 * detector has not seen yet. Text that can be read stands still for a tenth of a second at least;
 * edges that move are no overlay. What has been looked at is remembered cell by cell and looked at
 * again as soon as it is different.
 */
final class Changes {
  /** A group of fewer new cells is too small for a word. */
  private static final int LEAST_CELLS = 3;

  /** Rows round new cells that the detector sees too, cells. */
  private static final int MARGIN = 3;

  private EdgeField examined;

  /**
   * Rows to look at.
   *
   * @param top first row of cells
   * @param bottom row of cells after the last
   */
  record Band(int top, int bottom) {}

  /**
   * Bands of the picture, full width, that hold something new; they do not overlap.
   *
   * @param now the picture
   * @param before the picture a tenth of a second earlier, or {@code now}'s successor at the start
   * @param after the picture a tenth of a second later, or {@code now}'s predecessor at the end
   * @param followed boxes of text that is being followed, in pixels of the picture: known to stand
   */
  List<Band> bands(EdgeField now, EdgeField before, EdgeField after, List<Box> followed) {
    if (examined == null) {
      examined = now.blank();
    }
    boolean[] fresh = new boolean[now.columns() * now.rows()];
    for (int cell = 0; cell < fresh.length; cell++) {
      fresh[cell] =
          now.marked(cell)
              && !now.same(cell, examined)
              && (now.same(cell, before) || now.same(cell, after));
    }
    followed.forEach(box -> clear(fresh, now, box));
    boolean[] rows = rowsOfGroups(fresh, now.columns(), now.rows());
    List<Band> bands = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      if (rows[row]) {
        int top = Math.max(0, row - MARGIN);
        while (row < rows.length && rows[row]) {
          row++;
        }
        add(bands, new Band(top, Math.min(rows.length, row + MARGIN)));
      }
    }
    return bands;
  }

  private static void add(List<Band> bands, Band next) {
    if (!bands.isEmpty() && bands.getLast().bottom() >= next.top()) {
      bands.set(bands.size() - 1, new Band(bands.getLast().top(), next.bottom()));
    } else {
      bands.add(next);
    }
  }

  private static void clear(boolean[] fresh, EdgeField field, Box box) {
    int cell = EdgeField.CELL;
    for (int row = Math.max(0, (int) (box.top() / cell));
        row < field.rows() && row * cell < box.bottom();
        row++) {
      for (int column = Math.max(0, (int) (box.left() / cell));
          column < field.columns() && column * cell < box.right();
          column++) {
        fresh[row * field.columns() + column] = false;
      }
    }
  }

  /** Rows that hold a group of touching new cells large enough for a word. */
  private static boolean[] rowsOfGroups(boolean[] fresh, int columns, int rows) {
    boolean[] marked = new boolean[rows];
    boolean[] seen = new boolean[fresh.length];
    int[] group = new int[fresh.length];
    for (int seed = 0; seed < fresh.length; seed++) {
      if (fresh[seed] && !seen[seed]) {
        int size = group(seed, fresh, seen, group, columns, rows);
        if (size >= LEAST_CELLS) {
          for (int i = 0; i < size; i++) {
            marked[group[i] / columns] = true;
          }
        }
      }
    }
    return marked;
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
        for (int c = Math.max(0, column - 2); c <= Math.min(columns - 1, column + 2); c++) {
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

  /** The detector has looked at these rows. */
  void examined(Band band, EdgeField now) {
    for (int cell = band.top() * now.columns(); cell < band.bottom() * now.columns(); cell++) {
      examined.copy(cell, now);
    }
  }
}
