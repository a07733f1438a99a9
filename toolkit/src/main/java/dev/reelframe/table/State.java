package dev.reelframe.table;

/** How an analyzer ended. */
public sealed interface State {

  /** Looked at everything and found something. */
  record Ok() implements State {}

  /** Looked at everything and found nothing. */
  record Empty() implements State {}

  /** Looked at a part only, or with less than it wanted. */
  record Degraded(String reason) implements State {}

  /**
   * Did not look.
   *
   * @param cause why; {@link #reason} names the remedy as well
   * @param remedy what would enable it: a command, or what to supply; empty where nothing would
   */
  record Skipped(String cause, String remedy) implements State {}

  /**
   * Broke.
   *
   * @param error type of the error
   */
  record Failed(String error, String message) implements State {}

  State OK = new Ok();
  State EMPTY = new Empty();

  /** {@code ok}, {@code empty}, {@code degraded}, {@code skipped} or {@code failed}. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** Why and what would help, in one line; empty for ok and empty. */
  default String reason() {
    return switch (this) {
      case Ok ok -> "";
      case Empty empty -> "";
      case Degraded d -> d.reason;
      case Skipped s -> s.remedy.isEmpty() ? s.cause : s.cause + "; " + s.remedy;
      case Failed f -> f.error + ": " + f.message;
    };
  }

  /** Whether there is a table, be it without rows. */
  default boolean hasTable() {
    return !(this instanceof Skipped || this instanceof Failed);
  }
}
