package dev.reelframe.models;

import java.util.Locale;

/**
 * Where a model is wanted to run.
 *
 * @param kind processor, one GPU, or "the GPUs if they work, else the processor"
 * @param index number of the GPU, 0 on the processor
 */
public record Device(Kind kind, int index) {
  /** Kinds of places. */
  public enum Kind {
    AUTO,
    CPU,
    CUDA
  }

  private static final Device CPU = new Device(Kind.CPU, 0);
  private static final Device AUTO = new Device(Kind.AUTO, 0);

  public Device {
    if (index < 0 || (kind == Kind.CPU && index > 0)) {
      throw new IllegalArgumentException("No such device: " + kind + " " + index);
    }
  }

  public static Device cpu() {
    return CPU;
  }

  /**
   * All GPUs there are when the runtime on the class path has CUDA and they work, else the CPU
   * (with the reason recorded).
   */
  public static Device auto() {
    return AUTO;
  }

  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /** Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}. */
  public static Device parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      case "cuda" -> cuda(0);
      default -> {
        if (!lower.matches("cuda:\\d{1,3}")) {
          throw new IllegalArgumentException("Device '" + text + "': write auto, cpu or cuda:N.");
        }
        yield cuda(Integer.parseInt(lower.substring("cuda:".length())));
      }
    };
  }

  /** {@code auto}, {@code cpu} or {@code cuda:N}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.CUDA ? name + ":" + index : name;
  }
}
