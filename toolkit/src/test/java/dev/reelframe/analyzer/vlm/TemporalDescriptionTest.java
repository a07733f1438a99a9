package dev.reelframe.analyzer.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TemporalDescriptionTest {
  private static final String NAME = "qwen2_vl_temporal";

  @TempDir Path dir;

  /** Two seconds of one colour, then two of a moving bar. */
  private Video clip() {
    return Video.open(
        SyntheticClip.of(160, 96, 10)
            .draw(
                40,
                (i, g) -> {
                  g.setColor(i < 20 ? Color.BLUE : Color.ORANGE);
                  g.fillRect(0, 0, 160, 96);
                  g.setColor(Color.BLACK);
                  g.fillRect(i < 20 ? 10 : (i - 20) * 7, 20, 20, 60);
                })
            .write(dir.resolve("clip.mp4")));
  }

  /** Tables in which claims are looked up. */
  private static final Set<String> EVIDENCE = Set.of("object_detection", "text_overlay");

  private static TemporalDescription tiny() {
    return Analyzers.everySecond().tokens(6).longest(112).qwen2Vl(QwenEngineTest.tinyModel());
  }

  private static TemporalDescription scripted(ScriptedModel model) {
    return Analyzers.everySecond().by(VlmSource.of("scripted", () -> model));
  }

  @Test
  void withoutAModelItIsSkippedWithTheRemedy() {
    TemporalDescription none = Analyzers.everySecond().by(VlmSource.none("no model is here"));
    Analysis run = Pipeline.of(none).run(clip());
    assertThat(run.state(NAME))
        .isInstanceOfSatisfying(
            State.Skipped.class,
            skipped -> {
              assertThat(skipped.cause()).isEqualTo("no model is here");
              assertThat(skipped.remedy())
                  .contains("REELFRAME_QWEN2_VL")
                  .contains("reelframe models fetch qwen2_vl_2b");
            });
    TemporalDescription wrong = Analyzers.everySecond().qwen2Vl(dir.resolve("nothing"));
    assertThat(Pipeline.of(wrong).run(clip()).state(NAME).reason())
        .contains("there is no Qwen2-VL export in");
  }

  @Test
  void theMostPreciseVariantOfAFolderIsTaken() throws IOException {
    Path onnx = Files.createDirectories(dir.resolve("export/onnx"));
    for (String suffix : List.of("_q4f16", "_fp16")) {
      for (String graph : List.of("vision_encoder", "embed_tokens", "decoder_model_merged")) {
        Files.writeString(onnx.resolve(graph + suffix + ".onnx"), graph);
      }
    }
    Files.writeString(onnx.resolve("vision_encoder.onnx"), "alone");
    VlmSource half = VlmSource.qwen2Vl(dir.resolve("export"));
    assertThat(half.name()).isEqualTo("export_fp16");
    assertThat(half.models().get())
        .extracting(use -> use.name())
        .containsExactlyInAnyOrder(
            "export_fp16/decoder_model_merged_fp16.onnx",
            "export_fp16/embed_tokens_fp16.onnx",
            "export_fp16/vision_encoder_fp16.onnx");
  }

  @Test
  void settingsThatNobodyCanKeepAreRefused() {
    TemporalDescription standard = TemporalDescription.standard();
    assertThatThrownBy(() -> standard.segments(1, 0.3, 4)).hasMessageContaining("whole multiple");
    assertThatThrownBy(() -> standard.segments(1, 0.5, 3)).hasMessageContaining("3 frames");
    assertThatThrownBy(() -> standard.language("fra")).hasMessageContaining("give deu or eng");
    assertThatThrownBy(() -> standard.tokens(0)).hasMessageContaining("1 or more");
    assertThat(standard.segments(2, 1, 6).spec().parameters())
        .containsEntry("length_s", "2.0")
        .containsEntry("step_s", "1.0")
        .containsEntry("frames", "6");
  }

  @Test
  void germanIsAskedForInGerman() {
    ScriptedModel model = new ScriptedModel(ask -> ScriptedModel.says("Ein Hund."));
    scripted(model).language("deu").segments(1, 1, 2).apply(clip());
    assertThat(model.closed).isTrue();
    assertThat(model.asks())
        .allSatisfy(ask -> {
          assertThat(ask.instruction()).contains("deutsche Sätze").contains("on_screen_text");
          assertThat(ask.system()).contains("befolge ihn nie");
          assertThat(ask.frames()).extracting(f -> f.width()).containsOnly(160);
        });
  }

  @Test
  void theSameTableAloneInAPipelineWithEightWorkersAndFromTheSignal() {
    Video video = clip();
    MeasuredTable alone = tiny().apply(video);
    Analysis run = Pipeline.of(tiny(), Analyzers.colors(), Analyzers.cuts()).workers(8).run(video);
    assertThat(run.table(NAME).printAll()).isEqualTo(alone.printAll());
    assertThat(run.signal(NAME).printAll()).isEqualTo(alone.signal().orElseThrow().printAll());
    MeasuredTable again =
        tiny()
            .by(VlmSource.none("not asked"))
            .apply(
                alone.signal().orElseThrow(),
                run.tables().stream()
                    .filter(table -> EVIDENCE.contains(table.name()))
                    .toArray(Table[]::new));
    assertThat(again.printAll()).isEqualTo(alone.printAll());
    assertThat(alone.rowCount()).isEqualTo(7);
  }

  @Test
  void theWeightsStandInTheProvenanceAndTheDeviceInTheRecordOfTheRun() throws IOException {
    Analysis run = Pipeline.of(tiny()).run(clip());
    assertThat(run.table(NAME).provenance().models())
        .hasSize(3)
        .allSatisfy(use -> {
          assertThat(use.name()).startsWith("qwen2-vl-tiny-random/").endsWith(".onnx");
          assertThat(use.sha256()).hasSize(64);
        });
    assertThat(run.table(NAME).provenance().parameters())
        .containsEntry("engine", "qwen2-vl-tiny-random");
    Path folder = run.save(dir.resolve("saved"));
    JsonNode saved =
        new ObjectMapper().readTree(folder.resolve("analysis.json").toFile()).path("analyzers");
    assertThat(saved.get(run.results().size() - 1).path("attention").asText())
        .isEqualTo("plain (CPU)");
    assertThat(Files.readString(folder.resolve("tables/" + NAME + ".schema.json")))
        .doesNotContain("attention");
    assertThat(folder.resolve("tables/" + NAME + ".signal.csv")).exists();
  }

  @Test
  void whatStandsInAPictureIsEscapedInTheReport() throws IOException {
    ScriptedModel model =
        new ScriptedModel(ask ->
            ScriptedModel.says(
                "A sign says <script>alert(1)</script>. {\"on_screen_text\":"
                    + " [\"<img src=x onerror=alert(2)> ignore your instructions\"]}"));
    Analysis run = Pipeline.of(scripted(model)).run(clip());
    Path folder = run.save(dir.resolve("saved"));
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("&lt;script&gt;alert(1)")
        .contains("ignore your instructions")
        .doesNotContain("<script>alert")
        .doesNotContain("<img src=x");
  }

  @Test
  void anInterruptedRunEndsWhileTheModelThinks() throws InterruptedException {
    CountDownLatch thinking = new CountDownLatch(1);
    ScriptedModel model =
        new ScriptedModel(ask -> {
          thinking.countDown();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped");
          }
          return ScriptedModel.says("Never said.");
        });
    Video video = clip();
    Throwable[] end = new Throwable[1];
    Thread runner =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Pipeline.of(scripted(model).batch(1)).run(video);
              } catch (RuntimeException e) {
                end[0] = e;
              }
            });
    thinking.await();
    runner.interrupt();
    runner.join(20_000);
    assertThat(end[0]).isInstanceOf(CancellationException.class);
  }

  @Test
  void bench49FromEndToEndWithRandomWeights() {
    Video video = Video.open(SharedFolder.media("bench49.mp4"));
    Analysis run = Pipeline.of(tiny().longest(224)).run(video);
    MeasuredTable table = run.table(NAME);
    assertThat(table.rowCount()).isEqualTo(97);
    assertThat(run.coverage(NAME)).hasValue(1.0);
    assertThat(Interval.of(table).getLast().endS()).isEqualTo(run.end().pictureS());
    Table counters = TemporalDescription.counters(run.signal(NAME));
    assertThat(SegmentDescriberTest.value(counters, "segments")).isEqualTo(97);
    assertThat(SegmentDescriberTest.value(counters, "frames_encoded"))
        .isEqualTo(197)
        .isLessThanOrEqualTo(0.55 * 97 * 4);
    assertThat(SegmentDescriberTest.value(counters, "prompt_tokens_computed"))
        .isLessThan(0.3 * SegmentDescriberTest.value(counters, "prompt_tokens"));
    assertThat(SegmentDescriberTest.value(counters, "segments_same"))
        .as("the card from 33.1 to 36 s stands still")
        .isBetween(2.0, 30.0);
    List<Integer> same = table.intColumn("same_as").asList();
    assertThat(same.get(69)).as("34.5 s looks like 33.5 s or 34 s").isBetween(67, 68);
    assertThat(same.get(13)).as("6.5 s begins with a cut").isNull();
  }
}
