package dev.reelframe.benchmarks.torture;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Analyses damaged files, one after another on every core, in this one process, and judges what
 * came of each. Prints a table; its exit status is 1 where something happened that may not.
 *
 * <p>Arguments: {@code FFMPEG_FOLDER SHARED COUNT SEED}; called by {@code benchmarks/torture}.
 */
final class Torture {
  /** Those that read every frame and every sample, and load no model. */
  private static final Pipeline PIPELINE =
      Pipeline.of(
              Analyzers.cuts(),
              Analyzers.colors(),
              Analyzers.contentQuality(),
              Analyzers.audioAnalysis())
          .workers(1);

  /** A folder for files that something was wrong with; without, they go. */
  private static final String KEPT = System.getProperty("torture.keep", "");

  private final Path folder;
  private final Path ffprobe;
  private final List<Base> bases;
  private final Map<String, Whole> wholes = new HashMap<>();

  private Torture(Path ffmpegFolder, Path shared, Path folder) throws IOException {
    this.folder = folder;
    this.ffprobe = ffmpegFolder.resolve("ffprobe");
    this.bases = Base.all(ffmpegFolder.resolve("ffmpeg"), shared, folder);
  }

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[2]);
    long seed = Long.parseLong(args[3]);
    Path folder = Files.createTempDirectory("torture");
    Torture torture = new Torture(Path.of(args[0]), Path.of(args[1]), folder);
    for (Base base : torture.bases) {
      torture.measure(base);
    }
    Remains before = Remains.now();
    List<Verdict> verdicts = torture.run(count, seed);
    List<String> left = Remains.now().since(before, folder);
    Files.delete(folder);
    System.exit(new Outcome(torture.bases.size(), verdicts, left).print(System.out) ? 0 : 1);
  }

  /** A base must be whole: else nothing can be said about what damage does to it. */
  private void measure(Base base) throws IOException {
    Path file = Files.write(folder.resolve(base.name()), base.bytes());
    Analysis run = PIPELINE.run(Video.open(file));
    if (run.damage().isPresent()) {
      throw new IllegalStateException(base.name() + " is no whole file: " + run.damage().get());
    }
    wholes.put(base.name(), Whole.of(ffprobe, file, Whole.amount(run.end())));
    Files.delete(file);
  }

  private List<Verdict> run(int count, long seed) throws Exception {
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Verdict>> waiting = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        int number = n;
        waiting.add(cores.submit(() -> judge(number, seed)));
      }
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<Verdict> each : waiting) {
        Verdict verdict = each.get();
        verdicts.add(verdict);
        verdict
            .faults()
            .forEach(fault ->
                System.err.println(
                    "%s %s, file %d: %s"
                        .formatted(verdict.base(), verdict.mutation(), verdict.number(), fault)));
      }
      return verdicts;
    }
  }

  private Verdict judge(int number, long seed) throws IOException {
    Base base = bases.get(number % bases.size());
    Mutation mutation = Mutation.values()[number / bases.size() % Mutation.values().length];
    byte[] damaged = mutation.apply(base.bytes(), bases, new Random(seed + number));
    Path file = Files.write(folder.resolve(number + "_" + base.name()), damaged);
    Judge judge = new Judge(PIPELINE, ffprobe, wholes.get(base.name()), file);
    judge.run();
    if (KEPT.isEmpty() || judge.faults().isEmpty()) {
      Files.delete(file);
    } else {
      Files.move(file, Path.of(KEPT).resolve(file.getFileName()));
    }
    return new Verdict(
        base.name(),
        mutation,
        number,
        judge.outcome(),
        judge.seconds(),
        judge.shorter(),
        judge.faults());
  }
}
