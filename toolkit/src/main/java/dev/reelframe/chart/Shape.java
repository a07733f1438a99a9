package dev.reelframe.chart;

/** What a drawing is made of. Coordinates are pixels from the top left at scale 1. */
sealed interface Shape {
  /** The same shape without anything that is said when one points at it. */
  default Shape silent() {
    return switch (this) {
      case Box b -> new Box(b.x, b.y, b.w, b.h, b.radius, b.fill, "");
      case Words w -> new Words(w.x, w.y, w.text, w.size, w.anchor, w.bold, w.ink, "");
      case Still s -> new Still(s.x, s.y, s.w, s.h, s.jpeg, "");
      case Line l -> l;
      case Area a -> a;
    };
  }

  /**
   * A filled box.
   *
   * @param radius of the corners
   * @param tip what is said when one points at it; empty for nothing
   */
  record Box(double x, double y, double w, double h, double radius, ThemeColor fill, String tip)
      implements Shape {}

  /** A line through points, its ends open. */
  record Line(double[] x, double[] y, double width, ThemeColor ink) implements Shape {
    static Line between(double x1, double y1, double x2, double y2, ThemeColor ink) {
      return new Line(new double[] {x1, x2}, new double[] {y1, y2}, 1, ink);
    }
  }

  /** A filled outline. */
  record Area(double[] x, double[] y, ThemeColor fill) implements Shape {}

  /**
   * One line of text.
   *
   * @param y of the base line
   * @param size in pixels
   * @param anchor which end of the text stands at {@code x}
   */
  record Words(
      double x,
      double y,
      String text,
      double size,
      Anchor anchor,
      boolean bold,
      ThemeColor ink,
      String tip)
      implements Shape {
    Words(double x, double y, String text, double size, Anchor anchor, ThemeColor ink) {
      this(x, y, text, size, anchor, false, ink, "");
    }
  }

  /** A JPEG picture that fills a box. */
  record Still(double x, double y, double w, double h, byte[] jpeg, String tip) implements Shape {}

  /** Which end of a text is given. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }
}
