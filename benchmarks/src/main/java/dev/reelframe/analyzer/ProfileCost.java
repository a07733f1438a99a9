package dev.reelframe.analyzer;

import dev.reelframe.benchmarks.CpuClock;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What it costs a run to keep what its threads did: pairs of runs with and without, in turns, the
 * order within a pair turned each time. Beside it, without the noise of a whole run: what a step
 * costs that does nothing, times the steps of the run.
 *
 * <p>Arguments: {@code CLIP PAIRS [ANALYZER,...]}; called by {@code benchmarks/run-profile-cost}.
 */
public final class ProfileCost {
  private static final int STEPS = 200_000;

  private final Video video;
  private final Pipeline pipeline;

  private ProfileCost(Video video, Pipeline pipeline) {
    this.video = video;
    this.pipeline = pipeline;
  }

  public static void main(String[] arguments) {
    Pipeline pipeline = Pipeline.standard().on(Device.cpu());
    if (arguments.length > 2) {
      pipeline = pipeline.only(Set.of(arguments[2].split(",")));
    }
    new ProfileCost(Video.open(Path.of(arguments[0])), pipeline)
        .print(System.out, Integer.parseInt(arguments[1]));
  }

  private void print(PrintStream out, int pairs) {
    Analysis run = pipeline.run(video);
    cpuS(false);
    List<Double> with = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      boolean first = i % 2 == 0;
      double a = cpuS(first);
      double b = cpuS(!first);
      with.add(first ? a : b);
      ratios.add(first ? a / b : b / a);
    }
    Lane.keeping = true;
    long steps =
        run.cost().spans().stream()
            .filter(s -> s.activity() != Activity.WAIT)
            .mapToLong(Span::times)
            .sum();
    double stepNanos = stepNanos();
    out.println("what,pairs,min,median,max");
    row(out, "cpu_s_with", with);
    row(out, "cpu_ratio_with_over_without", ratios);
    out.printf(Locale.ROOT, "stretches_in_a_run,1,,%d,%n", steps);
    out.printf(Locale.ROOT, "nanoseconds_for_each,1,,%.0f,%n", stepNanos);
    out.printf(
        Locale.ROOT,
        "share_by_count,1,,%.5f,%n",
        steps * stepNanos / 1e9 / sorted(with)[with.size() / 2]);
  }

  private static void row(PrintStream out, String what, List<Double> values) {
    double[] s = sorted(values);
    out.printf(
        Locale.ROOT, "%s,%d,%.4f,%.4f,%.4f%n", what, s.length, s[0], median(s), s[s.length - 1]);
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private double cpuS(boolean keeping) {
    Lane.keeping = keeping;
    CpuClock before = CpuClock.now();
    pipeline.run(video);
    return CpuClock.now().sinceS(before);
  }

  /** Of a wait and a step together, which is two stretches: the dearer of the two counts. */
  private static double stepNanos() {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      Lane lane = new Lane("nothing", System.nanoTime());
      long start = System.nanoTime();
      for (int i = 0; i < STEPS; i++) {
        lane.waited(Stage.FOLD, "decoder");
        lane.begin(Stage.FOLD);
        lane.end();
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) STEPS);
    }
    return best;
  }
}
