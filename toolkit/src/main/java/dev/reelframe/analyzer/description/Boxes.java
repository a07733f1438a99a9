package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.table.Interval;
import java.util.List;
import java.util.Optional;

/** Where in the picture the boxes of the tables are, and how large. */
final class Boxes {
  /** Share of the picture from which a thing is large, and up to which it is small. */
  private static final double LARGE = 0.4;

  private static final double SMALL = 0.03;

  private final ClipTables scene;

  Boxes(ClipTables scene) {
    this.scene = scene;
  }

  /**
   * A box in shares of the picture.
   *
   * @param x middle from the left, 0..1
   * @param y middle from the top, 0..1
   * @param area share of the picture
   */
  record Place(double x, double y, double area) {
    /** {@code top.left, middle.middle} and so on. */
    String word() {
      String down = y < 1.0 / 3 ? "top" : y > 2.0 / 3 ? "bottom" : "middle";
      String across = x < 1.0 / 3 ? "left" : x > 2.0 / 3 ? "right" : "middle";
      return down + "." + across;
    }

    boolean isLarge() {
      return area >= LARGE;
    }

    boolean isSmall() {
      return area <= SMALL;
    }

    /** The larger of both ways, shares of the picture. */
    double distance(Place other) {
      return Math.max(Math.abs(x - other.x), Math.abs(y - other.y));
    }
  }

  /** Mean of the samples of a second, else that of the row; empty where nobody says. */
  Optional<Place> place(RowRef fact, Interval second) {
    List<RowRef> samples =
        scene.samples(fact.name(), fact.integer("track_id").orElse(-1), second).stream()
            .filter(s -> s.number("x_px").isPresent())
            .toList();
    return place(samples.isEmpty() ? List.of(fact) : samples);
  }

  /** How far the whole rows are apart; out of reach where one has no box. */
  double distance(RowRef one, RowRef other) {
    Optional<Place> to = place(List.of(other));
    return place(List.of(one))
        .filter(p -> to.isPresent())
        .map(p -> p.distance(to.get()))
        .orElse(2.0);
  }

  /** How many times as large the larger one of two rows is; out of reach where one has no box. */
  double growth(RowRef one, RowRef other) {
    double first = place(List.of(one)).map(Place::area).orElse(0.0);
    double second = place(List.of(other)).map(Place::area).orElse(0.0);
    double smaller = Math.min(first, second);
    return smaller > 0 ? Math.max(first, second) / smaller : Double.MAX_VALUE;
  }

  private Optional<Place> place(List<RowRef> boxes) {
    double x = mean(boxes, "x_px");
    double y = mean(boxes, "y_px");
    double w = mean(boxes, "w_px");
    double h = mean(boxes, "h_px");
    Optional<Picture> picture = scene.inputs().media().picture();
    return picture.isEmpty() || Double.isNaN(x + y + w + h)
        ? Optional.empty()
        : Optional.of(
            new Place(
                (x + w / 2) / picture.get().width(),
                (y + h / 2) / picture.get().height(),
                w * h / picture.get().width() / picture.get().height()));
  }

  private static double mean(List<RowRef> boxes, String column) {
    return boxes.stream()
        .mapToDouble(b -> b.number(column).orElse(Double.NaN))
        .average()
        .orElse(Double.NaN);
  }
}
