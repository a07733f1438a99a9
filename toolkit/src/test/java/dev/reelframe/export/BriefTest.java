package dev.reelframe.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.Schema;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class BriefTest {
  @TempDir Path dir;

  /** A minute's worth of sentences in 13 seconds, more than a small brief can hold. */
  private static Analyzer talk(String sentence) {
    Schema schema = Schema.intervals("speech_transcription", "said").text("text", "words");
    return Analyzer.named("speech_transcription")
        .returns(schema)
        .fromTables(inputs -> {
          Table table = schema.newTable();
          for (int i = 0; i < 60; i++) {
            table.doubleColumn("start_s").append(i / 5.0);
            table.doubleColumn("end_s").append((i + 1) / 5.0);
            table.stringColumn("text").append(sentence + " " + i);
          }
          return table;
        });
  }

  private SavedResults results(String sentence) throws IOException {
    Path folder = dir.resolve("clip");
    Pipeline.of(Analyzers.cuts(), talk(sentence)).run(SampleClip.video()).save(folder);
    return SavedResults.read(folder);
  }

  @Test
  void keepsToItsTokensAndSaysWhatIsLeftOut() throws IOException {
    SavedResults results = results("somebody says something 🎬 und über etwas");
    for (int tokens : new int[] {200, 400, 4_000}) {
      String brief = ExportFormat.brief(results, tokens);
      assertThat(Brief.cost(brief)).isLessThanOrEqualTo(2 * tokens);
      assertThat(brief).contains("## Said", "something 🎬 und über etwas 0");
    }
    assertThat(ExportFormat.brief(results, 400)).contains(" more rows)", "## Shots", "Shot 1");
    assertThat(ExportFormat.brief(results, 40_000))
        .contains("etwas 59")
        .doesNotContain("more rows");
  }

  @Test
  void tooFewTokensAreRefused() throws IOException {
    SavedResults results = results("hello");
    assertThatThrownBy(() -> ExportFormat.brief(results, 20)).hasMessageContaining("200");
  }
}
