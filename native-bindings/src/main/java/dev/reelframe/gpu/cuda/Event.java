package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.binding.Cuda;
import dev.reelframe.gpu.binding.CudaCode;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A point in a stream's work: other streams and threads can wait for it, and two of them measure
 * what lies between.
 */
public final class Event extends Resource {
  private static final int BLOCKING_SYNC = 1;
  private static final int DISABLE_TIMING = 2;

  private final MemorySegment handle;
  private final boolean timed;

  private Event(Context context, MemorySegment handle, boolean timed) {
    super(context, OpenHandles.Kind.EVENT, true);
    this.handle = handle;
    this.timed = timed;
  }

  static Event create(Context context, boolean timed) {
    context.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      int flags = BLOCKING_SYNC | (timed ? 0 : DISABLE_TIMING);
      context.check(CudaDriver.cuEventCreate(out, flags), "cuEventCreate");
      return new Event(context, out.get(ValueLayout.ADDRESS, 0), timed);
    }
  }

  /** Puts the event behind everything that was submitted to the stream so far. */
  public Event record(Stream stream) {
    enter();
    check(CudaDriver.cuEventRecord(handle, stream.handle()), "cuEventRecord");
    return this;
  }

  /** Whether the stream has come past it. */
  public boolean isDone() {
    enter();
    int code = CudaDriver.cuEventQuery(handle);
    if (code == CudaCode.NOT_READY.code()) {
      return false;
    }
    check(code, "cuEventQuery");
    return true;
  }

  /** Waits until the stream has come past it. */
  public void synchronize() {
    enter();
    check(CudaDriver.cuEventSynchronize(handle), "cuEventSynchronize");
  }

  /**
   * Seconds between two events on the device's clock (CUDA documents a resolution of about 0.5 us).
   * Both must have been passed.
   *
   * @throws IllegalStateException when one of them takes no time
   */
  public double secondsSince(Event start) {
    enter();
    start.checkOpen();
    if (!timed || !start.timed) {
      throw new IllegalStateException("a marker takes no time: use Context.event()");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT);
      check(Cuda.elapsedTime(out, start.handle, handle), "cuEventElapsedTime");
      return out.get(ValueLayout.JAVA_FLOAT, 0) / 1e3;
    }
  }

  MemorySegment handle() {
    checkOpen();
    return handle;
  }

  @Override
  void giveBack() {
    context().checkClosing(CudaDriver.cuEventDestroy_v2(handle), "cuEventDestroy_v2");
  }
}
