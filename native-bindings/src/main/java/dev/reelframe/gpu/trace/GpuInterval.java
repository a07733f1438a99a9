package dev.reelframe.gpu.trace;

import java.util.Optional;

/** Something that ran on a device for a time. Streams and contexts have CUPTI's own numbers. */
public sealed interface GpuInterval {
  /** Begin in seconds of the run. */
  double startS();

  /** End in seconds of the run. */
  double endS();

  /** CUDA ordinal of the device. */
  int device();

  /** CUPTI's number of the stream. */
  int stream();

  /** Joins it with the API call that submitted it. */
  int correlationId();

  /** What it was submitted for, where that was said: see {@link GpuTrace#span}. */
  Optional<String> span();

  /** The same within a span. */
  GpuInterval within(String span);

  /** What it was, for a chart: the kernel's name, or the kind of copy. */
  String name();

  /** Length in seconds. */
  default double durationS() {
    return endS() - startS();
  }

  /**
   * A kernel.
   *
   * @param name as in the image, C++ names mangled
   * @param blocks of the grid
   * @param threadsPerBlock of a block
   * @param registersPerThread used
   * @param sharedBytes static and dynamic, of a block
   */
  record KernelRun(
      double startS,
      double endS,
      int device,
      int stream,
      int correlationId,
      Optional<String> span,
      String name,
      long blocks,
      int threadsPerBlock,
      int registersPerThread,
      int sharedBytes)
      implements GpuInterval {
    @Override
    public KernelRun within(String span) {
      return new KernelRun(
          startS,
          endS,
          device,
          stream,
          correlationId,
          Optional.of(span),
          name,
          blocks,
          threadsPerBlock,
          registersPerThread,
          sharedBytes);
    }
  }

  /**
   * A copy.
   *
   * @param name {@code host to device}, {@code device to host}, {@code device to device}, ...
   * @param bytes how much
   * @param pinned whether the host's side was pinned; false for copies within the device
   */
  record Copy(
      double startS,
      double endS,
      int device,
      int stream,
      int correlationId,
      Optional<String> span,
      String name,
      long bytes,
      boolean pinned)
      implements GpuInterval {
    @Override
    public Copy within(String span) {
      return new Copy(
          startS, endS, device, stream, correlationId, Optional.of(span), name, bytes, pinned);
    }
  }

  /**
   * Memory set to a value.
   *
   * @param bytes how much
   */
  record Fill(
      double startS,
      double endS,
      int device,
      int stream,
      int correlationId,
      Optional<String> span,
      long bytes)
      implements GpuInterval {
    @Override
    public Fill within(String span) {
      return new Fill(startS, endS, device, stream, correlationId, Optional.of(span), bytes);
    }

    @Override
    public String name() {
      return "fill";
    }
  }
}
