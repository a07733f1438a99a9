package dev.reelframe.benchmarks.gpu;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a sampler costs as it is used: a thread that wakes up, looks and sleeps again. Windows of a
 * second with each rate take turns; the figures are the recordings' own. Needs a device; with the
 * simulated driver of {@code native-bindings} on {@code LD_LIBRARY_PATH} it measures the Java side
 * and the waking alone.
 *
 * <p>Arguments: windows for each rate (default 20).
 */
final class SamplerCost {
  private static final double[] RATES_HZ = {10, 50, 100};
  private static final double WINDOW_S = 1;
  private static final int WARMUPS = 5;

  private SamplerCost() {}

  public static void main(String[] args) {
    int windows = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    Gpu gpu = Gpu.first();
    TreeMap<Double, List<GpuRecording>> seen = new TreeMap<>();
    for (int i = -WARMUPS; i < windows; i++) {
      for (double hz : RATES_HZ) {
        GpuRecording recording = window(gpu, hz);
        if (i >= 0) {
          seen.computeIfAbsent(hz, h -> new ArrayList<>()).add(recording);
        }
      }
    }
    System.out.println(
        "gpu,hz,windows,samples,missed,cost_per_sample_us_least,cost_per_sample_us_median,cost_per_sample_us_most,longest_us,share_of_core_percent");
    seen.forEach((hz, recordings) -> print(gpu, hz, recordings));
  }

  private static GpuRecording window(Gpu gpu, double hz) {
    try (var sampler = gpu.sampler().hz(hz).start()) {
      Thread.sleep((long) (1e3 * WINDOW_S));
      return sampler.stop();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(Gpu gpu, double hz, List<GpuRecording> recordings) {
    double[] micros = recordings.stream().mapToDouble(r -> 1e6 * r.meanCostS()).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s,%.0f,%d,%d,%d,%.1f,%.1f,%.1f,%.0f,%.3f%n",
        gpu.name(),
        hz,
        recordings.size(),
        recordings.stream().mapToLong(r -> r.samples().size()).sum(),
        recordings.stream().mapToLong(GpuRecording::missed).sum(),
        micros[0],
        micros[micros.length / 2],
        micros[micros.length - 1],
        recordings.stream().mapToDouble(r -> 1e6 * r.maxCostS()).max().orElse(0),
        recordings.stream().mapToDouble(r -> 100 * r.costRatio()).average().orElse(0));
  }
}
