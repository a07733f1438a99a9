package dev.reelframe.analyzer;

import dev.reelframe.table.State;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What an analyzer decided.
 *
 * @param table rows in the columns of its schema; empty where it was skipped
 * @param state ok, empty, degraded or skipped
 * @param signal the signal with what only the decision knows written into it, for example track
 *     numbers; absent where the measured signal stands as it is
 */
public record Outcome(Optional<Table> table, State state, Optional<Table> signal) {

  public Outcome(Optional<Table> table, State state) {
    this(table, state, Optional.empty());
  }

  /** Ok, or empty where there is no row. */
  public static Outcome of(Table table) {
    return new Outcome(Optional.of(table), table.isEmpty() ? State.EMPTY : State.OK);
  }

  /** A table that rests on less than was wanted. */
  public static Outcome degraded(Table table, String reason) {
    return new Outcome(Optional.of(table), new State.Degraded(reason));
  }

  /** No table, since something it needs is not there. */
  public static Outcome skipped(String reason, String remedy) {
    return new Outcome(Optional.empty(), new State.Skipped(reason, remedy));
  }

  /** The same outcome with another signal in the columns of the same schema. */
  public Outcome signal(Table completed) {
    return new Outcome(table, state, Optional.of(completed));
  }
}
