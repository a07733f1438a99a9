package dev.reelframe.experiment;

import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.CorpusAnalysis;
import dev.reelframe.pipeline.CorpusRun;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A corpus of copies of one clip, several of them in flight: what that costs in all. */
final class SideBySide {
  /** How many copies a corpus has. */
  static final int COPIES = 4;

  private SideBySide() {}

  /** {@code wall_s} and {@code own_cpu_s} of all copies; files are written and removed. */
  static Map<String, Double> of(Pipeline pipeline, TrialClip clip, Configuration point) {
    try {
      Path folder = Files.createTempDirectory("reelframe-side-by-side-");
      try {
        return measured(pipeline, copies(clip, folder), folder.resolve("results"), point);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Corpus copies(TrialClip clip, Path folder) throws IOException {
    String[] files = new String[COPIES];
    for (int i = 0; i < COPIES; i++) {
      Path copy = folder.resolve(i + "-" + clip.file().getFileName());
      files[i] = Files.copy(clip.file(), copy).toString();
    }
    return Corpus.of(files);
  }

  private static Map<String, Double> measured(
      Pipeline pipeline, Corpus corpus, Path results, Configuration point) throws IOException {
    MachineState machine = MachineState.now();
    PeakMemory memory = PeakMemory.begin();
    double cpuBefore = HostInfo.cpuS();
    long start = System.nanoTime();
    CorpusRun run = CorpusRun.of(corpus, results).atOnce(point.clipsAtOnce());
    CorpusAnalysis ended = run.run(pipeline);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("wall_s", (System.nanoTime() - start) / 1e9);
    values.put("own_cpu_s", HostInfo.cpuS() - cpuBefore);
    memory.mib().ifPresent(mib -> values.put("peak_memory_mib", mib));
    values.put("clips", (double) ended.clips().size());
    values.put(TrialResult.PROBE, machine.probeMs());
    return values;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
