package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.FfmpegRun;
import dev.reelframe.media.Frames;
import dev.reelframe.pipeline.CorpusAnalysis.Clip;
import dev.reelframe.sql.SqlSession;
import dev.reelframe.table.Dataset;
import dev.reelframe.table.Schema;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Clips side by side, each on disk when it has ended, and what a second run makes again. */
class CorpusRunTest {
  private static final Set<TableFormat> BOTH = EnumSet.of(TableFormat.CSV, TableFormat.PARQUET);

  @TempDir static Path clips;
  @TempDir Path dir;

  @BeforeAll
  static void draw() throws IOException {
    for (int n = 1; n <= 4; n++) {
      FfmpegRun.draw(
          clips.resolve("clip" + n + ".mp4"), "-c:v", "mpeg4", "-c:a", "aac", "-t", "" + n / 4.0);
    }
    byte[] whole = Files.readAllBytes(clips.resolve("clip1.mp4"));
    Files.write(clips.resolve("damaged.mp4"), Arrays.copyOf(whole, whole.length / 3));
  }

  private static Pipeline pipeline() {
    return Pipeline.of(
        Analyzers.cuts(), Analyzers.colors(), Analyzers.scenes(), Analyzers.audioAnalysis());
  }

  private CorpusRun run(String folder) {
    return CorpusRun.of(Corpus.folder(clips), dir.resolve(folder)).formats(BOTH);
  }

