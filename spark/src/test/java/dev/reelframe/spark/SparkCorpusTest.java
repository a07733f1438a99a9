package dev.reelframe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.CorpusRun;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Two executors, each a virtual machine of its own, of which clips take some with them. */
@Timeout(600)
class SparkCorpusTest {
  @TempDir static Path dir;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    spark = LocalCluster.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /**
   * Ends the executor that looks at a clip: always, or the first time only.
   *
   * @param bytes of the file that it does it to
   * @param once stands where it has not happened; empty for always
   */
  private record Deadly(long bytes, String once) implements Analyzer {
    private static final Schema FRAMES = Schema.frames("deadly", "Nothing");

    @Override
    public AnalyzerSpec spec() {
      return AnalyzerSpec.of("1", FRAMES).reads(Frames.every(4).width(32));
    }

    @Override
    public Fold open(MediaInfo media, RunContext run) {
      try {
        if (media.bytes() == bytes && (once.isEmpty() || Files.deleteIfExists(Path.of(once)))) {
          Runtime.getRuntime().halt(9);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Fold() {
        @Override
        public Table signal(StreamEnd end) {
          return FRAMES.newTable();
        }
      };
    }
  }

  private static Pipeline pipeline(long bytes, String once) {
    return Pipeline.of(
        Analyzers.cuts(), Analyzers.colors(), Analyzers.audioAnalysis(), new Deadly(bytes, once));
  }

  /** Copies of the sample that differ by bytes which no decoder reads. */
  private static Corpus clips(Path folder, int number) throws IOException {
    Files.createDirectories(folder);
    byte[] sample = Files.readAllBytes(SampleClip.video().file());
    for (int n = 0; n < number; n++) {
      byte[] more = Arrays.copyOf(sample, sample.length + 8 + n);
      more[sample.length + 3] = (byte) (8 + n);
      System.arraycopy("free".getBytes(), 0, more, sample.length + 4, 4);
      Files.write(folder.resolve("100" + n + ".mp4"), more);
    }
    return Corpus.folder(folder);
  }

  private static Map<String, String> parts(Path results) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(results)) {
      for (Path file :
          files.filter(f -> Files.isRegularFile(f) && f.getParent().endsWith("tables")).toList()) {
        parts.put(
            results.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return parts;
  }

  @Test
  void withOneExecutorKilledInMidRunAllRowsAreThereOnceAsOfOneMachine() throws IOException {
    Corpus corpus = clips(dir.resolve("once"), 6);
    long bytes = Files.size(dir.resolve("once/1001.mp4"));
    String mark = Files.writeString(dir.resolve("once.mark"), "").toString();
    SparkCorpus all =
        SparkCorpus.run(spark, corpus, dir.resolve("spark"), () -> pipeline(bytes, mark));
    assertThat(dir.resolve("once.mark")).as("one was killed").doesNotExist();
    assertThat(all.summary().filter("state = 'failed'").count()).isZero();

    CorpusRun.of(corpus, dir.resolve("local")).run(pipeline(0, ""));
    assertThat(parts(dir.resolve("spark"))).isNotEmpty().isEqualTo(parts(dir.resolve("local")));
    List<Row> counts =
        all.table("color_analysis").groupBy("clip").count().orderBy("clip").collectAsList();
    assertThat(counts)
        .extracting(row -> row.getString(0))
        .containsExactly("1000", "1001", "1002", "1003", "1004", "1005");
    long rows =
        CorpusRun.of(corpus, dir.resolve("local"))
            .resume(true)
            .run(pipeline(0, ""))
            .table("color_analysis")
            .rowCount();
    assertThat(all.table("color_analysis").count()).isEqualTo(rows);
    assertThat(all.table("color_analysis").schema().apply("start_s").dataType().typeName())
        .isEqualTo("double");
  }

  @Test
  void aClipThatTakesItsExecutorTwiceIsReported() throws IOException {
    Corpus corpus = clips(dir.resolve("always"), 3);
    long bytes = Files.size(dir.resolve("always/1002.mp4"));
    SparkCorpus all =
        SparkCorpus.run(spark, corpus, dir.resolve("deadly"), () -> pipeline(bytes, ""));
    List<Row> failed = all.summary().filter("state = 'failed'").collectAsList();
    assertThat(failed).hasSize(1);
    assertThat(failed.getFirst().getString(0)).isEqualTo("1002");
    assertThat(failed.getFirst().getString(7)).contains("ended 2 times");
    assertThat(all.table("cut_analysis").select("clip").distinct().count()).isEqualTo(2);
  }
}
