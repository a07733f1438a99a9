package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.evidence.ClipRows;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tables of a clip, by second. */
final class ClipTables extends ClipRows {
  private static final double SLIVER_S = 0.05;

  ClipTables(Inputs inputs) {
    super(inputs);
  }

  Optional<MeasuredTable> table(String name) {
    return inputs().table(name);
  }

  /**
   * Rows of a table that fall into a stretch; none where there is no such table. What only reaches
   * into it by a frame or so belongs to the stretch beside.
   */
  List<RowRef> in(String table, Interval stretch) {
    return rows(table).stream().filter(f -> f.isIn(stretch) && !isSliver(f, stretch)).toList();
  }

  private static boolean isSliver(RowRef fact, Interval stretch) {
    double whole = Math.min(fact.endS() - fact.startS(), stretch.length());
    return !fact.isMoment() && fact.sharedS(stretch) < Math.min(SLIVER_S, whole) - 1e-9;
  }

  /** The row that fills most of a stretch. */
  Optional<RowRef> most(String table, Interval stretch) {
    return in(table, stretch).stream()
        .max(
            Comparator.comparingDouble((RowRef f) -> f.sharedS(stretch))
                .thenComparing(f -> -f.row()));
  }

  /** Rows of a signal that fall into a stretch. */
  List<RowRef> samples(String table, Interval stretch) {
    return samples(table).stream().filter(f -> f.isIn(stretch)).toList();
  }

  /** Samples of one track. */
  List<RowRef> samples(String table, int track, Interval stretch) {
    return samples(table, stretch).stream()
        .filter(f -> f.integer("track_id").orElse(-1) == track)
        .toList();
  }
}
