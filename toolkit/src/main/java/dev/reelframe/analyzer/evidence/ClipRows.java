package dev.reelframe.analyzer.evidence;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.table.MeasuredTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a clip as rows on the time axis; a table that is not there has none. Each is read
 * once. Not for several threads.
 */
public class ClipRows {
  private final Inputs inputs;
  private final Map<String, List<RowRef>> rows = new HashMap<>();
  private final Map<String, List<RowRef>> samples = new HashMap<>();

  /** Of the tables that an analyzer may read. */
  public ClipRows(Inputs inputs) {
    this.inputs = inputs;
  }

  /** Where the tables are from. */
  public final Inputs inputs() {
    return inputs;
  }

  /** Whether there is such a table, with or without rows. */
  public final boolean has(String table) {
    return inputs.table(table).isPresent();
  }

  /** All rows of a table, in the order of time. */
  public final List<RowRef> rows(String table) {
    return rows.computeIfAbsent(
        table, name -> inputs.table(name).map(RowRef::of).orElse(List.of()));
  }

  /** All rows of the table's signal, in the order of time. */
  public final List<RowRef> samples(String table) {
    return samples.computeIfAbsent(
        table,
        name ->
            inputs
                .table(name)
                .flatMap(MeasuredTable::signal)
                .map(signal -> RowRef.of(signal, name))
                .orElse(List.of()));
  }
}
