package dev.reelframe.models;

import dev.reelframe.gpu.ComputeCapability;
import java.util.Optional;

/**
 * How attention is computed on a device.
 *
 * <p>FlashAttention-2 needs the tensor cores of compute capability 8.0; on a 7.5 it cannot run at
 * all, and there the memory-efficient kernel in half precision is the best. ONNX Runtime's CUDA
 * provider chooses among its kernels by the same rule; it does not tell through its Java interface
 * which one ran, so this states the rule's answer for the device that a session got.
 *
 * @param path kernel
 * @param place the device, for people
 */
public record Attention(Path path, String place) {
  /** Kernels of attention. */
  public enum Path {
    /** FlashAttention-2 (Dao, 2023). */
    FLASH("flash"),
    /** Memory-efficient attention in half precision (Rabe and Staats, 2021). */
    MEMORY_EFFICIENT("memory-efficient fp16"),
    /** Scores as a whole matrix. */
    PLAIN("plain");

    private final String words;

    Path(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * The path for the device that a model really uses.
   *
   * @param used where the session runs; never {@code auto}
   * @param capability of that GPU; empty on the CPU, or where the driver does not tell
   */
  public static Attention on(Device used, Optional<ComputeCapability> capability) {
    if (used.kind() != Device.Kind.CUDA) {
      return new Attention(Path.PLAIN, "CPU");
    }
    if (capability.isEmpty()) {
      return new Attention(Path.PLAIN, used + ", compute capability unknown");
    }
    ComputeCapability found = capability.get();
    Path path =
        found.atLeast(8, 0) ? Path.FLASH : found.atLeast(7, 5) ? Path.MEMORY_EFFICIENT : Path.PLAIN;
    return new Attention(path, used + ", compute capability " + found);
  }

  /** {@code flash (cuda:0, compute capability 9.0)}. */
  @Override
  public String toString() {
    return path + " (" + place + ")";
  }
}
