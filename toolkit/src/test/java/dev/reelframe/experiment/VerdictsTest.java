package dev.reelframe.experiment;

import static dev.reelframe.analyzer.Analyzers.colors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Made-up trials whose verdict is known. */
class VerdictsTest {
  private final Design design =
      Experiment.of(colors())
          .vary("workers", 1, 2, 4)
          .measure("words_read", run -> 0)
          .repeats(6)
          .design()
          .with(d -> d.subjects = List.of(clip("one"), clip("two")));

  private static TrialClip clip(String name) {
    return new TrialClip(Path.of(name + ".mp4"), Optional.empty());
  }

  /** Round n is slower than the first by n tenths, whatever is run in it. */
  private ExperimentResult result(int rounds) {
    List<TrialResult> results = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Trial trial : Trial.round(round, 2, 3, 1)) {
        double setting = List.of(1.0, 0.5, 1.001).get(trial.configuration());
        Map<String, Double> values = new LinkedHashMap<>();
        double jitter = 1 + 0.0004 * ((round * 7 + trial.configuration()) % 5);
        values.put("wall_s", (1 + trial.subject()) * (1 + round / 10.0) * setting * jitter);
        values.put("words_read", trial.configuration() == 2 ? 90.0 : 60.0);
        values.put("cut_f1_ratio", trial.configuration() == 1 && trial.subject() == 1 ? 0.8 : 1.0);
        values.put("probe_ms", 1.0 + trial.order() % 2);
        values.put("other_load_cores", 0.5);
        results.add(new TrialResult(trial, "cpu", "", values, Map.of()));
      }
    }
    return new ExperimentResult(
        new Trials(design, results), Provenance.of("experiment", "2", Map.of()), State.OK);
  }

  private static Table rows(Table verdict, String clip, String measure) {
    return verdict.where(
        verdict
            .stringColumn("clip")
            .isEqualTo(clip)
            .and(verdict.stringColumn("measure").isEqualTo(measure)));
  }

  @Test
  void driftOfTheMachineDoesNotHideWhatIsFaster() {
    MeasuredTable verdict = result(6).verdict();
    for (String clip : List.of("one", "two", Verdicts.ALL_CLIPS)) {
      Table wall = rows(verdict, clip, "wall_s");
      assertThat(wall.doubleColumn("workers").asList()).containsExactly(2.0, 4.0);
      assertThat(wall.stringColumn("verdict").asList())
          .containsExactly("faster", "no_difference_shown");
      assertThat(wall.row(0).getDouble("ratio")).isEqualTo(0.5, within(0.001));
      assertThat(wall.row(0).getDouble("ratio_low")).isLessThan(wall.row(0).getDouble("ratio"));
      assertThat(wall.intColumn("pairs").asList()).containsExactly(6, 6);
    }
    assertThat(rows(verdict, "one", "words_read").stringColumn("verdict").asList())
        .containsExactly("no_difference_shown", "more");
  }

  @Test
  void aFasterSettingThatLosesQualityIsSeen() {
    Table lost = rows(result(6).verdict(), "two", "wall_s");
    assertThat(lost.stringColumn("quality_lost").asList())
        .containsExactly("cut_f1_ratio 0.800, was 1.000", "");
    Table all = rows(result(6).verdict(), Verdicts.ALL_CLIPS, "wall_s");
    assertThat(all.getString(0, "quality_lost")).isEqualTo("two: cut_f1_ratio 0.800, was 1.000");
    MeasuredTable tradeoff = result(6).tradeoff("wall_s", "cut_f1_ratio");
    assertThat(tradeoff.booleanColumn("on_front").asList()).containsExactly(true, true, false);
    assertThat(tradeoff.row(1).getDouble("cut_f1_ratio")).isEqualTo(0.9, within(1e-12));
  }

  @Test
  void whatSpeaksAgainstTheFiguresIsTold() {
    assertThat(result(6).warnings())
        .containsExactly(
            "the machine changed its speed by 100 % between trials",
            "other processes kept 0.5 cores busy meanwhile");
    Table few = rows(result(2).verdict(), "one", "wall_s");
    assertThat(few.getString(0, "warning")).isEqualTo("2 pairs: repeat 5 times or more");
    Table single = rows(result(1).verdict(), "one", "wall_s");
    assertThat(single.getString(0, "verdict")).isEqualTo("no_difference_shown");
    assertThat(single.column("ratio_low").isMissing(0)).isTrue();
    CostRatio noisy = CostRatio.of(new double[] {1, 1, 1}, new double[] {1, 1.5, 0.7});
    assertThat(noisy.noise()).isGreaterThan(0.3);
  }

  @Test
  void anotherBaselineTurnsTheRatioOver() {
    ExperimentResult found = result(6);
    Design other = design.with(d -> d.baseline.put("workers", 2));
    MeasuredTable verdict =
        new Verdicts(new Trials(other, found.data().all()))
            .table(List.of("wall_s"), Provenance.of("experiment", "2", Map.of()), State.OK);
    assertThat(rows(verdict, "one", "wall_s").row(0).getDouble("ratio")).isEqualTo(2, within(0.01));
    assertThat(rows(verdict, "one", "wall_s").getString(0, "verdict")).isEqualTo("slower");
    assertThatThrownBy(() -> design.with(d -> d.baseline.put("workers", 3)).baselineIndex())
        .hasMessage("the baseline workers=3 is not in the grid: workers has [1, 2, 4]");
    assertThatThrownBy(() -> found.verdict("wall"))
        .hasMessageContaining("no measure is named wall: there are [wall_s,");
  }
}
