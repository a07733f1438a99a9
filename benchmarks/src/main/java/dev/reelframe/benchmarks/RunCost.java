package dev.reelframe.benchmarks;

import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run costs beside bare decoding of the same file, in the same session: bare decode, a fresh
 * process and a resident pipeline take turns, so that a machine that changes its speed changes it
 * for all three.
 *
 * <p>Arguments: {@code CLIP LAUNCHER FFMPEG REPEATS [ANALYZER,...]}; called by {@code
 * benchmarks/run-cost}.
 */
final class RunCost {
  private record Turn(double wallS, double cpuS) {}

  private final Path clip;
  private final String launcher;
  private final Set<String> only;
  private final TreeMap<String, List<Turn>> turns = new TreeMap<>();
  private final TreeMap<String, List<Double>> perAnalyzer = new TreeMap<>();

  private RunCost(Path clip, String launcher, Set<String> only) {
    this.clip = clip;
    this.launcher = launcher;
    this.only = only;
  }

  public static void main(String[] args) throws Exception {
    Set<String> only =
        args.length > 4 ? new TreeSet<>(Arrays.asList(args[4].split(","))) : Set.of();
    RunCost cost = new RunCost(Path.of(args[0]), args[1], only);
    int repeats = Integer.parseInt(args[3]);
    cost.resident();
    cost.resident();
    cost.turns.clear();
    cost.perAnalyzer.clear();
    for (int i = 0; i < repeats; i++) {
      cost.child(
          "1 bare decode",
          List.of(args[2], "-v", "error", "-nostdin", "-i", args[0], "-f", "null", "-"));
      cost.fresh();
      cost.resident();
    }
    cost.print(System.out, repeats);
  }

  private void fresh() throws IOException, InterruptedException {
    Path out = Files.createTempDirectory("reelframe-cost");
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher, "analyze", clip.toString(), "--out", out.toString(), "--format", "csv"));
    if (!only.isEmpty()) {
      command.addAll(List.of("--only", String.join(",", only)));
    }
    child("2 fresh process", command);
  }

  private void child(String name, List<String> command) throws IOException, InterruptedException {
    CpuClock before = CpuClock.now();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
    double wall = (System.nanoTime() - start) / 1e9;
    record(name, wall, CpuClock.now().childrenSinceS(before));
  }

  private void resident() {
    CpuClock before = CpuClock.now();
    long start = System.nanoTime();
    Pipeline pipeline = Pipeline.standard();
    Analysis run = (only.isEmpty() ? pipeline : pipeline.only(only)).run(Video.open(clip));
    record("3 resident", (System.nanoTime() - start) / 1e9, CpuClock.now().sinceS(before));
    run.results()
        .forEach(
            r -> perAnalyzer.computeIfAbsent(r.name(), n -> new ArrayList<>()).add(r.cpuSeconds()));
  }

  private void record(String name, double wallS, double cpuS) {
    turns.computeIfAbsent(name, n -> new ArrayList<>()).add(new Turn(wallS, cpuS));
  }

  private void print(PrintStream out, int repeats) {
    double duration = Video.open(clip).durationS().orElse(0.0);
    out.printf(
        Locale.ROOT,
        "what,repeats,wall_min_s,wall_median_s,wall_max_s,cpu_min_s,cpu_median_s,cpu_max_s,cpu_over_decode_median,wall_over_real_time_median%n");
    List<Turn> floor = turns.get("1 bare decode");
    turns.forEach((name, list) -> {
      double[] wall = list.stream().mapToDouble(Turn::wallS).sorted().toArray();
      double[] cpu = list.stream().mapToDouble(Turn::cpuS).sorted().toArray();
      double[] ratio = new double[list.size()];
      for (int i = 0; i < ratio.length; i++) {
        ratio[i] = list.get(i).cpuS() / floor.get(i).cpuS();
      }
      Arrays.sort(ratio);
      out.printf(
          Locale.ROOT,
          "%s,%d,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.3f%n",
          name.substring(2),
          repeats,
          wall[0],
          median(wall),
          wall[wall.length - 1],
          cpu[0],
          median(cpu),
          cpu[cpu.length - 1],
          median(ratio),
          median(wall) / duration);
    });
    perAnalyzer.forEach((name, seconds) -> {
      double[] s = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      out.printf(
          Locale.ROOT,
          "resident thread time of %s,%d,,,,%.3f,%.3f,%.3f,,%n",
          name,
          repeats,
          s[0],
          median(s),
          s[s.length - 1]);
    });
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
