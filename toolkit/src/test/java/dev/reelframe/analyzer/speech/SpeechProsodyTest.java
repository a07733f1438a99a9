package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.analyzer.speech.SpokenSounds.Syllable;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Rate, flow and arousal, on drawn speech of known truth and on real speech. */
class SpeechProsodyTest {
  private static final Analyzer SOUND = AudioAnalysis.standard();

  @TempDir Path dir;

  private static Analyzer speech(double... borders) {
    return Analyzer.named("speech_activity")
        .returns(SpeechActivity.SpeechRow.SCHEMA.schema())
        .fromTables(inputs -> {
          var rows = SpeechActivity.SpeechRow.SCHEMA.schema().rows();
          for (int i = 0; i < borders.length; i += 2) {
            rows.add(borders[i], borders[i + 1], 0.9);
          }
          return rows.table();
        });
  }

  private Video spoken(double seconds, List<Syllable> syllables) {
    return Video.open(
        SyntheticClip.soundOnly()
            .sound(16_000, seconds, new SpokenSounds(syllables))
            .write(dir.resolve("speech.mkv")));
  }

  private static List<Syllable> even(double fromS, double perS, int count, double hz) {
    List<Syllable> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(new Syllable(fromS + (i + 0.5) / perS, hz, 0.2));
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"3, 110", "4, 220", "6, 150"})
  void syllablesAreCounted(double perS, double hz) {
    int count = (int) (4 * perS);
    MeasuredTable table =
        new SpeechRate(speech(1, 5), SOUND, Optional.empty())
            .apply(spoken(6, even(1, perS, count, hz)));
    assertThat(table.intColumn("syllables").get(0)).isEqualTo(count);
    assertThat(table.doubleColumn("syllables_per_min").get(0)).isCloseTo(perS * 60, within(1e-6));
    assertThat(table.stringColumn("method").get(0)).isEqualTo("acoustic");
    assertThat(table.intColumn("words").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("words_per_min").isMissing(0)).isTrue();
  }

  @Test
  void noiseHasNoSyllables() {
    java.util.Random random = new java.util.Random(1);
    Video noise =
        Video.open(
            SyntheticClip.soundOnly()
                .sound(16_000, 3, t -> 0.1 * random.nextGaussian())
                .write(dir.resolve("noise.mkv")));
    MeasuredTable table = new SpeechRate(speech(0, 3), SOUND, Optional.empty()).apply(noise);
    assertThat(table.intColumn("syllables").get(0)).isLessThanOrEqualTo(1);
  }

  @Test
  void aLoudHighSyllableIsEmphasised() {
    List<Syllable> syllables = even(0, 4, 32, 120);
    syllables.set(10, new Syllable(syllables.get(10).atS(), 170, 0.45));
    MeasuredTable table =
        SpeechFlow.standard().withoutWords().by(speech(0, 8), SOUND).apply(spoken(8, syllables));
    Table emphases = table.where(table.stringColumn("kind").isEqualTo("emphasis"));
    assertThat(emphases.rowCount()).isEqualTo(1);
    assertThat(emphases.doubleColumn("start_s").get(0)).isCloseTo(2.525, within(0.05));
    assertThat(table.state().word()).isEqualTo("degraded");
  }

  @Test
  void aLongSyllableIsEmphasisedMoreThanAShortOne() {
    double[] strengths = new double[2];
    double[] halves = {0.06, 0.11};
    for (int i = 0; i < 2; i++) {
      List<Syllable> syllables = even(0, 4, 32, 120);
      syllables.set(10, new Syllable(syllables.get(10).atS(), 170, 0.45, halves[i]));
      MeasuredTable table =
          SpeechFlow.standard().withoutWords().by(speech(0, 8), SOUND).apply(spoken(8, syllables));
      strengths[i] = table.doubleColumn("strength").max();
    }
    assertThat(strengths[1]).isGreaterThan(strengths[0] + 0.5);
  }

  /** Alternating times of 0.2 and 0.3 s differ by 0.1 of 0.25: 40 percent. */
  @ParameterizedTest
  @CsvSource({"0.25, 0.25, 0", "0.2, 0.3, 40", "0.18, 0.36, 66.7"})
  void rhythmIsTheVariabilityOfNeighbours(double first, double second, double npvi) {
    List<Syllable> syllables = new ArrayList<>();
    for (double at = 0.3; at < 7.6; at += syllables.size() % 2 == 1 ? first : second) {
      syllables.add(new Syllable(at, 130, 0.2));
    }
    MeasuredTable table =
        SpeechFlow.standard().withoutWords().by(speech(0, 8), SOUND).apply(spoken(8, syllables));
    Table rhythm = table.where(table.stringColumn("kind").isEqualTo("rhythm"));
    assertThat(Interval.of(rhythm)).containsExactly(new Interval(0, 8));
    assertThat(rhythm.doubleColumn("rhythm_npvi").get(0)).isCloseTo(npvi, within(6.0));
    assertThat(table.doubleColumn("rhythm_npvi").countMissing()).isEqualTo(table.rowCount() - 1);
  }

  @Test
  void aFewSyllablesHaveNoRhythm() {
    MeasuredTable table =
        SpeechFlow.standard()
            .withoutWords()
            .by(speech(0, 1), SOUND)
            .apply(spoken(1, even(0, 4, 4, 120)));
    assertThat(table.stringColumn("kind").asList()).doesNotContain("rhythm");
  }

  /** Drawn pauses of known lengths, found by the detector's own stretches. */
  @Test
  void rateAndPausesOfSpeechWithKnownGaps() {
    List<Syllable> syllables = new ArrayList<>(even(0.5, 4, 8, 120));
    syllables.addAll(even(3.3, 5, 10, 140));
    syllables.addAll(even(6.0, 4, 6, 110));
    Analyzer speech = speech(0.5, 2.5, 3.3, 5.3, 6.0, 7.5);
    Analysis run =
        Pipeline.of(
                new SpeechRate(speech, SOUND, Optional.empty()),
                SpeechFlow.standard().withoutWords().by(speech, SOUND))
            .run(spoken(8, syllables));
    assertThat(run.table("speech_rate").intColumn("syllables").asList()).containsExactly(8, 10, 6);
    assertThat(run.table("speech_rate").doubleColumn("syllables_per_min").asList())
        .satisfiesExactly(
            a -> assertThat(a).isCloseTo(240, within(1e-6)),
            b -> assertThat(b).isCloseTo(300, within(1e-6)),
            c -> assertThat(c).isCloseTo(240, within(1e-6)));
    Table flow = run.table("speech_flow");
    List<Interval> pauses = Interval.of(flow.where(flow.stringColumn("kind").isEqualTo("pause")));
    assertThat(pauses).containsExactly(new Interval(2.5, 3.3), new Interval(5.3, 6.0));
  }

  @Test
  void pausesStandBetweenStretches() {
    MeasuredTable table =
        SpeechFlow.standard()
            .withoutWords()
            .by(speech(1, 2, 2.8, 4), SOUND)
            .apply(spoken(5, even(1, 4, 12, 120)));
    Table pauses = table.where(table.stringColumn("kind").isEqualTo("pause"));
    assertThat(Interval.of(pauses)).containsExactly(new Interval(2, 2.8));
    assertThat(pauses.stringColumn("position").isMissing(0)).isTrue();
  }

  @Test
  void higherLouderFasterSpeechIsMoreAroused() {
    List<Syllable> syllables = even(0, 3, 24, 110);
    for (int i = 0; i < 10; i++) {
      syllables.add(new Syllable(8.1 + i / 5.0, 140, 0.5));
    }
    MeasuredTable table =
        new SpeechEmotion(2, speech(0, 8, 8, 10), SOUND).apply(spoken(10, syllables));
    assertThat(table.rowCount()).isEqualTo(5);
    assertThat(table.doubleColumn("arousal").get(4)).isGreaterThan(0.6);
    assertThat(table.doubleColumn("arousal").get(0)).isLessThan(0);
    assertThat(table.doubleColumn("pitch_change_st").get(4)).isGreaterThan(3);
  }

  /** A second, higher voice is not the first one aroused. */
  @Test
  void eachSpeakerIsComparedWithTheirOwnSpeech() {
    List<Syllable> syllables = even(0, 3, 24, 105);
    syllables.addAll(even(8, 3, 24, 220));
    MeasuredTable table =
        new SpeechEmotion(2, speech(0, 8, 8, 16), SOUND).apply(spoken(16, syllables));
    assertThat(table.intColumn("speaker").asList()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    for (double change : table.doubleColumn("pitch_change_st").asDoubleArray()) {
      assertThat(change).isBetween(-1.0, 1.0);
    }
  }

  @Test
  void tooLittleSpeechIsNotCompared() {
    MeasuredTable table =
        new SpeechEmotion(2, speech(0, 2), SOUND).apply(spoken(3, even(0, 4, 8, 120)));
    assertThat(table.doubleColumn("arousal").isMissing(0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Hallo, de, 2",
    "Kanal., de, 2",
    "Energie, de, 3",
    "wondered, en, 2",
    "wanted, en, 2",
    "makes, en, 1",
    "houses, en, 2",
    "Bio, de, 2",
    "zurück, de, 2",
    "Americans, en, 4",
    "ask, en, 1",
    "country, en, 2",
    "make, en, 1",
    "little, en, 2",
    "–, en, 0"
  })
  void syllablesOfWords(String word, String language, int count) {
    assertThat(Syllables.in(word, language)).isEqualTo(count);
  }

  @Test
  void fillersDependOnTheLanguage() {
    Interval time = new Interval(0, 1);
    assertThat(Fillers.contains(new Transcript.Word(time, "Ähm,", "de"))).isTrue();
    assertThat(Fillers.contains(new Transcript.Word(time, "er", "de"))).isFalse();
    assertThat(Fillers.contains(new Transcript.Word(time, "er", "en"))).isTrue();
    assertThat(Fillers.contains(new Transcript.Word(time, "um", ""))).isTrue();
  }

  /** "And so my fellow Americans..." has 28 syllables; peaks of loudness find most of them. */
  @Test
  void realSpeech() {
    try (ResidentModels models = SharedFolder.models(dir)) {
      Analyzer speech = SpeechActivity.standard().models(models);
      Analysis run =
          Pipeline.of(
                  new SpeechRate(speech, SOUND, Optional.empty()),
                  SpeechFlow.standard().withoutWords().by(speech, SOUND),
                  new SpeechEmotion(2, speech, SOUND))
              .run(Video.open(SharedFolder.media("jfk.wav")));
      MeasuredTable rate = run.table("speech_rate");
      assertThat(rate.intColumn("syllables").sum()).isBetween(20.0, 36.0);
      assertThat(rate.doubleColumn("articulation_ratio").min()).isGreaterThan(0.6);
      Table flow = run.table("speech_flow");
      List<Interval> pauses = Interval.of(flow.where(flow.stringColumn("kind").isEqualTo("pause")));
      assertThat(pauses).anyMatch(p -> p.overlap(new Interval(2.3, 3.2)) > 0.8);
      assertThat(run.table("speech_emotion").doubleColumn("arousal").countMissing()).isZero();
    }
  }

  @Test
  void nonsenseIsRefused() {
    SpeechFlow flow = SpeechFlow.standard();
    assertThatThrownBy(() -> flow.pauses(0)).isInstanceOf(IllegalArgumentException.class);
    SpeechEmotion emotion = SpeechEmotion.standard();
    assertThatThrownBy(() -> emotion.parts(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
