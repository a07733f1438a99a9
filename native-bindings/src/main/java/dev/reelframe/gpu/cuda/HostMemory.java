package dev.reelframe.gpu.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Host segments as the driver takes them: it wants an address, which an array on the Java heap does
 * not have.
 */
final class HostMemory {
  private HostMemory() {}

  static void checkNative(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          "asynchronous copies need native memory, best from Context.pinned(): an array moves");
    }
  }

  /** Passes a segment on, an array as a native copy of it. */
  static void read(MemorySegment segment, Consumer<MemorySegment> use) {
    if (segment.isNative()) {
      use.accept(segment);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      use.accept(arena.allocate(Math.max(segment.byteSize(), 1)).copyFrom(segment));
    }
  }

  /** As {@link #read}, and copies the result back into the array. */
  static void write(MemorySegment segment, Consumer<MemorySegment> use) {
    if (segment.isNative()) {
      use.accept(segment);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(Math.max(segment.byteSize(), 1));
      use.accept(copy);
      segment.copyFrom(copy.asSlice(0, segment.byteSize()));
    }
  }
}
