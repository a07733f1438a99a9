package dev.reelframe.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What JShell shows of a run and of its tables. */
class ShellTest {

  @Test
  void progressIsOneLineAndTablesFitTheTerminal() {
    var written = new ByteArrayOutputStream();
    var progress = new ShellProgress(new PrintStream(written, false, StandardCharsets.UTF_8));
    Analysis run =
        Pipeline.of(Analyzers.cuts(), Analyzers.colors())
            .progress(progress)
            .run(SampleClip.video());
    String shown = written.toString(StandardCharsets.UTF_8);
    assertThat(shown.split("\r")).allSatisfy(line -> assertThat(line.strip()).hasSizeLessThan(80));
    assertThat(shown.lines().filter(line -> !line.isBlank()).toList().getLast())
        .contains("100 %  sample.mp4: 2 analyzers, 13.00 s of video in ");
    for (String table : new String[] {"cut_analysis", "color_analysis"}) {
      assertThat(run.table(table).toString().lines())
          .as(table)
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
    assertThat(run.table("color_analysis").toString()).contains("start_s", "no room for");
  }
}
