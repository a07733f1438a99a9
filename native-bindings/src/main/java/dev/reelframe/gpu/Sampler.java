package dev.reelframe.gpu;

import dev.reelframe.gpu.binding.NvmlDevice;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.GpuException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a device at a fixed rate on a thread of its own until it is stopped. Ticks lie on a grid of
 * the monotonic clock; a tick that is missed (the machine was busy, NVML failed once) is counted,
 * never made up. Even the shortest window has a sample. A lost device ends the sampling with a
 * reason.
 *
 * <pre>{@code
 * try (Sampler sampler = Gpu.first().sampler().hz(20).start()) {
 *   work();
 *   GpuRecording seen = sampler.stop();
 * }
 * }</pre>
 */
public final class Sampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final long PCIE_PAUSE_NANOS = 200_000_000;
  private static final long DRAIN_EVERY_NANOS = 1_000_000_000;

  private final Plan plan;
  private volatile Optional<NvmlDevice> device;
  private final Optional<FineBuffer> fine;
  private final long startNanos = System.nanoTime();
  private final Thread thread;
  private final Optional<Thread> pcieThread;
  private final List<GpuSample> samples = new ArrayList<>();
  private volatile boolean running = true;
  private volatile Optional<PcieThroughput> pcie = Optional.empty();
  private long endNanos;
  private long missed;
  private long costNanos;
  private long maxCostNanos;
  private String endedBy;

  private Sampler(Plan plan) {
    this.plan = plan;
    this.device = plan.gpu.monitored();
    this.fine =
        plan.nvmlBuffer
            ? device.map(d -> new FineBuffer(d, plan.originNanos, startNanos))
            : Optional.empty();
    this.thread = daemon("gpu-sampler", this::sample);
    this.pcieThread =
        plan.pcie && device.isPresent()
            ? Optional.of(daemon("gpu-sampler-pcie", this::watchPcie))
            : Optional.empty();
  }

  /**
   * How to sample.
   *
   * @param gpu the device
   * @param hz samples a second, 2 to 100
   * @param originNanos the {@link System#nanoTime()} that is second 0 of the run
   * @param pcie whether PCIe traffic is read too, by a second thread some four times a second (NVML
   *     takes 40 ms for it)
   * @param nvmlBuffer whether NVML's own sample buffer is collected as well
   */
  public record Plan(Gpu gpu, double hz, long originNanos, boolean pcie, boolean nvmlBuffer) {
    static final double DEFAULT_HZ = 10;

    public Plan {
      if (!(hz >= 2 && hz <= 100)) {
        throw new IllegalArgumentException("hz must be within 2 to 100: " + hz);
      }
    }

    /**
     * Samples a second, 2 to 100. NVML refreshes utilisation 1 to 6 times a second, power faster.
     */
    public Plan hz(double hz) {
      return new Plan(gpu, hz, originNanos, pcie, nvmlBuffer);
    }

    /**
     * Counts seconds from this {@link System#nanoTime()}; the default is the moment the plan was
     * made.
     */
    public Plan origin(long nanos) {
      return new Plan(gpu, hz, nanos, pcie, nvmlBuffer);
    }

    /** Reads PCIe traffic too. */
    public Plan withPcie() {
      return new Plan(gpu, hz, originNanos, true, nvmlBuffer);
    }

    /** Collects NVML's own sample buffer too. */
    public Plan withNvmlBuffer() {
      return new Plan(gpu, hz, originNanos, pcie, true);
    }

    /** Starts sampling. */
    public Sampler start() {
      Sampler sampler = new Sampler(this);
      sampler.thread.start();
      sampler.pcieThread.ifPresent(Thread::start);
      return sampler;
    }
  }

  /** What has been seen so far. */
  public GpuRecording soFar() {
    synchronized (samples) {
      long until = running ? System.nanoTime() : endNanos;
      int taken = samples.size();
      return new GpuRecording(
          plan.gpu,
          seconds(startNanos),
          seconds(until),
          plan.hz,
          missed,
          taken == 0 ? 0 : costNanos / 1e9 / taken,
          maxCostNanos / 1e9,
          samples,
          fine.map(buffer -> buffer.within(seconds(startNanos), seconds(until))).orElse(List.of()),
          Optional.ofNullable(endedBy));
    }
  }

  /** Ends sampling and returns all of it; later calls return the same. */
  public GpuRecording stop() {
    running = false;
    LockSupport.unpark(thread);
    pcieThread.ifPresent(LockSupport::unpark);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        if (pcieThread.isPresent()) {
          pcieThread.get().join();
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return soFar();
  }

  @Override
  public void close() {
    stop();
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).unstarted(work);
  }

  private void sample() {
    long period = (long) (1e9 / plan.hz);
    long tick = startNanos;
    long drained = startNanos;
    do {
      long late = System.nanoTime() - tick;
      if (late >= period) {
        long skipped = late / period;
        count(skipped);
        tick += skipped * period;
      }
      takeSample();
      if (fine.isPresent() && System.nanoTime() - drained > DRAIN_EVERY_NANOS) {
        drainBuffer();
        drained = System.nanoTime();
      }
      tick += period;
      waitUntil(tick);
    } while (running && endedBy == null);
    long end = System.nanoTime();
    if (endedBy == null && end >= tick) {
      count((end - tick) / period + 1);
    }
    drainBuffer();
    synchronized (samples) {
      endNanos = end;
      running = false;
    }
  }

  private void waitUntil(long tick) {
    long left;
    while (running && (left = tick - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  private void takeSample() {
    if (device.isEmpty()) {
      end("NVML does not see this device");
      return;
    }
    long begin = System.nanoTime();
    try {
      GpuSample sample = read(device.get(), seconds(begin));
      long cost = System.nanoTime() - begin;
      synchronized (samples) {
        samples.add(sample);
        costNanos += cost;
        maxCostNanos = Math.max(maxCostNanos, cost);
      }
    } catch (DeviceLost lost) {
      end(lost.failure().toString());
    } catch (GpuException once) {
      count(1);
      findAgain();
    }
  }

  /** After a reload of the driver NVML has to be asked for the device anew. */
  private void findAgain() {
    try {
      Optional<NvmlDevice> found = plan.gpu.monitored();
      device = found.isPresent() ? found : device;
    } catch (GpuException still) {
      LOG.debug("the device is not back yet: {}", still.getMessage());
    }
  }

  private GpuSample read(NvmlDevice d, double timeS) {
    Optional<NvmlDevice.Utilization> use = d.utilization();
    Optional<Set<ThrottleReason>> throttle = GpuReading.throttle(d);
    Optional<PcieThroughput> traffic = pcie;
    return new GpuSample(
        timeS,
        plan.gpu.uuid(),
        Ratios.percent(use.map(NvmlDevice.Utilization::gpu)),
        Ratios.percent(use.map(NvmlDevice.Utilization::memory)),
        Ratios.percent(d.encoder()),
        Ratios.percent(d.decoder()),
        d.memory().map(m -> OptionalLong.of(m.used())).orElse(OptionalLong.empty()),
        d.clockMhz(GpuReading.SM_CLOCK),
        d.clockMhz(GpuReading.MEMORY_CLOCK),
        Ratios.thousandth(d.powerMilliwatts()),
        Ratios.thousandth(d.energyMillijoules()),
        d.temperatureC(),
        traffic.map(t -> OptionalDouble.of(t.sentBytesPerS())).orElse(OptionalDouble.empty()),
        traffic.map(t -> OptionalDouble.of(t.receivedBytesPerS())).orElse(OptionalDouble.empty()),
        throttle);
  }

  private void watchPcie() {
    try {
      while (running && (pcie = device.flatMap(Gpu::throughput)).isPresent()) {
        LockSupport.parkNanos(PCIE_PAUSE_NANOS);
      }
    } catch (GpuException gone) {
      pcie = Optional.empty();
    }
  }

  private void drainBuffer() {
    try {
      fine.ifPresent(FineBuffer::drain);
    } catch (GpuException once) {
      LOG.debug("NVML's own samples are left for the next round: {}", once.getMessage());
    }
  }

  private void count(long ticks) {
    synchronized (samples) {
      missed += ticks;
    }
  }

  private void end(String why) {
    synchronized (samples) {
      endedBy = why;
    }
  }

  private double seconds(long nanos) {
    return (nanos - plan.originNanos) / 1e9;
  }
}
