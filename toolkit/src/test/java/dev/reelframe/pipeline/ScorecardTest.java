package dev.reelframe.pipeline;

import static dev.reelframe.analyzer.Analyzers.audioAnalysis;
import static dev.reelframe.analyzer.Analyzers.cuts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.models.Device;
import dev.reelframe.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Each criterion can be missed, and what was not run counts against the run. */
class ScorecardTest {
  private static Table of(Analyzer... analyzers) {
    return Pipeline.of(analyzers).on(Device.cpu()).run(SampleClip.video()).scorecard();
  }

  @Test
  void analyzersThatWereNotRunCountAgainstTheRun() {
    Table card = of(cuts(), audioAnalysis());
    assertThat(card.rowCount()).isEqualTo(7);
    assertThat(card.getString(1, "verdict")).isEqualTo("missed");
    assertThat(card.getString(1, "measured")).isEqualTo("2 ok, 24 not run; 7.7 %");
  }

  @Test
  void theWantedAnalyzersExist() {
    assertThat(Analyzers.all().stream().map(a -> a.spec().name()).toList())
        .containsAll(Scorecard.WANTED);
    assertThat(Scorecard.WANTED).doesNotHaveDuplicates().hasSize(26);
  }

  @Test
  void oneConfidenceInAllRowsIsNoModels() {
    Analyzer constant =
        Analyzer.named("constant")
            .reads(Frames.every(0.5).width(32).grey())
            .returns(Schema.frames("constant", "a frame").confidence())
            .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.index(), 0.95));
    Table card = of(constant);
    assertThat(card.getString(4, "verdict")).isEqualTo("missed");
    assertThat(card.getString(4, "measured")).contains("constant has one confidence in all rows");
    assertThat(of(cuts()).getString(4, "verdict")).isEqualTo("met");
  }

  @Test
  void aFastRunOfFewAnalyzersIsNotMetForAll() {
    Table card = of(cuts());
    assertThat(card.getString(2, "verdict")).isEqualTo("not_measured");
    assertThat(card.getString(2, "measured")).contains("24 analyzers of the list did not work");
  }

  @Test
  void whatNeedsAModelOrACardSaysSo() {
    Table card = of(cuts());
    assertThat(card.stringColumn("needs").asList())
        .containsExactly(
            "",
            "",
            "a run of all analyzers",
            "a vision-language model",
            "",
            "a GPU",
            "a vision-language model and a GPU");
  }
}
