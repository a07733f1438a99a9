package dev.reelframe.gpu.trace;

import dev.reelframe.gpu.binding.CuptiActivity;
import dev.reelframe.gpu.gen.cupti.CUpti_Activity;
import dev.reelframe.gpu.gen.cupti.CUpti_ActivityKernel10;
import dev.reelframe.gpu.gen.cupti.CUpti_ActivityMemcpy6;
import dev.reelframe.gpu.gen.cupti.CUpti_ActivityMemset4;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Records what runs on the devices of this process, ours and that of ONNX Runtime or any other CUDA
 * library in it: kernels, copies and fills with the times the hardware noted. One trace at a time.
 *
 * <p>Off unless started, since recording costs: CUPTI writes a record for each API call and each
 * piece of work. How much it costs on a device is one of the things the GPU check measures. It
 * needs CUDA 13's {@code libcupti.so.13}, which comes with the CUDA toolkit and not with the
 * driver; its absence is a normal answer.
 */
public final class GpuTrace implements AutoCloseable {
  private static final AtomicReference<GpuTrace> RUNNING = new AtomicReference<>();
  private static final long EXTERNAL_ID =
      CuptiActivity.EXTERNAL_CORRELATION.byteOffset(PathElement.groupElement("externalId"));
  private static final long CORRELATION_ID =
      CuptiActivity.EXTERNAL_CORRELATION.byteOffset(PathElement.groupElement("correlationId"));
  // CUpti_ActivityMemoryKind
  private static final int PINNED = 2;

  private final long originNanos;
  private final long clockOffset;
  // Spans are joined at the end: their records may come in another buffer than the work itself.
  private final List<GpuInterval> seen = new ArrayList<>();
  private final Map<Integer, Long> spans = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private long dropped;
  private boolean stopped;

  private GpuTrace(long originNanos) {
    this.originNanos = originNanos;
    this.clockOffset = CuptiActivity.timestamp() - System.nanoTime();
  }

  /** Whether CUPTI is there. */
  public static boolean isAvailable() {
    return CuptiActivity.isPresent();
  }

