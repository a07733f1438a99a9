package dev.reelframe.gpu;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that uses a device.
 *
 * @param gpuUuid the device
 * @param pid its number as this process sees it; inside a container NVML may give the host's
 * @param kind compute, graphics, or a client of the multi-process service
 * @param memoryBytes device memory it holds, missing where the driver may not say
 * @param ours whether it is this process
 * @param command its command line's first word, where it can be read
 */
public record GpuProcess(
    String gpuUuid,
    int pid,
    Kind kind,
    OptionalLong memoryBytes,
    boolean ours,
    Optional<String> command) {

  /** What a process does on the device. */
  public enum Kind {
    COMPUTE,
    GRAPHICS,
    MPS
  }
}
