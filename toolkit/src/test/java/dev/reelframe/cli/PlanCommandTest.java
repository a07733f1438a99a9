package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.media.SampleClip;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  @TempDir Path dir;

  @Test
  void aCardThatIsNotHereIsSimulatedAndSaysSo() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] call = {"plan", SampleClip.video().file().toString(), "--card", "h200", "--clips=3"};
    int exit =
        ReelframeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), call);
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString().replace("\n", " "))
        .startsWith("SIMULATION, nothing was run")
        .contains("3.5x needs at most");
    call[3] = "abacus";
    exit = ReelframeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), call);
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("abacus", "h200");
  }

  @Test
  void thePlanIsPrintedAndDrawnWithoutARun() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path picture = dir.resolve("plan.svg");
    int exit =
        ReelframeCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "plan",
            SampleClip.video().file().toString(),
            "--only",
            "cut_analysis,speech_transcription",
            "--costs",
            dir.resolve("none").toString(),
            "--picture",
            picture.toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "decoder", "cut_analysis", "speech_activity", "Expected: ", "Longest way", "Costs: ");
    assertThat(out.toString().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    assertThat(picture).isNotEmptyFile();
  }
}
