package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.EditDistance;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Made-up tables of known quality. */
class QualityTest {

  private static Analyzer giving(Schema schema, Consumer<Rows> rows) {
    return Analyzer.named(schema.table())
        .reads(Frames.every(100).width(16))
        .returns(schema)
        .perFrame((frame, out) -> rows.accept(out));
  }

  private static Map<String, Double> judged(String truth, Analyzer... analyzers) throws Exception {
    JsonNode known = new ObjectMapper().readTree(truth);
    Analysis run = Pipeline.of(analyzers).run(SampleClip.video());
    return Quality.of(known, run);
  }

  @Test
  void cutsCountToTheFrameAndTransitionsNotAtAll() throws Exception {
    Schema schema =
        new Schema("cut_analysis", 1, "", List.of())
            .number("time_s", "")
            .integer("frame", "")
            .text("kind", "");
    Map<String, Double> values =
        judged(
            "{\"cuts\": [{\"frame\": 10}, {\"frame\": 20}]}",
            giving(
                schema,
                rows -> rows.add(0.3, 10, "cut").add(0.7, 21, "cut").add(null, null, "dissolve")));
    assertThat(values).containsExactly(Map.entry("cut_f1_ratio", 0.5));
  }

  @Test
  void textIsJudgedByItsBestRowAtThatTime() throws Exception {
    Schema schema = Schema.intervals("text_overlay", "").text("text", "");
    Map<String, Double> values =
        judged(
            """
            {"text": [{"start_s": 0, "end_s": 1, "text": "HALLO"},
                      {"start_s": 3, "end_s": 4, "text": "gone"}]}
            """,
            giving(schema, rows -> rows.add(0.5, 1.0, "Hello").add(2.0, 2.5, "gone")));
    assertThat(values.get("text_error_ratio")).isEqualTo((0.2 + 1) / 2, within(1e-12));
    assertThat(EditDistance.of("kitten", "sitting")).isEqualTo(3);
    assertThat(EditDistance.of("", "abc")).isEqualTo(3);
  }

  @Test
  void secondsOfSpeechCountOnceHoweverOftenTheyAreNamed() throws Exception {
    Map<String, Double> values =
        judged(
            "{\"speech\": [{\"start_s\": 0, \"end_s\": 4}]}",
            giving(
                Schema.intervals("speech_activity", ""),
                rows -> rows.add(1.0, 3.0).add(2.0, 4.0).add(6.0, 7.0)));
    assertThat(values.get("speech_f1_ratio")).isEqualTo(2 * 3 / 8.0, within(1e-12));
  }

  @Test
  void aStretchHasTheLabelThatStandsLongest() throws Exception {
    Schema schema = Schema.intervals("camera_analysis", "").text("camera", "");
    Map<String, Double> values =
        judged(
            """
            {"camera": [{"start_s": 0, "end_s": 2, "camera": "static"},
                        {"start_s": 2, "end_s": 4, "camera": "pan_left"}]}
            """,
            giving(schema, rows -> rows.add(0.0, 1.5, "static").add(1.5, 4.0, "zoom_in")));
    assertThat(values).containsExactly(Map.entry("camera_right_ratio", 0.5));
  }

  @Test
  void objectsAndTempoAreFoundAtTheirTimes() throws Exception {
    Map<String, Double> values =
        judged(
            """
            {"objects": [{"start_s": 0, "end_s": 1, "objects": ["person", "dog"]},
                         {"start_s": 5, "end_s": 6, "objects": ["person"]}],
             "music": {"start": 0, "end": 3, "bpm": 100}}
            """,
            giving(
                Schema.intervals("object_detection", "").text("label", ""),
                rows -> rows.add(0.0, 2.0, "person").add(4.0, 5.0, "person")),
            giving(
                Schema.intervals("audio_analysis", "").number("tempo_bpm", ""),
                rows ->
                    rows.add(0.0, 1.0, 98.0)
                        .add(1.0, 2.0, null)
                        .add(2.0, 3.0, 98.0)
                        .add(4.0, 5.0, 200.0)));
    assertThat(values.get("object_recall_ratio")).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(values.get("tempo_error_ratio")).isEqualTo(0.02, within(1e-12));
  }

  @Test
  void whatIsNotKnownOrNotThereIsNotJudged() throws Exception {
    assertThat(
            judged(
                "{\"cuts\": [], \"width\": 3}",
                giving(Schema.intervals("speech_activity", ""), rows -> {})))
        .isEmpty();
  }
}
