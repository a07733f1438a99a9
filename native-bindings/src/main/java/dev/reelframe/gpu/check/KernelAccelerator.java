package dev.reelframe.gpu.check;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.DeviceSpan;
import dev.reelframe.gpu.cuda.PinnedMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.schedule.Accelerator;
import dev.reelframe.gpu.schedule.Batch;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Footprint;
import dev.reelframe.gpu.schedule.Job;
import dev.reelframe.gpu.schedule.Schedule;
import dev.reelframe.gpu.schedule.Slice;
import dev.reelframe.gpu.schedule.Use;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A device whose models are real memory and a real kernel, the histogram of a frame. Each lane has
 * a stream and pinned memory of its own, so that one copies while the other computes.
 */
final class KernelAccelerator implements Accelerator, AutoCloseable {
  static final int LANES = 2;

  /** Frames whose histograms are wanted. */
  record Frames(Demand demand, List<byte[]> frames, AtomicIntegerArray bins) implements Job {
    Frames(Demand demand, List<byte[]> frames) {
      this(demand, frames, new AtomicIntegerArray(frames.size() * FrameKernels.HISTOGRAM_BINS));
    }

    @Override
    public String form() {
      return "frame";
    }

    @Override
    public int items() {
      return frames.size();
    }

    @Override
    public boolean divisible() {
      return true;
    }
  }

  private record Lane(Stream stream, PinnedMemory frames, PinnedMemory bins) {}

  private final Context context;
  private final FrameKernels kernels;
  private final Schedule.Device device;
  private final FrameShape frame;
  private final Map<String, Footprint> real;
  private final int mostItems;
  private final Map<String, DeviceMemory> loaded = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();

  /**
   * @param memoryBytes what may be used of the device
   * @param real memory that the models take, by name
   */
  KernelAccelerator(
      Context context,
      String name,
      long memoryBytes,
      FrameShape frame,
      Map<String, Footprint> real,
      int mostItems) {
    this.context = context;
    this.kernels = FrameKernels.load(context);
    this.device = new Schedule.Device(name, context.gpu().name(), memoryBytes);
    this.frame = frame;
    this.real = real;
    this.mostItems = mostItems;
  }

  /** Sizes of the batches that ran, in the order in which they ended. */
  List<Integer> batches() {
    return List.copyOf(batches);
  }

  @Override
  public Schedule.Device device() {
    return device;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public long freeBytes() {
    return Math.min(device.memoryBytes(), context.memory().freeBytes());
  }

  @Override
  public long load(Demand demand) {
    long bytes = real.get(demand.model()).loadedBytes();
    loaded.put(demand.model(), context.allocate(bytes));
    return bytes;
  }

  @Override
  public void unload(Demand demand) {
    loaded.remove(demand.model()).close();
  }

  @Override
  public Finished run(Batch batch) {
    long perItem = real.get(batch.demand().model()).bytesPerItem();
    int[] bins = new int[batch.items() * FrameKernels.HISTOGRAM_BINS];
    Lane lane = lane();
    try (DeviceMemory memory = context.allocate(perItem * batch.items())) {
      int item = 0;
      for (Slice slice : batch.slices()) {
        for (int i = slice.from(); i < slice.to(); i++) {
          enqueue(lane, memory.slice(item * perItem, perItem), frame(slice, i), item++);
        }
      }
      lane.stream.synchronize();
      MemorySegment.copy(lane.bins.segment(), ValueLayout.JAVA_INT, 0, bins, 0, bins.length);
    } finally {
      idle.add(lane);
    }
    batches.add(batch.items());
    return new Finished(new Use(perItem * batch.items(), 0), () -> handOver(batch, bins));
  }

  private static byte[] frame(Slice slice, int index) {
    return ((Frames) slice.job()).frames().get(index);
  }

  private void enqueue(Lane lane, DeviceSpan memory, byte[] pixels, int item) {
    long bytes = frame.bgrBytes();
    MemorySegment staged = lane.frames.segment().asSlice(item * bytes, bytes);
    staged.copyFrom(MemorySegment.ofArray(pixels));
    DeviceSpan source = memory.slice(0, bytes);
    DeviceSpan counts = memory.slice((bytes + 7) / 8 * 8, FrameKernels.HISTOGRAM_BYTES);
    lane.stream.copy(staged, source);
    kernels.histogram(lane.stream, source, frame, counts);
    lane.stream.copy(
        counts,
        lane.bins
            .segment()
            .asSlice(item * FrameKernels.HISTOGRAM_BYTES, FrameKernels.HISTOGRAM_BYTES));
  }

  private Lane lane() {
    Lane free = idle.poll();
    return free != null
        ? free
        : new Lane(
            context.stream(),
            context.pinned(frame.bgrBytes() * mostItems),
            context.pinned(FrameKernels.HISTOGRAM_BYTES * mostItems));
  }

  /** Adds to what is there: results that came twice would show. */
  private static void handOver(Batch batch, int[] bins) {
    int from = 0;
    for (Slice slice : batch.slices()) {
      AtomicIntegerArray target = ((Frames) slice.job()).bins();
      int offset = slice.from() * FrameKernels.HISTOGRAM_BINS;
      int length = slice.items() * FrameKernels.HISTOGRAM_BINS;
      for (int i = 0; i < length; i++) {
        target.addAndGet(offset + i, bins[from + i]);
      }
      from += length;
    }
  }

  /** Frees what the models hold; the context stays. */
  @Override
  public void close() {
    loaded.values().forEach(DeviceMemory::close);
    loaded.clear();
    for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
      lane.stream.close();
      lane.frames.close();
      lane.bins.close();
    }
    kernels.close();
  }
}
