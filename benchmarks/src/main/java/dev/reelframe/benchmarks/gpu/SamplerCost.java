package dev.reelframe.benchmarks.gpu;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuRecording;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a sampler costs as it is used: a thread that wakes up, looks and sleeps again, for a second.
 * The figures are the recording's own, in the counters; the time of an invocation is the window.
 * Needs a device; with the simulated driver of {@code native-bindings} on {@code LD_LIBRARY_PATH}
 * it measures the Java side alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class SamplerCost {
  private static final double WINDOW_S = 1;

  @Param({"10", "100"})
  public int hz;

  /** What a recording says of itself. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Seen {
    public double costPerSampleUs;
    public double longestSampleUs;
    public double missed;
  }

  @Benchmark
  public GpuRecording window(Seen seen) throws InterruptedException {
    try (var sampler = Gpu.first().sampler().hz(hz).start()) {
      Thread.sleep((long) (1e3 * WINDOW_S));
      GpuRecording recording = sampler.stop();
      seen.costPerSampleUs = 1e6 * recording.meanCostS();
      seen.longestSampleUs = 1e6 * recording.maxCostS();
      seen.missed = recording.missed();
      return recording;
    }
  }
}