  /**
   * Starts recording.
   *
   * @param originNanos the {@link System#nanoTime()} that is second 0 of the run
   * @throws IllegalStateException when CUPTI is not there, or a trace is running
   * @throws dev.reelframe.gpu.error.NotPermitted when the driver keeps profiling to administrators
   */
  public static GpuTrace start(long originNanos) {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "libcupti.so.13 was not found: install CUDA 13's CUPTI or put its folder on LD_LIBRARY_PATH");
    }
    GpuTrace trace = new GpuTrace(originNanos);
    if (!RUNNING.compareAndSet(null, trace)) {
      throw new IllegalStateException("a trace is running already: CUPTI has one for a process");
    }
    try {
      CuptiActivity.start(trace::accept);
      return trace;
    } catch (RuntimeException failed) {
      RUNNING.set(null);
      throw failed;
    }
  }

  /** Ties what a thread submits to a span of ours until it is closed. */
  public interface Span extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Says what this thread submits work for until the span is closed; nothing happens where no trace
   * is running. Spans nest, the innermost counts.
   *
   * @throws IllegalStateException on a virtual thread while a trace is running: CUPTI ties spans to
   *     the thread of the operating system, which changes under it
   */
  public static Span span(String name) {
    GpuTrace trace = RUNNING.get();
    if (trace == null) {
      return () -> {};
    }
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("spans of a GPU trace need a platform thread");
    }
    CuptiActivity.push(trace.number(name));
    return CuptiActivity::pop;
  }

  private long number(String name) {
    synchronized (seen) {
      if (!names.contains(name)) {
        names.add(name);
      }
      return names.indexOf(name);
    }
  }

  /**
   * Ends recording and returns what ran, by begin. Work that is still running is not in it:
   * synchronize first.
   */
  public synchronized List<GpuInterval> stop() {
    if (!stopped) {
      stopped = true;
      try {
        CuptiActivity.stop();
        dropped = CuptiActivity.dropped();
      } finally {
        RUNNING.set(null);
      }
    }
    return intervals();
  }

  /** Records that were lost because CUPTI had no buffer for them; known after {@link #stop()}. */
  public synchronized long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    stop();
  }

  private List<GpuInterval> intervals() {
    synchronized (seen) {
      return seen.stream()
          .map(this::joined)
          .sorted(Comparator.comparingDouble(GpuInterval::startS))
          .toList();
    }
  }

  private GpuInterval joined(GpuInterval interval) {
    Long id = spans.get(interval.correlationId());
    return id == null || id >= names.size() ? interval : interval.within(names.get(id.intValue()));
  }

  /** Called by CUPTI's threads. */
  private void accept(MemorySegment record) {
    synchronized (seen) {
      switch (CUpti_Activity.kind(record)) {
        case CuptiActivity.KERNEL, CuptiActivity.CONCURRENT_KERNEL -> keep(kernel(record));
        case CuptiActivity.MEMCPY -> keep(copy(record));
        case CuptiActivity.MEMSET -> keep(fill(record));
        case CuptiActivity.EXTERNAL_CORRELATION_KIND ->
            spans.put(
                record.get(ValueLayout.JAVA_INT, CORRELATION_ID),
                record.get(ValueLayout.JAVA_LONG, EXTERNAL_ID));
        default -> {
          // API calls: recorded only because CUPTI hangs the external ids on them.
        }
      }
    }
  }

  /**
   * CUPTI writes zero for times it does not know, of work that was still running when it was asked
   * for its records.
   */
  private void keep(GpuInterval interval) {
    if (interval.startS() > seconds(0) && interval.endS() > seconds(0)) {
      seen.add(interval);
    }
  }

  private GpuInterval kernel(MemorySegment r) {
    MemorySegment name = CUpti_ActivityKernel10.name(r);
    return new GpuInterval.KernelRun(
        seconds(CUpti_ActivityKernel10.start(r)),
        seconds(CUpti_ActivityKernel10.end(r)),
        CUpti_ActivityKernel10.deviceId(r),
        CUpti_ActivityKernel10.streamId(r),
        CUpti_ActivityKernel10.correlationId(r),
        Optional.empty(),
        name.address() == 0 ? "unnamed" : name.reinterpret(4096).getString(0),
        (long) CUpti_ActivityKernel10.gridX(r)
            * CUpti_ActivityKernel10.gridY(r)
            * CUpti_ActivityKernel10.gridZ(r),
        CUpti_ActivityKernel10.blockX(r)
            * CUpti_ActivityKernel10.blockY(r)
            * CUpti_ActivityKernel10.blockZ(r),
        Short.toUnsignedInt(CUpti_ActivityKernel10.registersPerThread(r)),
        CUpti_ActivityKernel10.staticSharedMemory(r)
            + CUpti_ActivityKernel10.dynamicSharedMemory(r));
  }

  private GpuInterval copy(MemorySegment r) {
    return new GpuInterval.Copy(
        seconds(CUpti_ActivityMemcpy6.start(r)),
        seconds(CUpti_ActivityMemcpy6.end(r)),
        CUpti_ActivityMemcpy6.deviceId(r),
        CUpti_ActivityMemcpy6.streamId(r),
        CUpti_ActivityMemcpy6.correlationId(r),
        Optional.empty(),
        direction(CUpti_ActivityMemcpy6.copyKind(r)),
        CUpti_ActivityMemcpy6.bytes(r),
        CUpti_ActivityMemcpy6.srcKind(r) == PINNED || CUpti_ActivityMemcpy6.dstKind(r) == PINNED);
  }

  private GpuInterval fill(MemorySegment r) {
    return new GpuInterval.Fill(
        seconds(CUpti_ActivityMemset4.start(r)),
        seconds(CUpti_ActivityMemset4.end(r)),
        CUpti_ActivityMemset4.deviceId(r),
        CUpti_ActivityMemset4.streamId(r),
        CUpti_ActivityMemset4.correlationId(r),
        Optional.empty(),
        CUpti_ActivityMemset4.bytes(r));
  }

  private static String direction(byte kind) {
    return switch (kind) {
      case 1 -> "host to device";
      case 2 -> "device to host";
      case 8 -> "device to device";
      case 9 -> "host to host";
      case 10 -> "device to other device";
      default -> "copy";
    };
  }

  private double seconds(long cuptiNanos) {
    return (cuptiNanos - clockOffset - originNanos) / 1e9;
  }
}
