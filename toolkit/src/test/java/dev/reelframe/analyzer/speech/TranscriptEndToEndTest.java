package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.models.whisper.Whisper;
import dev.reelframe.models.whisper.WhisperCounters;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * From a sound file to subtitles with an export of random weights: its words mean nothing, but the
 * way they take is the whole one.
 */
class TranscriptEndToEndTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("reelframe.shared", "../../shared"))
          .resolve("models/whisper-tiny-random")
          .toAbsolutePath()
          .normalize();

  @TempDir Path dir;
  private ResidentModels models;

  @BeforeEach
  void needsModels() {
    assumeTrue(Files.isDirectory(FOLDER), "no Whisper export");
    models = SharedFolder.models(dir.resolve("home"));
  }

  @AfterEach
  void freeModels() {
    if (models != null) {
      models.close();
    }
  }

  private Analyzer speech() {
    return SpeechActivity.standard().models(models);
  }

  private SpeechTranscription whisper() {
    return SpeechTranscription.standard().by(Recognition.whisper(FOLDER)).speech(speech());
  }

  private static WhisperCounters counters() {
    return ResidentModels.shared()
        .engine(
            FOLDER.toString(),
            "",
            Whisper.class,
            settings -> {
              throw new AssertionError("it is not loaded");
            })
        .counters();
  }

  @Test
  void speechBecomesPhrasesWordsAndSubtitles() throws IOException {
    Video video = Video.open(SharedFolder.media("jfk.wav"));
    Analysis run =
        Pipeline.of(
                whisper(),
                new SpeechRate(speech(), AudioAnalysis.standard(), Optional.of(whisper())),
                SpeechFlow.standard().by(speech(), AudioAnalysis.standard()).words(whisper()))
            .run(video);
    MeasuredTable text = run.table("speech_transcription");
    assertThat(text.state().word()).isEqualTo("ok");
    assertThat(text.rowCount()).isPositive();
    assertThat(text.provenance().models())
        .anyMatch(m -> m.name().contains("encoder") && m.sha256().length() == 64)
        .anyMatch(m -> m.name().contains("decoder"));
    List<Interval> heard = TranscriptionChunks.of(Interval.of(run.table("speech_activity")));
    for (Interval phrase : Interval.of(text)) {
      assertThat(phrase.endS()).isLessThanOrEqualTo(run.durationS() + 1e-9);
      assertThat(heard).anyMatch(clip -> clip.overlap(phrase) > phrase.length() - 1e-6);
    }
    assertWordsLieInTheirPhrases(text.signal().orElseThrow());
    assertThat(run.table("speech_rate").stringColumn("method").asList()).contains("transcript");

    Path saved = run.save(dir.resolve("run"));
    assertThat(Files.readString(saved.resolve("speech.srt"))).startsWith("1\n00:00:0");
    assertThat(Files.readString(saved.resolve("speech.vtt"))).startsWith("WEBVTT\n\nspeech-1\n");
    JsonNode words = new ObjectMapper().readTree(saved.resolve("words.json").toFile());
    assertThat(words.path("phrases")).hasSize(text.rowCount());
    long listed = Files.readString(saved.resolve("words.tsv")).lines().count() - 1;
    assertThat(listed)
        .isEqualTo(text.signal().orElseThrow().stringColumn("kind").isEqualTo("word").size());
  }

  private static void assertWordsLieInTheirPhrases(Table signal) {
    Interval phrase = null;
    for (Row row : signal) {
      Interval time = new Interval(row.getDouble("start_s"), row.getDouble("end_s"));
      if (row.getString("kind").equals("phrase")) {
        phrase = time;
      } else {
        assertThat(phrase).isNotNull();
        assertThat(time.startS()).isBetween(phrase.startS() - 1e-6, phrase.endS() + 1e-6);
        assertThat(row.getString("timing")).isIn("aligned", "proportional");
      }
    }
  }

  @Test
  void whisperIsLoadedOnceForAllVideosAndWorkers() {
    Video video = Video.open(SharedFolder.media("jfk.wav"));
    MeasuredTable first = whisper().apply(video);
    WhisperCounters before = counters();
    assertThat(before.windows()).isPositive();
    for (int workers : new int[] {1, 4}) {
      Table again = Pipeline.of(whisper()).workers(workers).run(video).table(first.name());
      assertThat(again.printAll()).isEqualTo(first.printAll());
    }
    assertThat(counters().windows()).as("the same model").isGreaterThan(before.windows());
  }

  /** Segments are decoded together; the text is that of each alone. */
  @Test
  void aBatchOfSegmentsEqualsEachAlone() {
    Video video = Video.open(SharedFolder.media("jfk.wav"));
    Analyzer parts =
        Analyzer.named("speech_activity")
            .returns(SpeechActivity.SpeechRow.SCHEMA.schema())
            .fromTables(inputs ->
                SpeechActivity.SpeechRow.SCHEMA
                    .schema()
                    .rows()
                    .add(0.3, 2.2, 0.9)
                    .add(4.0, 5.5, 0.9)
                    .add(7.2, 10.9, 0.9)
                    .table());
    MeasuredTable together = by(Whisper.Options.standard(), parts).apply(video);
    MeasuredTable alone = by(Whisper.Options.standard().maxBatch(1), parts).apply(video);
    assertThat(together.rowCount()).isPositive();
    assertThat(together.stringColumn("text").asList())
        .isEqualTo(alone.stringColumn("text").asList());
    assertThat(Interval.of(together)).isEqualTo(Interval.of(alone));
  }

  private static SpeechTranscription by(Whisper.Options options, Analyzer speech) {
    return SpeechTranscription.standard()
        .by(Recognition.of("whisper", () -> Whisper.open(FOLDER, options)))
        .speech(speech);
  }

  @Test
  void aFolderWithoutAnExportIsSkipped() {
    assertThat(Recognition.whisper(dir).missing().get()).isPresent();
  }
}
