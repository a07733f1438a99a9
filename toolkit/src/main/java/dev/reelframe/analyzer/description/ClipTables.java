package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a clip, by second. */
final class ClipTables {
  private static final double SLIVER_S = 0.05;

  private final Inputs inputs;
  private final Map<String, List<RowRef>> facts = new HashMap<>();
  private final Map<String, List<RowRef>> signals = new HashMap<>();

  ClipTables(Inputs inputs) {
    this.inputs = inputs;
  }

  Inputs inputs() {
    return inputs;
  }

  boolean has(String table) {
    return inputs.table(table).isPresent();
  }

  Optional<MeasuredTable> table(String name) {
    return inputs.table(name);
  }

  /**
   * Rows of a table that fall into a stretch; none where there is no such table. What only reaches
   * into it by a frame or so belongs to the stretch beside.
   */
  List<RowRef> in(String table, Interval stretch) {
    return all(table).stream().filter(f -> f.isIn(stretch) && !isSliver(f, stretch)).toList();
  }

  /** All rows of a table, in the order of time. */
  List<RowRef> all(String table) {
    return facts.computeIfAbsent(
        table, name -> inputs.table(name).map(RowRef::of).orElse(List.of()));
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
    return signals
        .computeIfAbsent(
            table,
            name ->
                inputs
                    .table(name)
                    .flatMap(MeasuredTable::signal)
                    .map(signal -> RowRef.of(signal, name))
                    .orElse(List.of()))
        .stream()
        .filter(f -> f.isIn(stretch))
        .toList();
  }

  /** Samples of one track. */
  List<RowRef> samples(String table, int track, Interval stretch) {
    return samples(table, stretch).stream()
        .filter(f -> f.integer("track_id").orElse(-1) == track)
        .toList();
  }
}
