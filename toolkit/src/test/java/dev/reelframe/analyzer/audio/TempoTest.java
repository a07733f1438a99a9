package dev.reelframe.analyzer.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TempoTest {

  private static double[][] flux(Scene scene) {
    List<double[]> rows = new ArrayList<>();
    Spectrum spectrum =
        new Spectrum(
            (c, low, mid, high) -> rows.add(new double[] {low, mid, high, low + mid + high}));
    spectrum.accept(scene.samples());
    spectrum.finish();
    double[][] bands = new double[4][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int b = 0; b < 4; b++) {
        bands[b][i] = rows.get(i)[b];
      }
    }
    return bands;
  }

  private static List<Tempo.Beat> beats(Scene scene) {
    return Tempo.of(flux(scene));
  }

  private static Scene clicks(double seconds, double bpm) {
    Scene scene = new Scene(seconds, 4);
    for (double t = 0.2; t < seconds; t += 60 / bpm) {
      scene.click(t, 0.5);
    }
    return scene;
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 71, 88, 100, 113, 120, 133, 150, 166, 180})
  void clickTrain(double bpm) {
    List<Tempo.Beat> beats = beats(clicks(15, bpm));
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(bpm, within(0.003 * bpm));
    assertThat(beats.getFirst().startS()).isLessThan(0.5);
    assertThat(beats.getFirst().endS()).isGreaterThan(14);
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 75, 90, 104, 120, 128, 147, 160, 180})
  void quietMusicUnderLoudSpeech(double bpm) {
    List<Tempo.Beat> beats =
        beats(new Scene(25, 9).music(0, 25, bpm, 0.05).speech(1, 12, 0.3).speech(17, 24, 0.3));
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(bpm, within(0.005 * bpm));
  }

  /** Kick, snare, kick, snare on the beats, one more kick and a hat on the eighths between. */
  @ParameterizedTest
  @ValueSource(doubles = {84, 96, 108})
  void eighthNotesAreNoBeats(double bpm) {
    Scene scene = new Scene(20, 15);
    double eighth = 30 / bpm;
    for (int i = 0; i * eighth < 19.5; i++) {
      double at = i * eighth;
      scene.click(at, 0.05);
      if (i % 8 == 0 || i % 8 == 4 || i % 8 == 5) {
        scene.kick(at, 0.3);
      }
      if (i % 4 == 2) {
        scene.kick(at, 0.12).snare(at, 0.2);
      }
    }
    List<Tempo.Beat> beats = beats(scene);
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(bpm, within(0.005 * bpm));
  }

  /** Kick and snare take turns on the beats, bass and hat play every eighth note. */
  @ParameterizedTest
  @ValueSource(doubles = {66, 72, 80, 90, 100, 110, 120, 128})
  void aBassOnEveryEighthNoteDoublesNothing(double bpm) {
    Scene scene = new Scene(16, 21);
    double eighth = 30 / bpm;
    for (int i = 0; i * eighth < 15.5; i++) {
      double at = i * eighth;
      scene.click(at, 0.05).bass(at, i / 8 % 2 == 0 ? 55 : 65.4, 0.08);
      if (i % 4 == 0) {
        scene.kick(at, 0.3);
      }
      if (i % 4 == 2) {
        scene.snare(at, 0.25);
      }
    }
    List<Tempo.Beat> beats = beats(scene);
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(bpm, within(0.02 * bpm));
  }

  /** A fast song has its drums on every stroke: kick on each, clap on each second. */
  @ParameterizedTest
  @ValueSource(doubles = {126, 132, 140, 150, 176})
  void aDrumOnEveryBeatHalvesNothing(double bpm) {
    Scene scene = new Scene(16, 22);
    double eighth = 30 / bpm;
    for (int i = 0; i * eighth < 15.5; i++) {
      double at = i * eighth;
      scene.click(at, 0.05);
      if (i % 2 == 0) {
        scene.kick(at, 0.3).bass(at, 55, 0.05);
      } else {
        scene.bass(at, 55, 0.08);
      }
      if (i % 4 == 2) {
        scene.snare(at, 0.2);
      }
    }
    List<Tempo.Beat> beats = beats(scene);
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(bpm, within(0.02 * bpm));
  }

  /** Kick and snare take turns; hats on the eighths, or nothing between. */
  @ParameterizedTest
  @CsvSource({"130,true", "145,true", "160,true", "180,true", "60,false", "155,false", "180,false"})
  void aSnareThatAnswersTheKickIsABeatToo(double bpm, boolean hats) {
    Scene scene = new Scene(20, 16);
    double eighth = 30 / bpm;
    for (int i = 0; i * eighth < 19.5; i++) {
      double at = i * eighth;
      if (hats) {
        scene.click(at, 0.05);
      }
      if (i % 4 == 0) {
        scene.kick(at, 0.3);
      }
      if (i % 4 == 2) {
        scene.snare(at, 0.2);
      }
    }
    List<Tempo.Beat> beats = beats(scene);
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(bpm, within(0.005 * bpm));
  }

  @Test
  void theBeatEndsWithTheMusic() {
    List<Tempo.Beat> beats =
        beats(new Scene(40, 11).music(0, 20, 110, 0.1).speech(5, 9, 0.3).speech(21, 40, 0.3));
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(110, within(0.5));
    assertThat(beats.getFirst().endS()).isBetween(18.0, 23.0);
  }

  @Test
  void twoPiecesHaveTwoTempos() {
    List<Tempo.Beat> beats = beats(new Scene(40, 12).music(0, 20, 95, 0.2).music(20, 40, 140, 0.2));
    assertThat(beats).hasSize(2);
    assertThat(beats.getFirst().bpm()).isCloseTo(95, within(0.5));
    assertThat(beats.getLast().bpm()).isCloseTo(140, within(0.7));
    assertThat(beats.getFirst().endS()).isBetween(18.0, 22.0);
  }

  @Test
  void shortClipOfMusic() {
    List<Tempo.Beat> beats = beats(new Scene(6, 13).music(0, 6, 124, 0.3));
    assertThat(beats).hasSize(1);
    assertThat(beats.getFirst().bpm()).isCloseTo(124, within(1.2));
  }

  @Test
  void speechNoiseToneAndSilenceHaveNoTempo() {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(beats(new Scene(25, seed).speech(0, 25, 0.3))).isEmpty();
    }
    assertThat(beats(new Scene(20, 2).noise(0.2))).isEmpty();
    assertThat(beats(new Scene(20, 2).tone(440, 0.3))).isEmpty();
    assertThat(beats(new Scene(20, 2))).isEmpty();
    assertThat(beats(new Scene(0.005, 2))).isEmpty();
    assertThat(beats(new Scene(10, 2).click(2, 0.5).click(2.7, 0.5))).isEmpty();
  }

  @Test
  void onsetsOfAClickTrainAreWhereTheClicksAre() {
    int[] onsets = onsets(clicks(10, 90));
    assertThat(onsets).hasSize(15);
    for (int i = 0; i < onsets.length; i++) {
      assertThat(onsets[i] / 100.0).isCloseTo(0.2 + i * 60 / 90.0, within(0.02));
    }
  }

  @Test
  void onsetsInSpeechComeAtTheRateOfSyllables() {
    assertThat(onsets(new Scene(20, 3).speech(0, 20, 0.3)).length).isBetween(40, 140);
    assertThat(onsets(new Scene(5, 3).tone(440, 0.3)).length).isLessThan(3);
    assertThat(onsets(new Scene(10, 3).noise(0.1)).length).isLessThan(10);
  }

  private static int[] onsets(Scene scene) {
    double[][] bands = flux(scene);
    return Onsets.pick(bands[0], bands[1], bands[2], AudioAnalysis.standard().onsetRise());
  }
}
