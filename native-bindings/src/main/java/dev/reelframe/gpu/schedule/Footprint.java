package dev.reelframe.gpu.schedule;

/**
 * Memory that a model takes on a device.
 *
 * @param loadedBytes once it is loaded, whether it works or not
 * @param bytesPerItem for each item of a batch while the batch runs; 0 where nobody knows yet
 */
public record Footprint(long loadedBytes, long bytesPerItem) {
  public Footprint {
    if (loadedBytes < 0 || bytesPerItem < 0) {
      throw new IllegalArgumentException("negative bytes: " + loadedBytes + ", " + bytesPerItem);
    }
  }
}
