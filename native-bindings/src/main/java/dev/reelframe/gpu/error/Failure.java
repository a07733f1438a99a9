package dev.reelframe.gpu.error;

import java.util.Optional;

/**
 * What a driver said when a call failed.
 *
 * @param operation the C function that was called, {@code cuMemAlloc_v2} for instance
 * @param code the number it returned; its meaning depends on the library
 * @param codeName the name of that number, {@code CUDA_ERROR_OUT_OF_MEMORY} for instance
 * @param driverText the driver's own sentence about it
 * @param device UUID of the device the call was for, where one was
 */
public record Failure(
    String operation, int code, String codeName, String driverText, Optional<String> device) {

  @Override
  public String toString() {
    return "%s%s: %s (%d), %s"
        .formatted(operation, device.map(d -> " on " + d).orElse(""), codeName, code, driverText);
  }
}
