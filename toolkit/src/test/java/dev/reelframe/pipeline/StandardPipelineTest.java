package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Result;
import dev.reelframe.media.Sample;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every analyzer of the library, on the sample clip. */
class StandardPipelineTest {
  private static final Video VIDEO = Sample.video();
  private static Analysis run;

  @TempDir static Path dir;

  @BeforeAll
  static void runOnce() throws IOException {
    run = Pipeline.standard().workers(1).run(VIDEO);
    run.save(dir.resolve("one"), EnumSet.of(TableFormat.CSV));
  }

  @Test
  void noAnalyzerFails() {
    assertThat(run.results())
        .filteredOn(r -> r.state() instanceof State.Failed)
        .as(() -> run.summary().printAll())
        .isEmpty();
  }

  @Test
  void eightWorkersGiveTheSameBytesAsOne() throws IOException {
    Pipeline.standard()
        .workers(8)
        .run(VIDEO)
        .save(dir.resolve("eight"), EnumSet.of(TableFormat.CSV));
    List<Path> files = tables(dir.resolve("one"));
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Path other = dir.resolve("eight/tables").resolve(file.getFileName());
      assertThat(other).as(file.getFileName().toString()).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void aloneEveryAnalyzerGivesTheSameTableAsInThePipeline() throws IOException {
    for (Analyzer analyzer : Analyzers.all()) {
      String name = analyzer.card().name();
      if (run.result(name).table().isPresent()) {
        Path folder = dir.resolve("alone");
        TableFiles.write(analyzer.apply(VIDEO), folder, EnumSet.of(TableFormat.CSV));
        assertThat(folder.resolve(name + ".csv"))
            .hasSameBinaryContentAs(dir.resolve("one/tables").resolve(name + ".csv"));
      }
    }
  }

  @Test
  void timesLieOnTheAxisAndRowsAreSorted() {
    for (MeasuredTable table : run.tables()) {
      for (Interval interval : intervals(table)) {
        assertThat(interval.startS()).as(table.name()).isGreaterThanOrEqualTo(0);
        assertThat(interval.endS()).as(table.name()).isLessThanOrEqualTo(run.durationS() + 1e-9);
      }
      List<Double> starts = starts(table);
      assertThat(starts).as(table.name()).isSorted();
    }
  }

  @Test
  void aTableIsDecidedAgainFromItsSignalWithoutDecoding() {
    for (Result result : run.results()) {
      result
          .table()
          .filter(t -> t.signal().isPresent() && result.card().requires().isEmpty())
          .ifPresent(t -> {
            Analyzer analyzer =
                Analyzers.all().stream()
                    .filter(a -> a.card().name().equals(result.name()))
                    .findFirst()
                    .orElseThrow();
            if (analyzer.card().models().isEmpty()) {
              assertThat(analyzer.apply(t.signal().get()).rowCount())
                  .as(result.name())
                  .isPositive();
            }
          });
    }
  }

  @Test
  void aTableNamesOnlyModelsThatItsAnalyzerDeclares() {
    for (Result result : run.results()) {
      Set<String> declared =
          result.card().models().stream()
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

  private static List<Path> tables(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tables"))) {
      return files.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
    }
  }
}
