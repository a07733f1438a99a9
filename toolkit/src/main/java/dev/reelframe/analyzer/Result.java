package dev.reelframe.analyzer;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.util.Optional;

/**
 * How one analyzer ended on one video.
 *
 * @param card the analyzer's own words
 * @param state how it ended
 * @param table its table; absent where it was skipped or failed
 * @param cpuSeconds CPU time of the thread that folded and decided
 * @param error what broke it, absent otherwise
 */
public record Result(
    Card card,
    State state,
    Optional<MeasuredTable> table,
    double cpuSeconds,
    Optional<Throwable> error) {

  public String name() {
    return card.name();
  }
}
