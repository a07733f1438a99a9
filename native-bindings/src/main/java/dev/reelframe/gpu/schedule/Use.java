package dev.reelframe.gpu.schedule;

/**
 * Memory that a batch was seen to take.
 *
 * @param peakBytes while it ran, at most
 * @param keptBytes still held when it had ended, for the next one (a runtime's pool)
 */
public record Use(long peakBytes, long keptBytes) {
  /** Not measured. */
  public static final Use UNKNOWN = new Use(0, 0);
}
