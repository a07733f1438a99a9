package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.binding.CudaCode;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A queue of work on a device: copies, fills, kernels and graphs run one after the other in it,
 * beside other streams' work. Methods return when the work is submitted, not when it is done.
 */
public final class Stream extends Resource {
  private static final int NON_BLOCKING = 1;
  // Without ties to a thread: a virtual thread may continue on another carrier in the middle of a
  // capture.
  private static final int CAPTURE_RELAXED = 2;

  /**
   * Whose waiting blocks start first. CUDA counts downwards and clamps what a device does not have.
   */
  public enum Priority {
    NORMAL(0),
    HIGH(-5);

    private final int value;

    Priority(int value) {
      this.value = value;
    }
  }

  private final MemorySegment handle;

  Stream(Context context, MemorySegment handle, boolean owned) {
    super(context, OpenHandles.Kind.STREAM, owned);
    this.handle = handle;
  }

  static Stream create(Context context, Priority priority) {
    context.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      context.check(
          CudaDriver.cuStreamCreateWithPriority(out, NON_BLOCKING, priority.value),
          "cuStreamCreateWithPriority");
      return new Stream(context, out.get(ValueLayout.ADDRESS, 0), true);
    }
  }

  /**
   * Copies host to device.
   *
   * @param from native memory; pinned memory goes beside other work, other memory is staged by the
   *     driver. It must stay as it is until the stream has come past the copy
   * @param to at least as large
   */
  public Stream copy(MemorySegment from, DeviceSpan to) {
    HostMemory.checkNative(from);
    long bytes = Bounds.fits(from.byteSize(), to.bytes());
    enter();
    check(
        CudaDriver.cuMemcpyHtoDAsync_v2(to.address(), from, bytes, handle), "cuMemcpyHtoDAsync_v2");
    return this;
  }

  /**
   * Copies device to host; the same holds for {@code to} as for the source of the other direction.
   */
  public Stream copy(DeviceSpan from, MemorySegment to) {
    HostMemory.checkNative(to);
    long bytes = Bounds.fits(from.bytes(), to.byteSize());
    enter();
    check(
        CudaDriver.cuMemcpyDtoHAsync_v2(to, from.address(), bytes, handle), "cuMemcpyDtoHAsync_v2");
    return this;
  }

  /** Copies within the device. */
  public Stream copy(DeviceSpan from, DeviceSpan to) {
    long bytes = Bounds.fits(from.bytes(), to.bytes());
    enter();
    check(
        CudaDriver.cuMemcpyDtoDAsync_v2(to.address(), from.address(), bytes, handle),
        "cuMemcpyDtoDAsync_v2");
    return this;
  }

  /** Sets every byte. */
  public Stream fill(DeviceSpan span, byte value) {
    enter();
    check(
        CudaDriver.cuMemsetD8Async(span.address(), value, span.bytes(), handle), "cuMemsetD8Async");
    return this;
  }

  /**
   * Device memory that exists from this point of the stream on, from the device's pool: far cheaper
   * than {@link Context#allocate}. Closing it gives it back at that point of the stream.
   */
  public DeviceMemory allocate(long bytes) {
    return DeviceMemory.allocate(this, bytes);
  }

  /** Lets the stream wait for an event of another one. */
  public Stream await(Event event) {
    enter();
    check(CudaDriver.cuStreamWaitEvent(handle, event.handle(), 0), "cuStreamWaitEvent");
    return this;
  }

  /** Whether everything submitted so far is done. */
  public boolean isDone() {
    enter();
    int code = CudaDriver.cuStreamQuery(handle);
    if (code == CudaCode.NOT_READY.code()) {
      return false;
    }
    check(code, "cuStreamQuery");
    return true;
  }

  /** Waits until everything submitted so far is done. */
  public void synchronize() {
    enter();
    check(CudaDriver.cuStreamSynchronize(handle), "cuStreamSynchronize");
  }

  /**
   * Collects what {@code work} submits to this stream into a graph instead of running it. When
   * {@code work} throws, nothing is left behind. Not on the default stream.
   */
  public Graph capture(Runnable work) {
    enter();
    check(CudaDriver.cuStreamBeginCapture_v2(handle, CAPTURE_RELAXED), "cuStreamBeginCapture_v2");
    try {
      work.run();
    } catch (Throwable failed) {
      abandonCapture();
      throw failed;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      enter();
      check(CudaDriver.cuStreamEndCapture(handle, out), "cuStreamEndCapture");
      return new Graph(context(), out.get(ValueLayout.ADDRESS, 0));
    }
  }

  /**
   * Ends a capture whose graph nobody wants; what the driver says to that adds nothing to the
   * failure under way.
   */
  private void abandonCapture() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      CudaDriver.cuStreamEndCapture(handle, out);
      MemorySegment graph = out.get(ValueLayout.ADDRESS, 0);
      if (graph.address() != 0) {
        CudaDriver.cuGraphDestroy(graph);
      }
    }
  }

  /** The driver's pointer, for other native code. */
  public MemorySegment handle() {
    checkOpen();
    return handle;
  }

  @Override
  void giveBack() {
    context().checkClosing(CudaDriver.cuStreamDestroy_v2(handle), "cuStreamDestroy_v2");
  }
}
