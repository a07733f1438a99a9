package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * One row of the signal of {@link VisualEffects}.
 *
 * @param box where, as shares of the picture; empty for a split screen
 * @param pictures number of pictures of a split screen; else 1
 */
record Finding(double timeS, int frame, Kind kind, Optional<PixelRect> box, int pictures) {
  enum Kind {
    /** A picture in the picture. */
    INSET,
    /** Pictures beside each other. */
    SPLIT,
    /** Something with edges that comes or goes in this frame. */
    STEP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Schema SCHEMA =
      Schema.frames(
              VisualEffects.NAME + "_signal", "Something found in a frame; no row for nothing")
          .text(
              "kind",
              "inset: a picture in the picture; split: pictures beside each other; step: something"
                  + " with edges that comes or goes",
              Arrays.stream(Kind.values()).map(Kind::word).toArray(String[]::new))
          .number("left_ratio", "left edge, share of the width; missing for split")
          .number("top_ratio", "top edge, share of the height")
          .number("right_ratio", "right edge, share of the width")
          .number("bottom_ratio", "bottom edge, share of the height")
          .integer("pictures", "number of pictures of a split screen; else 1")
          .version(2);

  static Table table(List<Finding> findings) {
    Rows rows = SCHEMA.rows();
    findings.stream()
        .sorted(Comparator.comparingDouble(Finding::timeS).thenComparing(Finding::kind))
        .forEach(f ->
            rows.add(
                f.timeS,
                f.frame,
                f.kind.word(),
                f.box.map(PixelRect::left).orElse(null),
                f.box.map(PixelRect::top).orElse(null),
                f.box.map(PixelRect::right).orElse(null),
                f.box.map(PixelRect::bottom).orElse(null),
                f.pictures));
    return rows.table();
  }

  /** Those of one kind, by time. */
  static List<Finding> of(Table signal, Kind kind) {
    List<Finding> found = new ArrayList<>();
    for (Row row : signal) {
      if (row.getString("kind").equals(kind.word())) {
        Optional<PixelRect> box =
            row.isMissing("left_ratio")
                ? Optional.empty()
                : Optional.of(
                    new PixelRect(
                        row.getDouble("left_ratio"),
                        row.getDouble("top_ratio"),
                        row.getDouble("right_ratio"),
                        row.getDouble("bottom_ratio")));
        found.add(
            new Finding(
                row.getDouble("time_s"), row.getInt("frame"), kind, box, row.getInt("pictures")));
      }
    }
    return found;
  }
}
