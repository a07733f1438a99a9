package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.binding.Cuda;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.error.KernelFault;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CUDA context of one device, and the owner of everything made through it: closing it closes
 * streams, events, memory, modules and graphs that are still open, the youngest first.
 *
 * <p>Threads: all methods here and on what a context owns may be called by any thread, virtual ones
 * included; each call makes the context current on its thread and leaves it so. Calls that wait
 * ({@link #synchronize}, {@link Stream#synchronize}, {@link Event#synchronize}, plain copies) hold
 * their carrier thread while they do. Work on one stream runs in the order in which it was
 * submitted; who submits from several threads orders them himself.
 *
 * <p>After a {@link KernelFault} or a lost device the context is spoiled: close it and open a new
 * one.
 */
public final class Context implements AutoCloseable {
  private static final int BLOCKING_SYNC = 4;

  /**
   * Device memory at one moment.
   *
   * @param freeBytes what can still be allocated, by anyone
   * @param totalBytes all of it
   */
  public record Memory(long freeBytes, long totalBytes) {}

  private final Gpu gpu;
  private final int device;
  private final MemorySegment handle;
  private final boolean primary;
  private final Set<Resource> owned = new LinkedHashSet<>();
  private final Stream defaultStream;
  private volatile boolean spoiled;
  private boolean closed;

  private Context(Gpu gpu, int device, MemorySegment handle, boolean primary) {
    this.gpu = gpu;
    this.device = device;
    this.handle = handle;
    this.primary = primary;
    this.defaultStream = new Stream(this, MemorySegment.NULL, false);
    OpenHandles.opened(OpenHandles.Kind.CONTEXT);
  }

  /**
   * The device's primary context, shared with everything in this process that uses the CUDA runtime
   * (ONNX Runtime, PyTorch): memory and streams can be handed over.
   *
   * @throws NoDevice when the device is one that only NVML sees
   */
  public static Context primary(Gpu gpu) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      int device = device(gpu, arena);
      Cuda.check(
          CudaDriver.cuDevicePrimaryCtxRetain(out, device), "cuDevicePrimaryCtxRetain", gpu.uuid());
      return new Context(gpu, device, out.get(ValueLayout.ADDRESS, 0), true);
    }
  }

  /**
   * A context of its own, which shares nothing and whose waiting threads sleep rather than spin.
   */
  public static Context separate(Gpu gpu) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      int device = device(gpu, arena);
      Cuda.check(Cuda.createContext(out, BLOCKING_SYNC, device), "cuCtxCreate", gpu.uuid());
      return new Context(gpu, device, out.get(ValueLayout.ADDRESS, 0), false);
    }
  }

  private static int device(Gpu gpu, Arena arena) {
    int ordinal =
        gpu.cudaOrdinal()
            .orElseThrow(() ->
                new NoDevice(
                    new Failure(
                        "cuDeviceGet",
                        0,
                        "no CUDA",
                        "the device is seen by NVML alone, libcuda.so.1 is missing",
                        Optional.of(gpu.uuid()))));
    MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
    Cuda.check(CudaDriver.cuDeviceGet(out, ordinal), "cuDeviceGet", gpu.uuid());
    return out.get(ValueLayout.JAVA_INT, 0);
  }

  /** The device. */
  public Gpu gpu() {
    return gpu;
  }

  /** A stream of normal priority, independent of the default stream. */
  public Stream stream() {
    return stream(Stream.Priority.NORMAL);
  }

  /** A stream; the driver starts waiting blocks of a higher priority first. */
  public Stream stream(Stream.Priority priority) {
    return Stream.create(this, priority);
  }

  /**
   * The default stream, which waits for and is waited for by blocking streams. It is not closed.
   */
  public Stream defaultStream() {
    return defaultStream;
  }

  /** An event that takes the time. */
  public Event event() {
    return Event.create(this, true);
  }

  /** An event that orders streams and takes no time, which is cheaper. */
  public Event marker() {
    return Event.create(this, false);
  }

  /**
   * Device memory, its content undefined.
   *
   * @throws dev.reelframe.gpu.error.DeviceExhausted when there is not so much
   */
  public DeviceMemory allocate(long bytes) {
    return DeviceMemory.allocate(this, bytes);
  }

  /**
   * Host memory that the device reads and writes directly, at full PCIe speed and beside other
   * work.
   */
  public PinnedMemory pinned(long bytes) {
    return PinnedMemory.allocate(this, bytes);
  }

  /** A module from PTX text, which the driver compiles for the device (and caches on disk). */
  public KernelModule load(String ptx) {
    return KernelModule.load(this, ptx);
  }

  /** A module from a cubin or fat binary. */
  public KernelModule load(byte[] image) {
    return KernelModule.load(this, image);
  }

  /** Waits until all work of the context is done. */
  public void synchronize() {
    enter();
    check(CudaDriver.cuCtxSynchronize(), "cuCtxSynchronize");
  }

  /** Free and total device memory. */
  public Memory memory() {
    enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment free = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment total = arena.allocate(ValueLayout.JAVA_LONG);
      check(CudaDriver.cuMemGetInfo_v2(free, total), "cuMemGetInfo_v2");
      return new Memory(free.get(ValueLayout.JAVA_LONG, 0), total.get(ValueLayout.JAVA_LONG, 0));
    }
  }

  /** The driver's pointer, for other native code. */
  public MemorySegment handle() {
    return handle;
  }

  /** How many streams, events, allocations, modules and graphs are open. */
  public int openResources() {
    synchronized (owned) {
      return owned.size();
    }
  }

  /**
   * Closes what is still open and gives the context back. The first failure is thrown after all has
   * been tried.
   */
  @Override
  public void close() {
    List<Resource> left;
    synchronized (owned) {
      if (closed) {
        return;
      }
      closed = true;
      left = new ArrayList<>(owned).reversed();
    }
    GpuException first = null;
    for (Resource resource : left) {
      try {
        resource.close();
      } catch (GpuException e) {
        first = first == null ? e : first;
      }
    }
    try {
      release();
    } catch (GpuException e) {
      first = first == null ? e : first;
    }
    OpenHandles.closed(OpenHandles.Kind.CONTEXT);
    if (first != null) {
      throw first;
    }
  }

  private void release() {
    if (primary) {
      checkClosing(CudaDriver.cuDevicePrimaryCtxRelease_v2(device), "cuDevicePrimaryCtxRelease_v2");
    } else {
      checkClosing(CudaDriver.cuCtxDestroy_v2(handle), "cuCtxDestroy_v2");
    }
  }

  /** Makes the context current on this thread: the first step of every call. */
  void enter() {
    if (closed) {
      throw new IllegalStateException("the context of " + gpu.name() + " is closed");
    }
    select();
  }

  private void select() {
    check(CudaDriver.cuCtxSetCurrent(handle), "cuCtxSetCurrent");
  }

  /** As {@link #enter()}, for giving something back: also while the context is being closed. */
  void enterClosing() {
    if (!spoiled) {
      select();
    }
  }

  void check(int code, String operation) {
    if (code != 0) {
      throw failed(code, operation);
    }
  }

  /**
   * As {@link #check}, where a spoiled context has already been reported and its driver frees
   * everything with it.
   */
  void checkClosing(int code, String operation) {
    if (code != 0 && !spoiled) {
      throw failed(code, operation);
    }
  }

  GpuException failed(int code, String operation) {
    GpuException failure = Cuda.exception(code, operation, gpu.uuid());
    spoiled |= failure instanceof KernelFault || failure instanceof DeviceLost;
    return failure;
  }

  void adopt(Resource resource) {
    synchronized (owned) {
      owned.add(resource);
    }
  }

  void release(Resource resource) {
    synchronized (owned) {
      owned.remove(resource);
    }
  }

  @Override
  public String toString() {
    return (primary ? "primary" : "separate") + " context of " + gpu.name();
  }
}
