package dev.reelframe.gpu.cuda;

/** A piece of device memory: an allocation or a part of one. */
public sealed interface DeviceSpan permits DeviceMemory, DeviceMemory.Slice {
  /**
   * Where it begins, for kernels and other native code.
   *
   * @throws IllegalStateException when the allocation has been given back
   */
  long address();

  /** Its length. */
  long bytes();

  /** A part of it. */
  DeviceSpan slice(long offset, long bytes);
}
