package dev.reelframe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how long one and two executors of one core take over the same clips, in turns; nothing is
 * asserted of the times.
 */
@Tag("timing")
class SparkTimingTest {
  private static final int CLIPS = 8;
  private static final int ROUNDS = 3;

  @TempDir Path dir;

  @Test
  void oneAndTwoExecutorsInTurns() throws IOException {
    Path clips = Files.createDirectories(dir.resolve("clips"));
    for (int n = 0; n < CLIPS; n++) {
      Files.copy(SampleClip.video().file(), clips.resolve("clip" + n + ".mp4"));
    }
    System.out.println("executors,round,clips,wall_s");
    for (int round = 0; round < ROUNDS; round++) {
      for (int executors : new int[] {1, 2}) {
        double seconds = seconds(executors, Corpus.folder(clips), round);
        System.out.printf(Locale.ROOT, "%d,%d,%d,%.1f%n", executors, round, CLIPS, seconds);
      }
    }
  }

  /** Of the second job of a session: virtual machines have started and code is compiled. */
  private double seconds(int executors, Corpus corpus, int round) throws IOException {
    try (SparkSession spark = LocalCluster.start(executors)) {
      double wall = 0;
      for (String job : new String[] {"cold", "warm"}) {
        Path results = dir.resolve("%s-%d-%d".formatted(job, executors, round));
        long start = System.nanoTime();
        SparkCorpus done = SparkCorpus.run(spark, corpus, results, SparkTimingTest::pipeline);
        wall = (System.nanoTime() - start) / 1e9;
        assertThat(done.summary().filter("state = 'failed'").count()).isZero();
      }
      return wall;
    }
  }

  private static Pipeline pipeline() {
    return Pipeline.of(Analyzers.cuts(), Analyzers.colors(), Analyzers.audioAnalysis());
  }
}
