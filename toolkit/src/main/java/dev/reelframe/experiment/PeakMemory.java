package dev.reelframe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Largest resident size of this process since a moment, from the kernel's own account: nothing is
 * sampled. The decoder child is a process of its own and is not in it.
 */
final class PeakMemory {
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");

  private final boolean counted;

  private PeakMemory(boolean counted) {
    this.counted = counted;
  }

  /** Begins anew, see proc(5): 5 sets the high-water mark to the present size. */
  static PeakMemory begin() {
    System.gc();
    try {
      Files.writeString(CLEAR, "5\n");
      return new PeakMemory(true);
    } catch (IOException | SecurityException elsewhere) {
      return new PeakMemory(false);
    }
  }

  /** MiB; empty on systems that keep no such account. */
  OptionalDouble mib() {
    if (!counted) {
      return OptionalDouble.empty();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
