package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.cli.ReelframeCommand;
import dev.reelframe.media.SampleClip;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path plan(String text) throws Exception {
    return Files.writeString(dir.resolve("plan.json"), text);
  }

  private int command(Path file) {
    return ReelframeCommand.execute(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "experiment",
        file.toString(),
        "--out",
        dir.resolve("out").toString());
  }

  /** The plan of docs/experiments.md. */
  @Test
  void theDocumentedPlanIsOne() throws Exception {
    String page = Files.readString(Path.of("../docs/experiments.md"));
    String json = page.substring(page.indexOf("```json") + 7, page.indexOf("```\n\n| key"));
    Files.createDirectory(dir.resolve("clips"));
    Files.copy(SampleClip.video().file(), dir.resolve("clips/dance.mp4"));
    Design experiment = Experiment.read(plan(json)).design();
    assertThat(experiment.name).isEqualTo("cut-sensitivity");
    assertThat(experiment.subjects).extracting(TrialClip::name).containsExactly("sample", "dance");
    assertThat(experiment.subjects.get(1).truth()).contains(dir.resolve("clips/dance.truth.json"));
    assertThat(experiment.analyzers)
        .extracting(a -> a.spec().name())
        .containsExactly("cut_analysis", "color_analysis");
    assertThat(experiment.grid)
        .containsEntry("cut_analysis.sensitivity", List.of(0.4, 0.5, 0.6))
        .containsEntry("workers", List.of(1, 2));
    assertThat(Configuration.all(experiment.grid)).hasSize(6);
    assertThat(List.of(experiment.warmups, experiment.repeats, experiment.seed))
        .isEqualTo(List.of(1, 5, 7L));
  }

  @Test
  void theCommandWritesTablesAndSaysWhere() throws Exception {
    Path file =
        plan(
            """
            {"clips": ["sample"], "analyzers": ["color_analysis"],
             "vary": {"color_analysis.every_s": [0.5, 2]}, "warmups": 0, "repeats": 1}
            """);
    assertThat(command(file)).as(err::toString).isZero();
    assertThat(out.toString()).contains("wall_s", "color_analysis_every_s", "Written to ");
    for (String name :
        List.of(
            "experiment.csv", "experiment.parquet", "experiment.signal.csv", "experiment.json")) {
      assertThat(dir.resolve("out").resolve(name)).exists();
    }
  }

  @Test
  void aPlanThatIsNoneEndsWithTwoAndAMissingOneWithOne() throws Exception {
    assertThat(command(plan("{\"clips\": [\"sample\"], \"repeat\": 3}"))).isEqualTo(2);
    assertThat(err.toString()).contains("no 'repeat'", "repeats");
    assertThat(command(plan("not json"))).isEqualTo(2);
    assertThat(command(plan("{\"clips\": [\"sample\"], \"analyzers\": [\"cut\"]}"))).isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces(
            "no analyzer is named cut (did you mean cut_analysis?): choose from [");
    assertThat(command(dir.resolve("nowhere.json"))).isEqualTo(1);
    assertThat(err.toString()).contains("no file ");
    assertThatThrownBy(
            () -> Experiment.read(plan("{\"clips\": [\"sample\"], \"vary\": {\"workers\": 2}}")))
        .hasMessageContaining("workers: write a list");
  }
}
