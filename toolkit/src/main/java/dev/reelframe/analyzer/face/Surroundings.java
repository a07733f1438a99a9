package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.track.Box;
import dev.reelframe.media.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mean colours of a face and of what is round it: hair, clothes, and the background on both sides.
 * They say nothing about who somebody is; but where all of them and the place agree across a cut,
 * the same head is still in front of the same wall.
 *
 * @param parts colours of the face, above it, below it, left and right of it in the picture; empty
 *     where that lies outside of the picture
 */
record Surroundings(List<Optional<Colour>> parts) {
  /** Regions in units of the face's box: left, top, width, height. */
  private static final double[][] REGIONS = {
    {0.2, 0.3, 0.6, 0.5},
    {0.1, -0.3, 0.8, 0.25},
    {0, 1.3, 1, 0.6},
    {-1, 0, 0.6, 1},
    {1.4, 0, 0.6, 1}
  };

  /** Pixels looked at along each side of a region. */
  private static final int GRID = 12;

  private static final String NONE = "------";

  /** Red, green, blue, 0..255. */
  record Colour(double r, double g, double b) {
    double distance(Colour other) {
      return Math.sqrt(square(r - other.r) + square(g - other.g) + square(b - other.b));
    }

    private static double square(double x) {
      return x * x;
    }
  }

  Surroundings {
    parts = List.copyOf(parts);
  }

  /** Looks at a BGR frame. */
  static Surroundings of(Frame frame, Box face) {
    List<Optional<Colour>> parts = new ArrayList<>();
    for (double[] region : REGIONS) {
      Box box =
          new Box(
              face.x() + region[0] * face.w(),
              face.y() + region[1] * face.h(),
              region[2] * face.w(),
              region[3] * face.h());
      Box visible = box.clipped(frame.width(), frame.height());
      parts.add(
          visible.area() < 0.5 * box.area() ? Optional.empty() : Optional.of(mean(frame, visible)));
    }
    return new Surroundings(parts);
  }

  private static Colour mean(Frame frame, Box box) {
    long[] bgr = new long[3];
    for (int i = 0; i < GRID; i++) {
      int y = Math.min(frame.height() - 1, (int) (box.y() + (i + 0.5) / GRID * box.h()));
      for (int j = 0; j < GRID; j++) {
        int x = Math.min(frame.width() - 1, (int) (box.x() + (j + 0.5) / GRID * box.w()));
        for (int c = 0; c < 3; c++) {
          bgr[c] += frame.data()[3 * (y * frame.width() + x) + c] & 0xFF;
        }
      }
    }
    double n = GRID * GRID;
    return new Colour(bgr[2] / n, bgr[1] / n, bgr[0] / n);
  }

  /** As the cell of a table: hexadecimal RGB of each part. */
  String word() {
    return String.join(
        " ",
        parts.stream()
            .map(p ->
                p.map(c ->
                        "%02x%02x%02x".formatted(Math.round(c.r), Math.round(c.g), Math.round(c.b)))
                    .orElse(NONE))
            .toList());
  }

  /** Reads {@link #word()}. */
  static Surroundings parse(String word) {
    List<Optional<Colour>> parts = new ArrayList<>();
    for (String part : word.split(" ")) {
      parts.add(
          part.equals(NONE)
              ? Optional.empty()
              : Optional.of(
                  new Colour(
                      Integer.parseInt(part.substring(0, 2), 16),
                      Integer.parseInt(part.substring(2, 4), 16),
                      Integer.parseInt(part.substring(4, 6), 16))));
    }
    return new Surroundings(parts);
  }

  /** The part that differs most; infinite where fewer than four parts can be compared. */
  double distance(Surroundings other) {
    double most = 0;
    int compared = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).isPresent() && other.parts.get(i).isPresent()) {
        most = Math.max(most, parts.get(i).get().distance(other.parts.get(i).get()));
        compared++;
      }
    }
    return compared < 4 ? Double.POSITIVE_INFINITY : most;
  }
}
