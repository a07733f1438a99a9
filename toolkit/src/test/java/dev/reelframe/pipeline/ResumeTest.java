package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Schema;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ResumeTest {
  private static final Set<TableFormat> CSV = EnumSet.of(TableFormat.CSV);

  @TempDir Path dir;
  private final Video video = SampleClip.video();

  /** An analyzer whose version and model are what a test wants. */
  private record Counting(String version, List<ModelUse> model) implements Analyzer {
    private static final Schema FRAMES = Schema.frames("counting", "Nothing");

    @Override
    public AnalyzerSpec spec() {
      return AnalyzerSpec.of(version, FRAMES).reads(Frames.every(4).width(32));
    }

    @Override
    public Fold open(MediaInfo media, RunContext run) {
      return new Fold() {
        @Override
        public Table signal(StreamEnd end) {
          return FRAMES.newTable();
        }

        @Override
        public List<ModelUse> models() {
          return model;
        }
      };
    }

    @Override
    public List<ModelUse> modelsNow() {
      return model;
    }
  }

  private static final ModelUse ONE = new ModelUse("net", "1".repeat(64));
  private static final ModelUse OTHER = new ModelUse("net", "2".repeat(64));

  @BeforeEach
  void analyse() throws IOException {
    Pipeline.of(Analyzers.cuts(), new Counting("1", List.of(ONE))).run(video).save(dir, CSV);
  }

  private Optional<String> missing(Analyzer... analyzers) throws IOException {
    return Resume.in(dir, video, Pipeline.of(analyzers), CSV).reason();
  }

  @Test
  void whatIsDoneIsDoneForEachSelectionOfIt() throws IOException {
    assertThat(missing(Analyzers.cuts(), new Counting("1", List.of(ONE)))).isEmpty();
    assertThat(missing(Analyzers.cuts())).isEmpty();
  }

  @Test
  void anAnalyzerThatDidNotRunIsMissing() throws IOException {
    assertThat(missing(Analyzers.colors())).contains("color_analysis: it did not run");
    assertThat(missing(Analyzers.cuts(), Analyzers.colors())).isPresent();
  }

  @Test
  void otherParametersVersionsAndModelsAreAnotherRun() throws IOException {
    assertThat(missing(Analyzers.cuts().sensitivity(0.7)))
        .contains("cut_analysis: it ran with other parameters: sensitivity 1.0, now 0.7");
    assertThat(missing(new Counting("2", List.of(ONE))))
        .contains("counting: version 1 ran, this is 2");
    assertThat(missing(new Counting("1", List.of(OTHER))))
        .contains(
            "counting: other models are here now: it ran with net (11111111), here are net"
                + " (22222222)");
  }

  @Test
  void anotherFileOfTheNameIsAnotherRun() throws Exception {
    Path file = dir.resolve("sample.mkv");
    SyntheticClip.of(64, 96, 25).draw(5, (n, g) -> {}).write(file);
    assertThat(Resume.in(dir, Video.open(file), Pipeline.of(Analyzers.cuts()), CSV).reason())
        .contains("it is of another file");
  }

  @Test
  void aTableThatIsMissingCutOffOrChangedIsMadeAgain() throws IOException {
    Path table = dir.resolve("tables/cut_analysis.csv");
    byte[] whole = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(whole, whole.length / 2));
    assertThat(missing(Analyzers.cuts()))
        .contains("cut_analysis: tables/cut_analysis.csv is missing or changed");
    whole[whole.length - 2] ^= 1;
    Files.write(table, whole);
    assertThat(missing(Analyzers.cuts())).isPresent();
    Files.delete(table);
    assertThat(missing(Analyzers.cuts())).isPresent();
  }

  @Test
  void aFormatThatWasNotWrittenIsWrittenAndNothingMade() throws IOException {
    Resume resume =
        Resume.in(dir, video, Pipeline.of(Analyzers.cuts()), EnumSet.of(TableFormat.PARQUET));
    assertThat(resume.missing()).isEmpty();
    assertThat(resume.reason()).contains("tables/cut_analysis.parquet was not written");
  }

  @Test
  void aRunThatBrokeOffLeavesNoManifest() throws IOException {
    Path folder = dir.resolve("broken");
    Files.createDirectories(folder);
    Analysis run = Pipeline.of(Analyzers.cuts()).run(video);
    run.save(folder, CSV);
    Path table = folder.resolve("tables/cut_analysis.csv");
    Files.delete(table);
    Files.createDirectories(table.resolve("mine")); // neither removed nor written over
    assertThat(catchThrowable(() -> run.save(folder, CSV))).isInstanceOf(IOException.class);
    assertThat(Resume.in(folder, video, Pipeline.of(Analyzers.cuts()), CSV).reason())
        .contains("there is no analysis.json");
  }

  @Test
  void anUnreadableManifestIsNone() throws IOException {
    Files.writeString(dir.resolve("analysis.json"), "{");
    assertThat(missing(Analyzers.cuts()).orElseThrow()).contains("is no analysis.json");
  }
}
