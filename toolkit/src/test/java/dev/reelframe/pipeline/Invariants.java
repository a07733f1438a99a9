package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.FfmpegRun;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.Catalogue;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/**
 * What holds for every analyzer of the library, on some seconds of the sample clip (each analyzer
 * runs alone as well), whatever models are there.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Invariants {
  private Path dir;
  private Video video;
  private SharedSetup setup;
  private Analysis run;

  /** The machine that all runs of the class see. */
  abstract SharedSetup machine(Path home);

  /** Every analyzer, in the configuration that is fit for a test. */
  List<Analyzer> analyzers() {
    return Analyzers.all();
  }

  /** Whether this analyzer runs alone too: a run that another class makes need not be repeated. */
  boolean runsAlone(AnalyzerResult result) {
    return true;
  }

  @BeforeAll
  void runOnce(@TempDir Path folder) throws IOException {
    dir = folder;
    String sample = SampleClip.video().file().toString();
    video =
        Video.open(
            FfmpegRun.make(
                dir.resolve("seconds.mp4"),
                "-ss",
                "2",
                "-t",
                "6",
                "-i",
                sample,
                "-c:v",
                "mpeg4",
                "-q:v",
                "2",
                "-c:a",
                "aac"));
    setup = machine(dir.resolve("home"));
    run = Pipeline.of(analyzers()).workers(1).run(video);
    write(run, "one");
  }

  @AfterAll
  void tearDown() {
    if (setup != null) {
      setup.close();
    }
  }

  final Analysis run() {
    return run;
  }

  private void write(Analysis analysis, String name) throws IOException {
    for (MeasuredTable table : analysis.tables()) {
      TableFiles.write(table, dir.resolve(name), EnumSet.of(TableFormat.CSV));
    }
  }

  /** CSV and description of every table, signals included. */
  private void assertSameFiles(String name) throws IOException {
    assertThat(files(dir.resolve(name))).hasSameSizeAs(files(dir.resolve("one")));
    assertAsInPipeline(name);
  }

  private void assertAsInPipeline(String name) throws IOException {
    List<Path> files = files(dir.resolve(name));
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(file).hasSameBinaryContentAs(dir.resolve("one").resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void noAnalyzerFails() {
    assertThat(run.results())
        .filteredOn(r -> r.state() instanceof State.Failed)
        .as(() -> run.summary().printAll())
        .isEmpty();
  }

  @Test
  void eightWorkersAndAnotherOrderOfTheListGiveTheSameFilesAsOneWorker() throws IOException {
    List<Analyzer> turned = new ArrayList<>(analyzers());
    Collections.reverse(turned);
    write(Pipeline.of(turned).workers(8).run(video), "eight");
    assertSameFiles("eight");
  }

  @Test
  void everyAnalyzerAloneGivesTheSameFilesAsInThePipeline() throws IOException {
    for (Analyzer analyzer : analyzers()) {
      AnalyzerResult result = run.result(analyzer.spec().name());
      if (result.table().isPresent() && runsAlone(result)) {
        TableFiles.write(analyzer.apply(video), dir.resolve("alone"), EnumSet.of(TableFormat.CSV));
      }
    }
    assertAsInPipeline("alone");
  }

  @Test
  void everyTableDecidedAgainFromItsSignalHasTheSameRows() throws IOException {
    for (Analyzer analyzer : analyzers()) {
      AnalyzerResult result = run.result(analyzer.spec().name());
      if (result.table().flatMap(MeasuredTable::signal).isPresent()) {
        Table[] inputs =
            analyzer.spec().inputs().stream()
                .flatMap(name -> run.result(name).table().stream())
                .toArray(Table[]::new);
        MeasuredTable again = analyzer.apply(run.signal(result.name()), inputs);
        assertThat(again.printAll())
            .as(result.name())
            .isEqualTo(run.table(result.name()).printAll());
      }
    }
  }

  @Test
  void aTableNamesOnlyModelsThatItsAnalyzerDeclares() {
    for (AnalyzerResult result : run.results()) {
      Set<String> declared =
          result.spec().models().stream()
              .flatMap(choice -> choice.all().stream())
              .collect(Collectors.toSet());
      List<String> used =
          result.table().stream()
              .flatMap(table -> table.provenance().models().stream())
              .map(use -> use.name().replaceFirst("/.*", ""))
              // A folder or a server of the user's own has its own name.
              .filter(name -> Catalogue.standard().find(name).isPresent())
              .toList();
      assertThat(declared).as(result.name()).containsAll(used);
    }
  }

  @Test
  void timesLieOnTheAxisAndRowsAreSorted() {
    for (MeasuredTable table : run.tables()) {
      for (Interval interval : intervals(table)) {
        assertThat(interval.startS()).as(table.name()).isGreaterThanOrEqualTo(0);
        assertThat(interval.endS()).as(table.name()).isLessThanOrEqualTo(run.durationS() + 1e-9);
      }
      assertThat(starts(table)).as(table.name()).isSorted();
    }
  }

  private static List<Interval> intervals(MeasuredTable table) {
    return table.containsColumn("start_s") ? Interval.of(table) : List.of();
  }

  private static List<Double> starts(MeasuredTable table) {
    List<Double> starts = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      boolean moment = table.containsColumn("time_s") && !table.column("time_s").isMissing(row);
      starts.add(table.doubleColumn(moment ? "time_s" : "start_s").getDouble(row));
    }
    return starts;
  }
}
