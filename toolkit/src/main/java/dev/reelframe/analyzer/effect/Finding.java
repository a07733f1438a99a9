package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** A row of the signal of {@link VisualEffects}. */
record Finding(
    double timeS,
    long frame,
    @Column(
            "inset: a picture in the picture; split: pictures beside each other; step: something"
                + " with edges that comes or goes")
        Kind kind,
    Optional<Edges> edges,
    @Column("number of pictures of a split screen; else 1") int pictures) {
  enum Kind {
    INSET,
    SPLIT,
    STEP
  }

  /** Where, as shares of the picture. */
  record Edges(
      @Column("left edge, share of the width; missing for split") double leftRatio,
      @Column("top edge, share of the height") double topRatio,
      @Column("right edge, share of the width") double rightRatio,
      @Column("bottom edge, share of the height") double bottomRatio) {}

  static final RowSchema<Finding> SCHEMA =
      RowSchema.of(
              Finding.class,
              VisualEffects.NAME + "_signal",
              "Something found in a frame; no row for nothing")
          .version(2);

  static Finding inset(double timeS, long frame, PixelRect box) {
    return new Finding(timeS, frame, Kind.INSET, Optional.of(edges(box)), 1);
  }

  static Finding split(double timeS, long frame, int pictures) {
    return new Finding(timeS, frame, Kind.SPLIT, Optional.empty(), pictures);
  }

  static Finding step(double timeS, long frame, PixelRect box) {
    return new Finding(timeS, frame, Kind.STEP, Optional.of(edges(box)), 1);
  }

  private static Edges edges(PixelRect box) {
    return new Edges(box.left(), box.top(), box.right(), box.bottom());
  }

  static Table table(List<Finding> findings) {
    return SCHEMA.table(
        findings.stream()
            .sorted(Comparator.comparingDouble(Finding::timeS).thenComparing(Finding::kind))
            .toList());
  }

  /** Where it is, as shares of the picture; an inset and a step have a place. */
  PixelRect box() {
    Edges at = edges.orElseThrow();
    return new PixelRect(at.leftRatio, at.topRatio, at.rightRatio, at.bottomRatio);
  }
}
