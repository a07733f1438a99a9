package dev.reelframe.gpu;

/**
 * The generation of a device's instruction set, {@code 9.0} for a Hopper card. It decides which
 * kernels can run: half precision tensor cores from 7.0, bfloat16 and FlashAttention-2 from 8.0.
 *
 * @param major generation
 * @param minor variant within it
 */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  /** Whether a device of this capability runs what needs at least {@code major.minor}. */
  public boolean atLeast(int major, int minor) {
    return compareTo(new ComputeCapability(major, minor)) >= 0;
  }

  /**
   * The name NVIDIA gave to the generation, {@code Hopper} for instance; the number itself where it
   * is newer than this list.
   */
  public String architecture() {
    return switch (major) {
      case 5 -> "Maxwell";
      case 6 -> "Pascal";
      case 7 -> minor < 5 ? "Volta" : "Turing";
      case 8 -> minor < 9 ? "Ampere" : "Ada";
      case 9 -> "Hopper";
      case 10, 11, 12 -> "Blackwell";
      default -> toString();
    };
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
