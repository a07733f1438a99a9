package dev.reelframe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Frames;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPageTest {
  @TempDir private static Path dir;

  private static Analyzer found(String name, Schema schema, Consumer<Rows> rows) {
    return Analyzer.named(name)
        .reads(Frames.all())
        .returns(schema)
        .perFrame((frame, into) -> {
          if (frame.index() == 0) {
            rows.accept(into);
          }
        });
  }

  @Test
  void tellsWhatTheTablesSayAndNothingElse() {
    Analysis run =
        Pipeline.of(
                found(
                    "object_detection",
                    Schema.intervals("object_detection", "Things").text("label", "what"),
                    rows -> {
                      rows.add(0.0, 2.0, "dog");
                      rows.add(1.0, 3.0, "dog");
                      rows.add(1.0, 1.5, "cat");
                    }),
                found(
                    "text_overlay",
                    Schema.intervals("text_overlay", "Captions").text("text", "as read"),
                    rows -> rows.add(0.2, 1.0, HostileRun.SCRIPT)),
                found(
                    "scene_segmentation",
                    Schema.intervals("scene_segmentation", "Scenes")
                        .number("key_time_s", "shows it"),
                    rows -> rows.add(0.0, 4.0, 2.0)))
            .run(HostileRun.video(dir));
    String html = FirstPage.of(run).toString();
    assertThat(html)
        .contains("dog 3.0 s, cat 0.5 s", "href=\"#object_detection\"", "&lt;script&gt;alert")
        .contains("Key moments", "no analyzer that ran says anything of it")
        .doesNotContain("<script", "shots", "loudness", "speech");
  }

  @Test
  void adviceStatesItsRules() {
    Analysis run =
        Pipeline.of(
                found(
                    "text_overlay",
                    Schema.intervals("text_overlay", "Captions").text("text", "as read"),
                    rows -> rows.add(0.0, 0.1, HostileRun.SCRIPT)))
            .run(HostileRun.video(dir));
    assertThat(run.coverage("text_overlay"))
        .hasValueSatisfying(c -> assertThat(c).isLessThan(0.05));
    assertThat(RunAdvice.suggestions(run).toString())
        .contains("text_overlay", "Rule: ok, and the rows cover less than 5 % of it");
  }
}
