package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

class SpeechActivityTest {
  private static final double STEP_S = 0.032;

  @TempDir Path dir;

  private MeasuredTable spoken(Path file) {
    try (ResidentModels models = SharedFolder.models(dir)) {
      return SpeechActivity.standard().models(models).apply(Video.open(file));
    }
  }

  private static Table decided(SpeechActivity analyzer, double... probabilities) {
    return outcome(analyzer, probabilities).table().orElseThrow();
  }

  private static Outcome outcome(SpeechActivity analyzer, double... probabilities) {
    Rows signal = SpeechActivity.VoiceRow.SCHEMA.schema().rows();
    for (double p : probabilities) {
      signal.add(signal.size() * STEP_S, p);
    }
    MediaInfo none = new MediaInfo("none", Optional.empty(), 0, Optional.empty(), Optional.empty());
    double endS = probabilities.length * STEP_S;
    return analyzer.decide(
        signal.table(), new Inputs(none, new StreamEnd(endS, 0, endS, 0), Map.of()));
  }

  /** Runs of steps: pairs of a count and a probability. */
  private static double[] runs(double... countsAndValues) {
    List<Double> out = new ArrayList<>();
    for (int i = 0; i < countsAndValues.length; i += 2) {
      for (int n = 0; n < countsAndValues[i]; n++) {
        out.add(countsAndValues[i + 1]);
      }
    }
    return out.stream().mapToDouble(d -> d).toArray();
  }

  @Test
  void speechGoesOnBelowTheProbabilityItBeganWith() {
    Table table =
        decided(
            SpeechActivity.standard(), runs(20, 0.1, 10, 0.9, 5, 0.4, 10, 0.8, 5, 0.4, 20, 0.1));
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(20 * STEP_S - 0.03, within(1e-9));
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(45 * STEP_S, within(1e-9));
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(0.76, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "14, 1", "18, 2", "40, 2"})
  void halfASecondOfSilenceParts(int steps, int rows) {
    double[] p = runs(20, 0.9, steps, 0.05, 20, 0.9);
    assertThat(decided(SpeechActivity.standard(), p).rowCount()).isEqualTo(rows);
    assertThat(decided(SpeechActivity.standard().pauses(5), p).rowCount()).isEqualTo(1);
  }

  @Test
  void aClickIsNoSpeech() {
    assertThat(decided(SpeechActivity.standard(), runs(20, 0, 2, 0.9, 20, 0)).rowCount()).isZero();
  }

  @Test
  void withoutTagsItSaysSo() {
    assertThat(outcome(SpeechActivity.standard(), 0.9, 0.9).state().word()).isEqualTo("degraded");
  }

  @Test
  void musicIsWeighedAgainstTheVoice() {
    Rows tags = AudioEnvironment.standard().spec().signal().orElseThrow().rows();
    tags.add(0.0, "Music", "music", 0.9).add(0.48, "Music", "music", 0.9);
    tags.add(0.48, "Speech", "speech", 0.02).add(3.0, "Music", "music", 0.9);
    tags.add(3.0, "Speech", "speech", 0.2).add(6.0, "Bark", "animal", 0.9);
    MusicEvidence evidence = MusicEvidence.of(tags.table(), new double[0], SpeechSegments.STEP_S);
    assertThat(evidence.ratherMusic(0.7, 0.8)).isTrue();
    assertThat(evidence.ratherMusic(4.3, 0.95)).as("speech over music").isFalse();
    assertThat(evidence.ratherMusic(6.9, 0.6)).as("a dog is no music").isFalse();
    assertThat(evidence.ratherMusic(12, 0.6)).as("no window").isFalse();
  }

