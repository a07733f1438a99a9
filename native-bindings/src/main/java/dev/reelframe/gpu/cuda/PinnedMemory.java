package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Host memory that the operating system will not move or swap, so the device can copy from and to
 * it by itself. It is scarce and slow to get: allocate once, reuse.
 */
public final class PinnedMemory extends Resource {
  private static final int PORTABLE = 1;

  private final MemorySegment pointer;
  private final Arena scope = Arena.ofShared();
  private final MemorySegment segment;

  private PinnedMemory(Context context, MemorySegment pointer, long bytes) {
    super(context, OpenHandles.Kind.PINNED_MEMORY, true);
    this.pointer = pointer;
    this.segment = pointer.reinterpret(bytes, scope, null);
  }

  static PinnedMemory allocate(Context context, long bytes) {
    Bounds.positive(bytes);
    context.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      context.check(CudaDriver.cuMemHostAlloc(out, bytes, PORTABLE), "cuMemHostAlloc");
      return new PinnedMemory(context, out.get(ValueLayout.ADDRESS, 0), bytes);
    }
  }

  /**
   * The memory; using it after {@link #close()} throws instead of touching what is no longer ours.
   */
  public MemorySegment segment() {
    return segment;
  }

  /** Its length. */
  public long bytes() {
    return segment.byteSize();
  }

  @Override
  void giveBack() {
    scope.close();
    context().checkClosing(CudaDriver.cuMemFreeHost(pointer), "cuMemFreeHost");
  }
}