  /** All table files of all clips, as bytes. */
  private Map<String, String> tables(String folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dir.resolve(folder))) {
      for (Path file : files.filter(f -> f.getParent().endsWith("tables")).toList()) {
        content.put(
            dir.resolve(folder).relativize(file).toString(),
            Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  @Test
  void clipsSideBySideGiveTheFilesOfOneAtATimeAndADamagedOneCostsItself() throws IOException {
    CorpusAnalysis one = run("one").atOnce(1).run(pipeline());
    CorpusAnalysis four = run("four").atOnce(4).run(pipeline());
    assertThat(tables("four")).isNotEmpty().isEqualTo(tables("one"));
    assertThat(four.clips())
        .extracting(Clip::name)
        .containsExactly("clip1", "clip2", "clip3", "clip4", "damaged");
    assertThat(four.clips().subList(0, 4)).allSatisfy(c -> assertThat(c.failure()).isEmpty());
    assertThat(four.clips().get(4).failure()).isPresent();
    assertThat(dir.resolve("four/damaged")).doesNotExist();
    assertThat(four.summary().rowCount()).isEqualTo(4 * pipeline().analyzers().size() + 1);
    assertThat(TableFiles.read(dir.resolve("four/corpus.csv")).printAll())
        .isEqualTo(four.summary().printAll());
    assertThat(one.table("cut_analysis").printAll())
        .isEqualTo(four.table("cut_analysis").printAll());
  }

  @Test
  void aClipIsOnDiskWhenTheListenerHearsOfItAndTheTallyCounts() throws IOException {
    List<Tally> tallies = new ArrayList<>();
    CorpusListener listener =
        new CorpusListener() {
          @Override
          public void ended(Clip clip, Optional<Analysis> analysis, Tally tally) {
            assertThat(clip.folder().resolve("analysis.json")).exists();
            tallies.add(tally);
          }

          @Override
          public void failed(Clip clip, Exception why, Tally tally) {
            tallies.add(tally);
          }
        };
    run("heard").listener(listener).run(pipeline());
    assertThat(tallies).extracting(Tally::ended).containsExactly(1, 2, 3, 4, 5);
    assertThat(tallies.getLast().failed()).isEqualTo(1);
    assertThat(tallies.getLast().leftS()).contains(0.0);
    run("heard").resume(true).listener(listener).run(pipeline());
    assertThat(tallies.getLast().kept()).isEqualTo(4);
    assertThat(new Tally(20, 3, 4, 1, 90).line())
        .isEqualTo("8 of 20 clips, 1 failed, 4 done before, 2.0 a minute, 6 min left");
  }

  @Test
  @Timeout(60)
  void anInterruptEndsAllClipsInWorkAndLeavesWhatHasEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    Analyzer slow =
        Analyzer.named("slow")
            .reads(Frames.all())
            .returns(Schema.frames("slow", ""))
            .perFrame((frame, rows) -> {
              begun.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                run("cancelled").atOnce(2).run(Pipeline.of(slow));
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get())
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("0 of 5 clips");
    assertThat(dir.resolve("cancelled/corpus.csv")).exists();
    try (Stream<Path> left = Files.list(dir.resolve("cancelled"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  /** Names of what worked in a second run, by clip. */
  private Map<String, List<String>> again(Pipeline pipeline) throws IOException {
    Map<String, List<String>> made = new TreeMap<>();
    for (Clip clip : run("results").resume(true).run(pipeline).clips()) {
      if (!clip.made().isEmpty()) {
        made.put(clip.name(), clip.made());
      }
    }
    return made;
  }

  @Test
  void onlyWhatIsNotDoneIsMadeAgainAndTheFilesAreThoseOfACleanRun() throws IOException {
    run("results").run(pipeline());
    Map<String, String> clean = tables("results");
    assertThat(again(pipeline())).isEmpty();

    Path table = dir.resolve("results/clip2/tables/color_analysis.csv");
    byte[] whole = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(whole, whole.length - 1));
    Files.write(dir.resolve("results/clip3/tables/cut_analysis.signal.parquet"), new byte[0]);
    Files.delete(dir.resolve("results/clip4/tables/audio_analysis.schema.json"));
    assertThat(again(pipeline()))
        .isEqualTo(
            Map.of(
                "clip2", List.of("color_analysis"),
                "clip3", List.of("cut_analysis"),
                "clip4", List.of("audio_analysis")));
    assertThat(tables("results")).isEqualTo(clean);
    assertThat(again(pipeline())).isEmpty();
  }

  @Test
  void aChangedParameterMakesItsTableAgainAndThoseThatReadIt() throws IOException {
    run("results").run(pipeline());
    Pipeline other = pipeline().set("cut_analysis.sensitivity", 0.7);
    Map<String, List<String>> made = again(other);
    assertThat(made.keySet()).containsExactly("clip1", "clip2", "clip3", "clip4");
    assertThat(made.get("clip1"))
        .contains("cut_analysis", "scene_segmentation")
        .doesNotContain("audio_analysis");
    run("clean").run(other);
    assertThat(tables("results")).isEqualTo(tables("clean"));
  }

  @Test
  void anotherSelectionAddsToWhatIsThereWhereItStillHolds() throws IOException {
    Pipeline cuts = pipeline().only(Set.of("cut_analysis"));
    run("results").run(cuts);
    assertThat(again(pipeline().only(Set.of("audio_analysis"))).get("clip1"))
        .containsExactly("audio_analysis");
    run("both").run(pipeline().only(Set.of("cut_analysis", "audio_analysis")));
    assertThat(tables("results")).isEqualTo(tables("both"));
    assertThat(again(cuts)).isEmpty();

    again(pipeline());
    assertThat(again(cuts.set("cut_analysis.sensitivity", 0.7)).get("clip1"))
        .containsExactly("cut_analysis");
    Path tables = dir.resolve("results/clip1/tables");
    assertThat(tables.resolve("audio_analysis.csv")).exists();
    assertThat(tables.resolve("scene_segmentation.csv")).as("made from other cuts").doesNotExist();
  }

  @Test
  void whatAKilledRunLeftInTheDatasetIsGoneAfterTheNext() throws IOException {
    Path results = dir.resolve("killed");
    CorpusRun run =
        CorpusRun.of(Corpus.of(clips.resolve("clip1.mp4").toString()), results).resume(true);
    run.run(pipeline());
    Path dataset = results.resolve("dataset");
    Set<Path> clean = files(dataset);
    for (String left : List.of(".part-clip1", ".part-of a clip that went")) {
      Path half = Files.createDirectories(dataset.resolve(left));
      Files.writeString(half.resolve("clip_source.parquet"), "half");
      Files.writeString(half.resolve("clip_source.schema.json"), "{");
    }
    run.run(pipeline());
    assertThat(files(dataset)).isEqualTo(clean);
  }

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.collect(Collectors.toSet());
    }
  }

  @Test
  void theDatasetHasEachClipOnceAlsoAfterChanges() throws IOException {
    Path odd = Files.createDirectories(dir.resolve("odd"));
    Files.copy(clips.resolve("clip1.mp4"), odd.resolve("2024.mp4"));
    Files.copy(clips.resolve("clip2.mp4"), odd.resolve("it's a=b, 50 %.mp4"));
    Path results = dir.resolve("results");
    CorpusRun run = CorpusRun.of(Corpus.folder(odd), results).resume(true);
    CorpusAnalysis all = run.run(pipeline());
    Dataset dataset = Dataset.of(results);
    assertThat(dataset.clips("cut_analysis")).containsExactly("2024", "it's a=b, 50 %");
    assertThat(dataset.tables())
        .contains("clip_source", "color_analysis", "color_analysis_signal", "audio_analysis");
    Table read =
        all.sql(
            "select clip, c.color_1_name, media from color_analysis c join clip_source using"
                + " (clip) order by clip");
    assertThat(read.stringColumn("clip").unique().asList())
        .containsExactlyInAnyOrder("2024", "it's a=b, 50 %");
    assertThat(read.getString(0, "media")).endsWith("/odd/2024.mp4");
    assertThat(read.rowCount()).isEqualTo(all.table("color_analysis").rowCount());
    assertThat(all.save(dir.resolve("copy")).resolve("dataset/cut_analysis/clip=2024/part.parquet"))
        .hasSameBinaryContentAs(results.resolve("2024/tables/cut_analysis.parquet"));

    Files.delete(results.resolve("dataset/cut_analysis/clip=2024/part.parquet"));
    Files.delete(results.resolve("it's a=b, 50 %/analysis.json"));
    CorpusRun.of(Corpus.of(odd.resolve("2024.mp4").toString()), results)
        .resume(true)
        .run(pipeline());
    assertThat(results.resolve("dataset/cut_analysis/clip=2024/part.parquet")).exists();
    assertThat(dataset.clips("clip_source")).containsExactly("2024");
    CorpusRun.of(Corpus.of(odd.resolve("2024.mp4").toString()), results)
        .formats(EnumSet.of(TableFormat.CSV))
        .run(pipeline().only(Set.of("cut_analysis")));
    assertThat(dataset.clips("clip_source")).isEmpty();
    try (SqlSession sql = SqlSession.overResults(results)) {
      assertThat(sql.query("select clip from cut_analysis").columnNames()).containsExactly("clip");
    }
  }

  @Test
  void aRunMayNotBeOfNoClips() {
    assertThatThrownBy(() -> run("none").atOnce(0)).hasMessageContaining("give at least 1");
    assertThat(CorpusRun.affordable(8, 768L << 20)).isEqualTo(3);
    assertThat(CorpusRun.affordable(2, 100L << 20)).isEqualTo(1);
  }
}
