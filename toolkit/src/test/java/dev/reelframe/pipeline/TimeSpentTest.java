package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Span;
import dev.reelframe.analyzer.Stage;
import dev.reelframe.analyzer.WorkDone;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.models.Device;
import dev.reelframe.table.Schema;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is advised after runs whose times are made up: ten seconds each, on one worker. */
class TimeSpentTest {
  private static final String COLORS = "color_analysis";

  private static Analysis run;

  @BeforeAll
  static void runOnce() {
    Analyzer count =
        Analyzer.named("count")
            .reads(Frames.every(4).width(32))
            .returns(Schema.frames("count", "A frame"))
            .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.index()));
    run = Pipeline.of(count, Analyzers.colors()).on(Device.cpu()).run(SampleClip.video());
  }

  private static Span span(
      String name, Stage stage, Activity activity, String what, double startS, double endS) {
    double busyS = activity == Activity.WAIT ? 0 : endS - startS;
    return new Span(name, stage, activity, what, "", startS, endS, endS - startS, busyS, 1, 1);
  }

  private static Span measured(String name, double startS, double endS) {
    return span(name, Stage.FOLD, Activity.MEASURE, "", startS, endS);
  }

  private static String told(Span... spans) {
    WorkDone work = new WorkDone(List.of(spans), List.of(spans));
    Cost cost = new Cost(work, 0, 10, 1, run.cost().device(), List.of(), List.of());
    return new Analysis(run.video(), run.results(), run.end(), run.damage(), cost, run.keyframes())
        .whereTheTimeWent();
  }

  @Test
  void sharesAreOfAllThatWasWorked() {
    assertThat(
            told(
                span("decoder", Stage.DECODE, Activity.DECODE, "", 0, 2),
                measured("count", 0, 1),
                span(COLORS, Stage.FOLD, Activity.INFERENCE, "net", 0, 5)))
        .startsWith(
            "10.0 s by the clock, 8.0 CPU seconds: models 63 %, decoding 25 %, the analyzers' own"
                + " work 13 %.");
  }

  @Test
  void whoWorksAloneAtTheEndIsNamedWithTheSettingThatMakesItCheaper() {
    assertThat(told(measured("count", 0, 3), measured(COLORS, 0, 8)))
        .contains("For the last 5.0 s only color_analysis worked: --set color_analysis.every_s=");
    assertThat(told(measured("count", 0, 8), measured(COLORS, 0, 3)))
        .endsWith(
            "only count worked: without it (--only names those that are wanted) it would be faster.");
  }

  @Test
  void otherProgramsAreBlamedWhereWorkWaitedForCores() {
    Span slow = new Span(COLORS, Stage.FOLD, Activity.MEASURE, "", "", 0, 9, 9, 2, 5, 5);
    assertThat(told(slow, measured("count", 0, 9)))
        .doesNotContain("other programs")
        .contains("The cores were the limit. count took most (9.0 s)");
    assertThat(told(slow)).contains("Work of 2.0 CPU seconds took 9.0 s: other programs");
  }

  @Test
  void aDecoderThatIsWaitedForIsNamed() {
    assertThat(
            told(
                span("count", Stage.FOLD, Activity.WAIT, "decoder", 0, 8),
                measured("count", 8, 9),
                measured(COLORS, 8, 9)))
        .contains("The analyzers waited for the decoder 80 % of their time");
  }

  @Test
  void nothingDoneIsSaid() {
    assertThat(told()).isEqualTo("Nothing was worked on.");
  }
}
