package dev.reelframe.gpu.kernel;

/**
 * How far two frames differ.
 *
 * @param bytes how many values were compared
 * @param sum of the absolute differences
 * @param changed how many differ by more than the threshold
 */
public record FrameDifference(long bytes, long sum, long changed) {
  /** Mean absolute difference, 0 to 255. */
  public double mean() {
    return sum / (double) bytes;
  }
}
