package dev.reelframe.report.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
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
