package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small sounds with a known right answer, of {@code ../shared/cases}. */
class SoundCasesTest {
  private static final Path CASES =
      Path.of(System.getProperty("reelframe.shared", "../../shared"), "cases");

  @TempDir Path dir;

  private static Path file(String name) {
    Path file = CASES.resolve(name);
    assumeTrue(Files.isRegularFile(file), "no case " + name);
    return file;
  }

  private static JsonNode truth(String name) throws IOException {
    return new ObjectMapper().readTree(file(name).toFile());
  }

  /** Both channels hold the same voice, with opposite signs or not. */
  @ParameterizedTest
  @ValueSource(strings = {"antiphase", "inphase"})
  void aVoiceInOppositePhaseIsHeard(String name) {
    Path file = file("antiphase-speech/" + name + ".mp4");
    try (ResidentModels models = SharedFolder.models(dir)) {
      Analysis run =
          Pipeline.of(
                  SpeechActivity.standard().models(models),
                  AudioEnvironment.standard().models(models),
                  AudioAnalysis.standard())
              .run(Video.open(file));
      List<Interval> speech = Interval.of(run.table("speech_activity"));
      assertThat(speech).hasSize(1);
      assertThat(speech.getFirst().startS()).isLessThan(0.3);
      assertThat(speech.getFirst().endS()).isCloseTo(4.1, within(0.3));
      assertThat(run.table("audio_environment").stringColumn("label").asList())
          .contains("Speech")
          .doesNotContain("Silence");
      assertThat(run.table("audio_analysis").doubleColumn("pitch_hz").countMissing())
          .isLessThan(run.table("audio_analysis").rowCount() / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"g66", "g90", "g120", "n90", "q80"})
  void aGrooveWithEighthNotesIsNotDoubled(String name) throws IOException {
    double bpm = truth("slow-groove/expected.json").path("tempo_bpm").path(name).asDouble();
    MeasuredTable table =
        AudioAnalysis.standard().apply(Video.open(file("slow-groove/" + name + ".mp3")));
    assertThat(table.doubleColumn("tempo_bpm").removeMissing().asList())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found).isCloseTo(bpm, within(0.02 * bpm)));
  }

  /** Without a transcript, by loudness; music masks the pitch. */
  @Test
  void syllablesAreCountedOverAMusicBed() throws IOException {
    String name = "syllables-over-a-music-bed/";
    JsonNode truth = truth(name + "truth.json").path("speech_rate").path("syllables");
    try (ResidentModels models = SharedFolder.models(dir)) {
      Analysis run =
          Pipeline.of(
                  new SpeechRate(
                      SpeechActivity.standard().models(models),
                      AudioAnalysis.standard(),
                      Optional.empty()))
              .run(Video.open(file(name + "syllables-over-a-music-bed.mp4")));
      MeasuredTable table = run.table("speech_rate");
      assertThat(table.rowCount()).isEqualTo(truth.size());
      for (int i = 0; i < truth.size(); i++) {
        assertThat(table.intColumn("syllables").getInt(i))
            .isCloseTo(truth.get(i).asInt(), within(1));
      }
    }
  }
}
