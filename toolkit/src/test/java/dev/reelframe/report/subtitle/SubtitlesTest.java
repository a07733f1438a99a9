package dev.reelframe.report.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.speech.SpeechTranscription;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubtitlesTest {
  private static final Schema TEXT =
      Schema.intervals("speech_transcription", "A phrase").text("text", "what is said");

  @TempDir Path dir;

  private static Analyzer texts(Schema schema, Object... cells) {
    return Analyzer.named(schema.table())
        .returns(schema)
        .fromTables(inputs -> {
          var rows = schema.rows();
          for (int i = 0; i < cells.length; i += 3) {
            rows.add(cells[i], cells[i + 1], cells[i + 2]);
          }
          return rows.table();
        });
  }

  private Path saved(Analyzer... analyzers) throws IOException {
    Video video =
        Video.open(
            SyntheticClip.soundOnly().sound(16_000, 1, t -> 0).write(dir.resolve("clip.mkv")));
    return Pipeline.of(analyzers).run(video).save(dir.resolve("run"));
  }

  @Test
  void bothFormatsOfSpeech() throws IOException {
    Path run =
        saved(texts(TEXT, 3661.5, 3662.0005, "Tom & <Jerry>", 0.0, 1.25, "Größe:\n\n 2 --> 3"));
    assertThat(run.resolve("speech.srt"))
        .hasContent(
            """
            1
            00:00:00,000 --> 00:00:01,250
            Größe:
            2 -> 3

            2
            01:01:01,500 --> 01:01:02,001
            Tom & <Jerry>

            """);
    assertThat(run.resolve("speech.vtt"))
        .hasContent(
            """
            WEBVTT

            speech-1
            00:00:00.000 --> 00:00:01.250
            Größe:
            2 --&gt; 3

            speech-2
            01:01:01.500 --> 01:01:02.001
            Tom &amp; &lt;Jerry&gt;

            """);
  }

  @Test
  void captionsAreATrackOfTheirOwn() throws IOException {
    Schema overlay = Schema.intervals("text_overlay", "A caption").text("text", "what it says");
    Path run = saved(texts(overlay, 0.0, 0.5, "Tipp 1"));
    assertThat(Files.readString(run.resolve("text_overlay.vtt"))).contains("text_overlay-1\n");
    assertThat(run.resolve("speech.srt")).doesNotExist();
  }

  @Test
  void captionsStandWhereTheyStoodInThePicture() {
    Schema overlay =
        Schema.intervals("text_overlay", "A caption").text("text", "what it says").box();
    var table =
        overlay
            .rows()
            .add(0.0, 0.5, "top", 10.0, 64.0, 100.0, 20.0)
            .add(0.5, 1.0, "nowhere", null, null, null, null)
            .table();
    assertThat(Cue.webVtt(Cue.of(table, 640), "text_overlay"))
        .contains("00:00:00.500 line:10%\ntop")
        .contains("00:00:01.000\nnowhere");
    assertThat(Cue.webVtt(Cue.of(table), "text_overlay")).doesNotContain("line:");
  }

  @Test
  void wordsAreListedWithTheirTimes() throws IOException {
    Schema columns = SpeechTranscription.standard().spec().signal().orElseThrow();
    var signal =
        columns
            .rows()
            .add(0.5, 1.5, "phrase", 0, "Hallo\tWelt", "de", null, 0.8)
            .add(0.5, 0.9, "word", 0, " Hallo\t", "de", "aligned", 0.75)
            .add(0.9, 1.5, "word", 0, "\"Welt\"", "de", "proportional", null)
            .add(2.0, 3.0, "phrase", 1, "Ja", null, null, null)
            .table();
    assertThat(WordList.tsv(signal))
        .isEqualTo(
            """
            start_s\tend_s\tphrase\tword\ttiming\tconfidence
            0.500\t0.900\t0\tHallo\taligned\t0.7500
            0.900\t1.500\t0\t"Welt"\tproportional\t
            """);
    JsonNode phrases = new ObjectMapper().readTree(WordList.json(signal)).path("phrases");
    assertThat(phrases).hasSize(2);
    assertThat(phrases.get(0).path("text").asText()).isEqualTo("Hallo Welt");
    assertThat(phrases.get(0).path("words")).hasSize(2);
    assertThat(phrases.get(0).path("words").get(1).path("word").asText()).isEqualTo("\"Welt\"");
    assertThat(phrases.get(0).path("words").get(1).has("confidence")).isFalse();
    assertThat(phrases.get(1).has("language")).isFalse();
    assertThat(phrases.get(1).path("words")).isEmpty();
  }

  @Test
  void aCellExportsATable() {
    var table = TEXT.rows().add(0.0, 1.0, "Ja").table();
    assertThat(Subtitles.srt(table)).startsWith("1\n00:00:00,000 --> 00:00:01,000\nJa");
    assertThat(Subtitles.webVtt(table, "w")).contains("\nw-1\n");
  }

  @Test
  void noTextNoFile() throws IOException {
    Path run = saved(texts(TEXT));
    assertThat(run.resolve("speech.srt")).doesNotExist();
    assertThat(run.resolve("speech.vtt")).doesNotExist();
  }

  @Test
  void aCueLastsAMillisecondAtLeast() {
    var table = TEXT.rows().add(1.0, 1.0001, "x").add(2.0, 3.0, null).add(2.0, 3.0, " ").table();
    assertThat(Cue.of(table)).isEqualTo(List.of(new Cue(1000, 1001, "x")));
  }
}
