package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.Arrays;

/**
 * The outline of a line of text: places in a small grey picture and the direction in which it gets
 * brighter there. A later picture is compared by directions alone, so a caption is known again over
 * another background, and while it fades.
 */
final class LineTemplate {
  /** Weakest edge that belongs to an outline: length of the central difference, grey levels. */
  private static final int OUTLINE = 40;

  /** Weakest edge that counts as there. */
  private static final int VISIBLE = 10;

  /** An outline of fewer pixels cannot be followed. */
  private static final int LEAST = 24;

  private final int width;
  private final int[] places;
  private final int[] across;
  private final int[] down;

  private LineTemplate(int width, int[] places, int[] across, int[] down) {
    this.width = width;
    this.places = places;
    this.across = across;
    this.down = down;
  }

  /**
   * The edges that two pictures share within a box.
   *
   * @param line in pixels of the pictures
   */
  static LineTemplate of(LumaImage picture, LumaImage other, RotatedBox line) {
    PixelRect box = line.bounds();
    int left = Math.max(1, (int) box.left());
    int right = Math.min(picture.width() - 1, (int) Math.ceil(box.right()));
    int top = Math.max(1, (int) box.top());
    int bottom = Math.min(picture.height() - 1, (int) Math.ceil(box.bottom()));
    int[] places = new int[Math.max(0, right - left) * Math.max(0, bottom - top)];
    int count = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int at = y * picture.width() + x;
        int gx = acrossAt(picture.data(), at);
        int gy = downAt(picture.data(), at, picture.width());
        if (gx * gx + gy * gy >= OUTLINE * OUTLINE
            && (line.isUpright() || line.contains(x, y))
            && alike(gx, gy, other.data(), at, picture.width())) {
          places[count++] = at;
        }
      }
    }
    return at(picture, Arrays.copyOf(places, count));
  }

  /**
   * Edges of a picture in some of its cells of {@link EdgeField#CELL} pixels.
   *
   * @param cells row by row, which count
   * @param most edges to take; where there are more, every second or third is left out
   */
  static LineTemplate of(LumaImage picture, boolean[] cells, int most) {
    int columns = (picture.width() + EdgeField.CELL - 1) / EdgeField.CELL;
    int[] places = new int[picture.data().length];
    int count = 0;
    for (int y = 1; y < picture.height() - 1; y++) {
      for (int x = 1; x < picture.width() - 1; x++) {
        int at = y * picture.width() + x;
        if (cells[y / EdgeField.CELL * columns + x / EdgeField.CELL]) {
          int gx = acrossAt(picture.data(), at);
          int gy = downAt(picture.data(), at, picture.width());
          if (gx * gx + gy * gy >= OUTLINE * OUTLINE) {
            places[count++] = at;
          }
        }
      }
    }
    int step = Math.max(1, count / most);
    int[] taken = new int[count / step];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = places[i * step];
    }
    return at(picture, taken);
  }

  private static LineTemplate at(LumaImage picture, int[] places) {
    int[] across = new int[places.length];
    int[] down = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      across[i] = acrossAt(picture.data(), places[i]);
      down[i] = downAt(picture.data(), places[i], picture.width());
    }
    return new LineTemplate(picture.width(), places, across, down);
  }

  private static int acrossAt(byte[] data, int at) {
    return (data[at + 1] & 0xff) - (data[at - 1] & 0xff);
  }

  private static int downAt(byte[] data, int at, int width) {
    return (data[at + width] & 0xff) - (data[at - width] & 0xff);
  }

  /** Whether a picture has a visible edge there within 45 degrees of this direction. */
  private static boolean alike(int gx, int gy, byte[] data, int at, int width) {
    int hx = acrossAt(data, at);
    int hy = downAt(data, at, width);
    long dot = (long) gx * hx + (long) gy * hy;
    long own = (long) gx * gx + (long) gy * gy;
    long its = (long) hx * hx + (long) hy * hy;
    return dot > 0 && its >= VISIBLE * VISIBLE && 2 * dot * dot >= own * its;
  }

  /** Number of pixels. */
  int size() {
    return places.length;
  }

  /** Whether there is enough of it to be followed. */
  boolean firm() {
    return places.length >= LEAST;
  }

  /** Share of the outline that a picture shows, 0..1. */
  double presence(LumaImage picture) {
    int there = 0;
    for (int i = 0; i < places.length; i++) {
      if (alike(across[i], down[i], picture.data(), places[i], width)) {
        there++;
      }
    }
    return places.length == 0 ? 0 : (double) there / places.length;
  }

  /**
   * Share of the outline that a picture shows elsewhere, 0..1; what would stand outside of it is
   * not shown.
   *
   * @param right pixels that it has moved to the right
   * @param below pixels that it has moved down
   */
  double presence(LumaImage picture, int right, int below) {
    int there = 0;
    for (int i = 0; i < places.length; i++) {
      there += shows(picture, i, right, below) ? 1 : 0;
    }
    return places.length == 0 ? 0 : (double) there / places.length;
  }

  private boolean shows(LumaImage picture, int i, int right, int below) {
    int x = places[i] % width + right;
    int y = places[i] / width + below;
    return x > 0
        && y > 0
        && x < width - 1
        && y < picture.height() - 1
        && alike(across[i], down[i], picture.data(), y * width + x, width);
  }

  /** Adds up, per cell, the edges and those that a picture shows elsewhere. */
  void count(LumaImage picture, int right, int below, int[] all, int[] shown) {
    int columns = (width + EdgeField.CELL - 1) / EdgeField.CELL;
    for (int i = 0; i < places.length; i++) {
      int x = places[i] % width / EdgeField.CELL;
      int cell = places[i] / width / EdgeField.CELL * columns + x;
      all[cell]++;
      shown[cell] += shows(picture, i, right, below) ? 1 : 0;
    }
  }

  /**
   * Pixels of the outline in places where most of it is missing from a picture: about a letter's
   * size or more where one was replaced, next to none where only the background moves.
   */
  int broken(LumaImage picture) {
    int cell = EdgeField.CELL;
    int columns = width / cell + 1;
    int[] all = new int[columns * (picture.height() / cell + 1)];
    int[] missing = new int[all.length];
    for (int i = 0; i < places.length; i++) {
      int at = places[i] / width / cell * columns + places[i] % width / cell;
      all[at]++;
      if (!alike(across[i], down[i], picture.data(), places[i], width)) {
        missing[at]++;
      }
    }
    int broken = 0;
    for (int at = 0; at < all.length; at++) {
      broken += 2 * missing[at] > all[at] ? missing[at] : 0;
    }
    return broken;
  }

  /** The part of the outline that this picture shows too, or does not show. */
  LineTemplate keeping(LumaImage picture, boolean shown) {
    int[] kept = new int[places.length];
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      if (alike(across[i], down[i], picture.data(), places[i], width) == shown) {
        kept[count++] = i;
      }
    }
    int[] order = Arrays.copyOf(kept, count);
    return new LineTemplate(
        width,
        Arrays.stream(order).map(i -> places[i]).toArray(),
        Arrays.stream(order).map(i -> across[i]).toArray(),
        Arrays.stream(order).map(i -> down[i]).toArray());
  }
}
