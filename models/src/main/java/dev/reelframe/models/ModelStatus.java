package dev.reelframe.models;

/**
 * State of one model on this machine.
 *
 * @param entry what the catalogue says
 * @param state what was found
 * @param note why, and what to do about it; empty when present
 */
public record ModelStatus(ModelEntry entry, State state, String note) {
  /** What can be found. */
  public enum State {
    /** Every part is there; with {@link ModelStore#verify()} also right. */
    PRESENT,
    /** Not here, and there is a source to fetch it from. */
    FETCHABLE,
    /** Not here, and only a mirror or the user can bring it. */
    MISSING,
    /** A part is there with a wrong size or checksum. */
    DAMAGED
  }
}
