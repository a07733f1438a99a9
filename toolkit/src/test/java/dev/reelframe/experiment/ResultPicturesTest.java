package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.chart.Picture;
import dev.reelframe.notebook.Notebook;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultPicturesTest {
  @TempDir Path dir;

  /** Four workers are 2.5 times as fast as one and lose quality. */
  private static ExperimentResult made() {
    Design design =
        new Design()
            .with(d -> {
              d.subjects = List.of(new TrialClip(Path.of("clip.mp4"), Optional.empty()));
              d.grid.put("workers", List.of(1, 2, 4));
              d.repeats = 5;
            });
    List<TrialResult> results = new ArrayList<>();
    for (int round = 1; round <= design.repeats; round++) {
      for (Trial trial : Trial.round(round, 1, 3, 1)) {
        Map<String, Double> values = new LinkedHashMap<>();
        double faster = List.of(1.0, 1.6, 2.5).get(trial.configuration());
        values.put("wall_s", (4 + 0.1 * ((round * 3 + trial.configuration()) % 4)) / faster);
        values.put("cut_f1_ratio", trial.configuration() == 2 ? 0.7 : 0.9);
        results.add(new TrialResult(trial, "cpu", "", values, Map.of()));
      }
    }
    return new ExperimentResult(
        new Trials(design, results), Provenance.of("experiment", "2", Map.of()), State.OK);
  }

  @Test
  void chartsAreSavedAsFilesAndTakeTheColourOfAPage() throws Exception {
    List<Picture> pictures =
        List.of(
            made().ratios("wall_s"),
            made().scaling("workers"),
            made().tradeoffPicture("wall_s", "cut_f1_ratio"));
    for (Picture picture : pictures) {
      String name = picture.toString().replaceAll("\\W+", "-");
      Path svg = picture.save(dir.resolve(name + ".svg"));
      assertThat(Files.readString(svg)).contains("prefers-color-scheme", "currentColor", "<title>");
      assertThat(picture.html().toString())
          .contains("currentColor")
          .doesNotContain("prefers-color-scheme", "fill:rgb(31,35,40)", "<!DOCTYPE", "<?xml");
      assertThat(picture.png(0.5)).startsWith(0x89, 'P', 'N', 'G');
      assertThatThrownBy(() -> picture.save(dir.resolve("picture.gif")))
          .hasMessageContaining("saved as .svg or .png");
    }
  }

  @Test
  void aNotebookShowsRatiosVerdictAndWarnings() {
    assertThat(Notebook.html(made()))
        .contains(
            "wall_s beside workers=1", "ratio_low", "faster", "cut_f1_ratio 0.700, was 0.900");
  }

  @Test
  void whatIsNotThereIsNotDrawn() {
    assertThatThrownBy(() -> made().ratios("wall"))
        .hasMessageContaining("no measure is named wall");
    assertThatThrownBy(() -> made().scaling("device")).hasMessageContaining("no axis of numbers");
  }
}
