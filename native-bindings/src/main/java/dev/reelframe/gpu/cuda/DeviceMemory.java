package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * An allocation in device memory. The copies and fills here are done when they return, and do not
 * wait for what streams still have to do: call {@link Stream#synchronize} first where that matters.
 * {@link Stream} has those that run in order with other work.
 */
public final class DeviceMemory extends Resource implements DeviceSpan {
  private final long address;
  private final long bytes;
  private final Stream stream;

  private DeviceMemory(Context context, long address, long bytes, Stream stream) {
    super(context, OpenHandles.Kind.DEVICE_MEMORY, true);
    this.address = address;
    this.bytes = bytes;
    this.stream = stream;
  }

  static DeviceMemory allocate(Context context, long bytes) {
    Bounds.positive(bytes);
    context.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      context.check(CudaDriver.cuMemAlloc_v2(out, bytes), "cuMemAlloc_v2");
      return new DeviceMemory(context, out.get(ValueLayout.JAVA_LONG, 0), bytes, null);
    }
  }

  static DeviceMemory allocate(Stream stream, long bytes) {
    Bounds.positive(bytes);
    stream.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      stream.check(CudaDriver.cuMemAllocAsync(out, bytes, stream.handle()), "cuMemAllocAsync");
      return new DeviceMemory(stream.context(), out.get(ValueLayout.JAVA_LONG, 0), bytes, stream);
    }
  }

  /** Copies from the host, native memory or an array's segment. */
  public DeviceMemory copyFrom(MemorySegment host) {
    Bounds.fits(host.byteSize(), bytes);
    enter();
    HostMemory.read(
        host,
        from ->
            check(CudaDriver.cuMemcpyHtoD_v2(address, from, host.byteSize()), "cuMemcpyHtoD_v2"));
    settle();
    return this;
  }

  /**
   * The driver returns from fills, copies within the device and copies of staged host memory before
   * they are done, and streams do not wait for the default stream that they run in.
   */
  private void settle() {
    check(CudaDriver.cuStreamSynchronize(MemorySegment.NULL), "cuStreamSynchronize");
  }

  /** Copies to the host as much as fits there. */
  public DeviceMemory copyTo(MemorySegment host) {
    long wanted = Bounds.fits(host.byteSize(), bytes);
    enter();
    HostMemory.write(
        host, to -> check(CudaDriver.cuMemcpyDtoH_v2(to, address, wanted), "cuMemcpyDtoH_v2"));
    return this;
  }

  /** Copies from elsewhere on the device. */
  public DeviceMemory copyFrom(DeviceSpan from) {
    long wanted = Bounds.fits(from.bytes(), bytes);
    enter();
    check(CudaDriver.cuMemcpyDtoD_v2(address, from.address(), wanted), "cuMemcpyDtoD_v2");
    settle();
    return this;
  }

  /** Sets every byte. */
  public DeviceMemory fill(byte value) {
    enter();
    check(CudaDriver.cuMemsetD8_v2(address, value, bytes), "cuMemsetD8_v2");
    settle();
    return this;
  }

  @Override
  public long address() {
    checkOpen();
    return address;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public DeviceSpan slice(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, bytes);
    return new Slice(this, offset, length);
  }

  @Override
  void giveBack() {
    if (stream != null && !stream.isClosed()) {
      context().checkClosing(CudaDriver.cuMemFreeAsync(address, stream.handle()), "cuMemFreeAsync");
    } else {
      context().checkClosing(CudaDriver.cuMemFree_v2(address), "cuMemFree_v2");
    }
  }

  /**
   * A part of an allocation; good as long as that is.
   *
   * @param memory the allocation
   * @param offset where the part begins
   * @param bytes its length
   */
  public record Slice(DeviceMemory memory, long offset, long bytes) implements DeviceSpan {
    @Override
    public long address() {
      return memory.address() + offset;
    }

    @Override
    public DeviceSpan slice(long from, long length) {
      Objects.checkFromIndexSize(from, length, bytes);
      return new Slice(memory, offset + from, length);
    }
  }
}
