package dev.reelframe.benchmarks;

import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Where the CPU goes: decoding, making views, reading them, and for each analyzer loading models,
 * running them, and its own work (inputs, outputs, measures, decisions). What remains is the
 * virtual machine (start, compilation, garbage collection) and writing files.
 *
 * <p>Arguments: {@code CLIP LAUNCHER FFMPEG REPEATS}; called by {@code benchmarks/run-split}.
 */
final class RunSplit {
  private record Part(String process, String step, String name) {}

  private final Path clip;
  private final String launcher;
  private final Map<Part, List<Double>> seconds = new LinkedHashMap<>();

  private RunSplit(String clip, String launcher) {
    this.clip = Path.of(clip);
    this.launcher = launcher;
  }

  public static void main(String[] args) throws Exception {
    RunSplit split = new RunSplit(args[0], args[1]);
    int repeats = Integer.parseInt(args[3]);
    Pipeline pipeline = Pipeline.standard();
    for (int i = 0; i < 2; i++) {
      pipeline.run(Video.open(split.clip));
    }
    for (int i = 0; i < repeats; i++) {
      double bare =
          split.child(
              List.of(args[2], "-v", "error", "-nostdin", "-i", args[0], "-f", "null", "-"));
      split.fresh(bare);
      CpuClock before = CpuClock.now();
      Table profile = pipeline.run(Video.open(split.clip)).profile();
      split.count("resident", profile, bare, CpuClock.now().sinceS(before));
    }
    split.print(System.out, repeats);
  }

  private void fresh(double bare) throws IOException, InterruptedException {
    Path out = Files.createTempDirectory("reelframe-split");
    double all =
        child(
            List.of(
                launcher, "analyze", clip.toString(), "--out", out.toString(), "--format", "csv"));
    try (Stream<Path> files = Files.find(out, 2, (f, a) -> f.endsWith("profile.csv"))) {
      Path file = files.findFirst().orElseThrow();
      Table profile =
          Table.read()
              .usingOptions(
                  CsvReadOptions.builder(file.toFile())
                      .columnTypes(
                          name -> name.endsWith("_s") ? ColumnType.DOUBLE : ColumnType.STRING));
      count("fresh", profile, bare, all);
    }
  }

  private double child(List<String> command) throws IOException, InterruptedException {
    CpuClock before = CpuClock.now();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
    return CpuClock.now().childrenSinceS(before);
  }

  private void count(String process, Table profile, double bare, double all) {
    Map<Part, Double> parts = new LinkedHashMap<>();
    for (Row row : profile) {
      String name = row.getString("name");
      double busy = row.getDouble("busy_s");
      boolean model = row.getString("activity").equals("inference");
      switch (row.getString("stage")) {
        case "decode" -> {
          parts.merge(new Part(process, "decode", "bare decode beside it"), bare, Double::sum);
          parts.merge(new Part(process, "views", "child beyond that"), busy - bare, Double::sum);
        }
        case "read" -> parts.merge(new Part(process, "views", "read from it"), busy, Double::sum);
        case "open" -> parts.merge(new Part(process, "load", name), busy, Double::sum);
        case "write" -> {} // a part of the rest
        default -> parts.merge(new Part(process, model ? "model" : "own", name), busy, Double::sum);
      }
    }
    double known = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    parts.put(new Part(process, "rest", "virtual machine, files"), all - known);
    parts.put(new Part(process, "all", ""), all);
    parts.forEach((part, s) -> seconds.computeIfAbsent(part, p -> new ArrayList<>()).add(s));
  }

  private void print(PrintStream out, int repeats) {
    out.println("process,step,name,repeats,cpu_min_s,cpu_median_s,cpu_max_s");
    seconds.forEach((part, list) -> {
      double[] s = list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      if (s[s.length - 1] >= 0.005) {
        out.printf(
            Locale.ROOT,
            "%s,%s,%s,%d,%.3f,%.3f,%.3f%n",
            part.process,
            part.step,
            part.name.replace(",", " and"),
            repeats,
            s[0],
            s[s.length / 2],
            s[s.length - 1]);
      }
    });
  }
}
