package dev.reelframe.benchmarks.gpu;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuProbe;
import dev.reelframe.gpu.GpuReading;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a look at a GPU costs. Needs a device; with the simulated driver of {@code native-bindings}
 * on {@code LD_LIBRARY_PATH} it measures the Java side alone. Without either, {@link #probe}
 * measures how fast the answer "there is none" comes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ReadingCost {
  private Gpu gpu;

  @Setup
  public void find() {
    gpu = Gpu.list().stream().findFirst().orElse(null);
  }

  @Benchmark
  public GpuProbe probe() {
    return Gpu.probe();
  }

  /** The 25 calls of a full reading; a sample of the sampler makes 10 of them. */
  @Benchmark
  public GpuReading reading() {
    if (gpu == null) {
      throw new IllegalStateException(Gpu.probe().line());
    }
    return gpu.reading();
  }
}