  /** The tagger hardly notices speech under loud music, but nothing in that music alone. */
  @ParameterizedTest
  @CsvSource({"0.0, 0.0, false", "0.02, 0.0, true", "0.0, 0.4, true"})
  void littleSpeechInLoudMusicCountsWhereTheMusicAloneHasNone(
      double speechInMusic, double singing, boolean ratherMusic) {
    Rows tags = AudioEnvironment.standard().spec().signal().orElseThrow().rows();
    double[] voice = new double[(int) (12 / SpeechSegments.STEP_S)];
    for (double t = 0; t < 11; t += 0.48) {
      boolean spoken = t > 5 && t < 8;
      tags.add(t, "Music", "music", 0.92);
      tags.add(t, "Speech", "speech", spoken ? 0.03 : speechInMusic);
      tags.add(t, "Singing", "singing", singing);
    }
    for (int i = 0; i < voice.length; i++) {
      voice[i] = i * SpeechSegments.STEP_S > 5.2 && i * SpeechSegments.STEP_S < 8.5 ? 0.95 : 0.03;
    }
    MusicEvidence evidence = MusicEvidence.of(tags.table(), voice, SpeechSegments.STEP_S);
    assertThat(evidence.ratherMusic(6.7, 0.9)).isEqualTo(ratherMusic);
  }

  @Test
  void jfkPausesWhereHeDoes() {
    List<Interval> found = Interval.of(spoken(SharedFolder.media("jfk.wav")));
    assertThat(found.getFirst().startS()).isCloseTo(0.32, within(0.15));
    List<Interval> pauses = Interval.gaps(found, new Interval(0.4, 10));
    double[][] truth = {{2.14, 3.28}, {4.32, 5.40}, {7.70, 8.18}};
    assertThat(pauses).hasSameSizeAs(truth);
    for (int i = 0; i < truth.length; i++) {
      assertThat(pauses.get(i).startS()).isCloseTo(truth[i][0], within(0.15));
      assertThat(pauses.get(i).endS()).isCloseTo(truth[i][1], within(0.15));
    }
  }

  @Test
  void aReaderSpeaksWithoutPause() {
    List<Interval> found =
        Interval.of(spoken(SharedFolder.media("librispeech_84-121550-0000.flac")));
    assertThat(found).hasSize(1);
  }

  @Test
  void speechOverMusicIsFoundAndMusicIsNot() throws IOException {
    List<Interval> found = Interval.of(spoken(SharedFolder.media("bench49.mp4")));
    List<Interval> truth = truth();
    double both =
        found.stream().mapToDouble(f -> truth.stream().mapToDouble(f::overlap).sum()).sum();
    double precision = both / found.stream().mapToDouble(Interval::length).sum();
    double recall = both / truth.stream().mapToDouble(Interval::length).sum();
    assertThat(2 * precision * recall / (precision + recall)).isGreaterThan(0.95);
  }

  private static List<Interval> truth() throws IOException {
    List<Interval> truth = new ArrayList<>();
    Path file = SharedFolder.media("bench49.truth.json");
    for (JsonNode s : new ObjectMapper().readTree(file.toFile()).get("speech")) {
      truth.add(new Interval(s.get("start_s").asDouble(), s.get("end_s").asDouble()));
    }
    return truth;
  }

  /** A saw with two gliding resonances: the voice detector alone takes it for a voice. */
  @Test
  void aSynthesizerHardlySpeaks() {
    Path file =
        SyntheticClip.soundOnly()
            .sound(16_000, 8, new VoiceLikeLead())
            .write(dir.resolve("lead.mkv"));
    MeasuredTable table = spoken(file);
    assertThat(table.signal().orElseThrow().doubleColumn("confidence").mean())
        .as("the detector must fall for it, else this proves nothing")
        .isGreaterThan(0.7);
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, 8))).isLessThan(0.3);
  }

  @Test
  void silenceIsEmpty() {
    Path file = SyntheticClip.soundOnly().sound(8_000, 2, t -> 0).write(dir.resolve("none.mkv"));
    assertThat(spoken(file).rowCount()).isZero();
  }

  @Test
  void nonsenseIsRefused() {
    SpeechActivity standard = SpeechActivity.standard();
    assertThatThrownBy(() -> standard.probabilities(0.2, 0.4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> standard.pauses(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
