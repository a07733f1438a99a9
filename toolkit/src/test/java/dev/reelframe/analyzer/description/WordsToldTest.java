package dev.reelframe.analyzer.description;

import static dev.reelframe.analyzer.description.Telling.ACCOUNT;
import static dev.reelframe.analyzer.description.Telling.cell;
import static dev.reelframe.analyzer.description.Telling.descriptions;
import static dev.reelframe.analyzer.description.Telling.told;
import static dev.reelframe.analyzer.evidence.Given.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.evidence.Given;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Speech, captions and sound in {@code scene_description}. */
class WordsToldTest {
  @Test
  void wordsAreToldWhereTheyAreSaid() {
    Map<String, Object> phrase =
        row("start_s", 0.2, "end_s", 1.9, "text", "Was geht ab, Leute?", "words", 4);
    List<Map<String, Object>> signal =
        List.of(
            row("start_s", 0.2, "end_s", 1.9, "kind", "phrase", "phrase", 0, "text", "Was geht"),
            word(0.2, 0.5, "Was", 0.9),
            word(0.6, 0.9, "geht", 0.8),
            word(0.9, 1.3, "ab,", 0.3),
            word(1.3, 1.9, "Leute?", 0.9));
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(2).table(Analyzers.transcription(), List.of(phrase), signal).inputs());
    assertThat(cell(outcome, 0, "description")).isEqualTo("A voice says: “Was geht”.");
    assertThat(cell(outcome, 1, "description"))
        .isEqualTo("A voice says something like: “ab, Leute?”.");
    assertThat(cell(outcome, 1, "speech")).isEqualTo("ab, Leute?");
    assertThat(outcome.signal().orElseThrow().intColumn("row").asList()).containsExactly(0, 0);
  }

  private static Map<String, Object> word(double from, double to, String text, double sure) {
    return row(
        "start_s",
        from,
        "end_s",
        to,
        "kind",
        "word",
        "phrase",
        0,
        "text",
        text,
        "confidence",
        sure);
  }

  @Test
  void aCaptionIsToldWhenItComesAndWhenItGoes() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(3)
                .table(
                    Analyzers.textOverlay(),
                    row("start_s", 0.0, "end_s", 2.4, "text", "Neu", "kind", "caption"),
                    row("start_s", 1.3, "end_s", 2.6, "text", "Bar", "kind", "label"),
                    row("start_s", 1.2, "end_s", 3.0, "kind", "caption", "unread", "illegible"))
                .inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "The caption “Neu” can be read.",
            "The lettering “Bar” can be read from 1.3 s.",
            "The caption “Neu” goes at 2.4 s.");
  }

  @Test
  void aTextThatTheFramesDoNotShowToComeCanOnlyBeRead() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(3)
                .table(
                    Analyzers.visualEffects(),
                    row("start_s", 1.4, "end_s", 1.44, "kind", "overlay_change"))
                .table(
                    Analyzers.textOverlay(),
                    row("start_s", 0.4, "end_s", 3.0, "text", "OPERA", "kind", "caption"),
                    row("start_s", 0.8, "end_s", 3.0, "text", "Sender", "kind", "watermark"),
                    row("start_s", 1.3, "end_s", 2.4, "text", "Neu", "kind", "caption"))
                .inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "The text “OPERA” can be read. The watermark “Sender” can be read.",
            "The caption “Neu” appears at 1.3 s.",
            null);
  }

  @Test
  void wordsThatAreAsLikelyOthersAreNotTold() {
    List<Map<String, Object>> signal =
        List.of(word(0.2, 0.5, "sa", 0.3), word(0.6, 0.9, "ai", 0.4));
    Map<String, Object> phrase = row("start_s", 0.2, "end_s", 0.9, "text", "sa ai", "words", 2);
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(1)
                .table(Analyzers.transcription(), List.of(phrase), signal)
                .table(Analyzers.speechActivity(), row("start_s", 0.2, "end_s", 0.9))
                .inputs());
    assertThat(cell(outcome, 0, "description")).isEqualTo("Somebody speaks from 0.2 to 0.9 s.");
  }

  @Test
  void loudnessIsNewsWhenItSoundsTwiceAsLoud() {
    List<Map<String, Object>> windows =
        List.of(
            row("start_s", 0.0, "end_s", 1.0, "loudness_lufs", -30.0, "silent", false),
            row("start_s", 1.0, "end_s", 2.0, "loudness_lufs", -24.0, "silent", false),
            row("start_s", 2.0, "end_s", 3.0, "loudness_lufs", -19.0, "silent", false),
            row("start_s", 3.0, "end_s", 4.0, "loudness_lufs", -90.0, "silent", true));
    Outcome outcome =
        told(ACCOUNT, Given.clip(4).table(Analyzers.audioAnalysis(), windows, List.of()).inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "The loudness is -30 LUFS.",
            null,
            "The loudness rises to -19 LUFS.",
            "There is silence.");
  }
}
