package dev.reelframe.analyzer;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one analyzer ended on one video.
 *
 * @param spec the analyzer's own words
 * @param state how it ended
 * @param table its table; absent where it was skipped or failed
 * @param cpuSeconds CPU time of the thread that folded and decided
 * @param circumstances what may differ from machine to machine, for example the device of a model
 * @param error what broke it, absent otherwise
 */
public record AnalyzerResult(
    AnalyzerSpec spec,
    State state,
    Optional<MeasuredTable> table,
    double cpuSeconds,
    SortedMap<String, String> circumstances,
    Optional<Throwable> error) {

  public AnalyzerResult {
    circumstances = Collections.unmodifiableSortedMap(new TreeMap<>(circumstances));
  }

  /** Its table, in a copy; absent where it was skipped or failed. */
  @Override
  public Optional<MeasuredTable> table() {
    return table.map(MeasuredTable::copy);
  }

  /** The analyzer's name, which is that of its table. */
  public String name() {
    return spec.name();
  }
}
