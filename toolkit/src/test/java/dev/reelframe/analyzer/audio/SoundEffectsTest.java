package dev.reelframe.analyzer.audio;

import static dev.reelframe.analyzer.Analyzers.audioAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.speech.SpeechActivity;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class SoundEffectsTest {
  @TempDir Path dir;

  private record Event(String kind, double timeS) {}

  /** Names nothing. */
  private static SoundEffects soundEffects() {
    return SoundEffects.standard().tags(DrawnTags.none());
  }

  private Video clip(Scene scene) {
    return Video.open(
        SyntheticClip.soundOnly()
            .sound(Scene.RATE, scene.seconds(), scene.function())
            .write(dir.resolve("clip.mkv")));
  }

  private MeasuredTable effects(Scene scene) {
    return soundEffects().apply(clip(scene));
  }

  private static void assertEvents(Table table, Event... events) {
    assertThat(table.stringColumn("kind").asList())
        .as(table.printAll())
        .containsExactlyElementsOf(List.of(events).stream().map(Event::kind).toList());
    for (int i = 0; i < events.length; i++) {
      assertThat(table.doubleColumn("time_s").get(i)).isCloseTo(events[i].timeS(), within(0.08));
    }
    assertThat(table.column("label").countMissing()).isEqualTo(table.rowCount());
    assertThat(table.column("confidence").countMissing()).isEqualTo(table.rowCount());
  }

  private static Scene threeEffects(Scene scene) {
    return scene.whoosh(3.1, 0.6, 0.15).ding(7.3, 1400, 0.3).click(11.2, 0.6);
  }

  private static final Event[] THREE = {
    new Event("noise_sweep", 3.1), new Event("tonal", 7.3), new Event("impulsive", 11.2)
  };

  @Test
  void oneOfEachKindInSilence() {
    Table table = effects(threeEffects(new Scene(14, 1)));
    assertEvents(table, THREE);
    Row ding = table.row(1);
    assertThat(ding.getDouble("frequency_hz")).isCloseTo(1400, within(10.0));
    assertThat(ding.getDouble("duration_s")).isBetween(0.3, 1.3);
    assertThat(table.row(0).getDouble("duration_s")).isBetween(0.3, 0.7);
    assertThat(table.row(2).getDouble("duration_s")).isLessThan(0.05);
    assertThat(table.doubleColumn("prominence_db").min()).isGreaterThan(12);
    assertThat(table.doubleColumn("frequency_hz").countMissing()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {82, 118, 145})
  void oneOfEachKindOverMusic(double bpm) {
    assertEvents(effects(threeEffects(new Scene(14, 2).music(0, 14, bpm, 0.04))), THREE);
  }

  @Test
  void oneOfEachKindBetweenPhrasesOverMusic() {
    Scene scene =
        new Scene(14, 3)
            .music(0, 14, 120, 0.02)
            .speech(0.3, 2.5, 0.2)
            .speech(4.2, 6.6, 0.2)
            .speech(8.6, 10.5, 0.2)
            .speech(12, 14, 0.2);
    assertEvents(effects(threeEffects(scene)), THREE);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void dingsAndWhooshesAreHeardOverAVoice(long seed) {
    Scene scene = new Scene(12, seed).speech(0, 12, 0.15);
    assertEvents(
        effects(scene.whoosh(3.1, 0.8, 0.15).ding(7.3, 1900, 0.2)),
        new Event("noise_sweep", 3.22), // it begins under the voice
        new Event("tonal", 7.3));
  }

  @Test
  void aHitThatRingsForSomeHopsOverQuietDrumsIsOne() {
    Scene scene = new Scene(12, 24).music(0, 12, 140, 0.03);
    scene.add(6.53, 0.15, 0.6, t -> Math.exp(-t / 0.012) * Math.sin(9000 * t + 40 * t * t * 1e4));
    assertEvents(effects(scene), new Event("impulsive", 6.53));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void musicAndSpeechAloneHoldNone(long seed) {
    assertThat(effects(new Scene(15, seed).music(0, 15, 80 + 10 * seed, 0.3)).rowCount()).isZero();
    assertThat(effects(new Scene(15, seed).speech(0, 15, 0.3)).rowCount()).isZero();
    assertThat(
            effects(new Scene(15, seed).music(0, 15, 80 + 10 * seed, 0.05).speech(2, 9, 0.3))
                .rowCount())
        .isZero();
  }

  @Test
  void rhythmMelodyNoiseAndToneAreNoEffects() {
    Scene ticking = new Scene(12, 7);
    Scene melody = new Scene(12, 7);
    double[] notes = {523, 659, 784, 880};
    for (int i = 0; i < 20; i++) {
      ticking.click(0.3 + 0.57 * i, 0.5);
      melody.ding(0.3 + 0.57 * i, notes[i * 7 % 4], 0.3);
    }
    MeasuredTable ticks = effects(ticking);
    assertThat(ticks.rowCount()).isZero();
    assertThat(ticks.state()).isEqualTo(State.EMPTY);
    assertThat(effects(melody).where(t -> t.stringColumn("kind").isEqualTo("tonal")).rowCount())
        .isZero();
    assertThat(effects(new Scene(6, 7).noise(0.2)).rowCount()).isZero();
    assertThat(effects(new Scene(6, 7).tone(1000, 0.2)).rowCount()).isZero();
  }

  @Test
  void irregularClicksAreEffects() {
    double[] times = {1.1, 2.63, 5.02, 8.47};
    Scene scene = new Scene(10, 8);
    for (double t : times) {
      scene.click(t, 0.4);
    }
    Table table = effects(scene);
    assertThat(table.stringColumn("kind").asList()).containsOnly("impulsive").hasSize(4);
  }

  @Test
  void silenceAndVeryShortSoundHoldNone() {
    assertThat(effects(new Scene(3, 1)).state()).isEqualTo(State.EMPTY);
    assertThat(effects(new Scene(0.001, 1)).rowCount()).isZero();
    assertThat(effects(new Scene(0.12, 1).tone(900, 0.3)).rowCount()).isZero();
  }

  @Test
  void thresholdsAreTriedAgainOnTheSignal() {
    Video video = clip(threeEffects(new Scene(14, 1)));
    MeasuredTable sound = audioAnalysis().apply(video);
    MeasuredTable table = soundEffects().apply(video);
    Table signal = table.signal().orElseThrow();
    assertThat(signal.rowCount()).isEqualTo(1400);
    assertThat(soundEffects().apply(signal, sound).printAll()).isEqualTo(table.printAll());
    assertThat(soundEffects().above(150).apply(signal, sound).rowCount()).isZero();
    assertThat(soundEffects().apply(signal).state()).isInstanceOf(State.Degraded.class);
  }

  @Test
  void aloneAndInAPipelineTheTableIsTheSame() {
    Video video = clip(threeEffects(new Scene(14, 9).music(0, 14, 100, 0.04)));
    Table alone = soundEffects().apply(video);
    for (int workers : new int[] {1, 4}) {
      Table piped = Pipeline.of(soundEffects()).workers(workers).run(video).table("sound_effects");
      assertThat(piped.printAll()).isEqualTo(alone.printAll());
    }
  }

  @Test
  void anEffectIsNamedByTheClassThatRisesWithIt() {
    SoundEffects named =
        SoundEffects.standard()
            .tags(
                new DrawnTags()
                    .window(6.24, "Ding", "signal", 0.02)
                    .window(7.2, "Ding", "signal", 0.5)
                    .window(10.8, "Speech", "speech", 0.9)
                    .window(12.0, "Speech", "speech", 0.1)
                    .analyzer());
    MeasuredTable table = named.apply(clip(threeEffects(new Scene(14, 1))));
    assertThat(table.stringColumn("label").asList()).containsExactly("", "Ding", "");
    assertThat(table.doubleColumn("confidence").get(1)).isEqualTo(0.5);
    assertThat(table.doubleColumn("confidence").countMissing()).isEqualTo(2);
    assertThat(table.state()).isEqualTo(State.OK);
    assertThat(table.provenance().inputs()).containsKey("audio_environment");
  }

  @Test
  void withoutATaggerKindsStandAndNamesAreMissing() {
    try (ResidentModels none = SharedFolder.noModels(dir.resolve("home"))) {
      MeasuredTable table =
          SoundEffects.standard().models(none).apply(clip(threeEffects(new Scene(14, 1))));
      assertEvents(table, THREE);
      assertThat(table.state()).isInstanceOf(State.Degraded.class);
    }
  }

  @Test
  void realFootageIsTaggedOnceForAllWhoRead() {
    Path file = SharedFolder.media("bench49.mp4");
    try (ResidentModels models = SharedFolder.models(dir.resolve("home"))) {
      Analysis run =
          Pipeline.of(
                  SoundEffects.standard().models(models), SpeechActivity.standard().models(models))
              .run(Video.open(file));
      Table table = run.table("sound_effects");
      assertThat(table.stringColumn("kind").asList())
          .containsExactly("noise_sweep", "tonal", "impulsive");
      assertThat(table.stringColumn("label").get(1))
          .as("a ding over music, then a voice")
          .isIn("Sine wave", "Ding", "Beep, bleep", "Bell", "Chime");
      assertThat(table.stringColumn("label").asList())
          .doesNotContain("Music", "Speech", "Sound effect");
      long windows =
          run.table("audio_environment")
              .signal()
              .orElseThrow()
              .doubleColumn("time_s")
              .countUnique();
      System.out.println(
          "USAGE "
              + models.usage()
              + " "
              + run.table("audio_environment")
                  .signal()
                  .orElseThrow()
                  .doubleColumn("time_s")
                  .unique()
                  .print());
      assertThat(models.usage())
          .filteredOn(u -> u.model().equals("yamnet"))
          .singleElement()
          .satisfies(u ->
              assertThat(u.calls())
                  .as("digital silence is tagged once")
                  .isBetween(windows - 3, windows));
    }
  }

  @Test
  void realFootage() {
    Path file = Path.of(System.getProperty("reelframe.shared", ""), "media", "bench49.mp4");
    Assumptions.assumeTrue(Files.exists(file), "needs ../shared");
    assertEvents(
        soundEffects().apply(Video.open(file)),
        new Event("noise_sweep", 27.4),
        new Event("tonal", 33.2),
        new Event("impulsive", 45.6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jfk.wav", "librispeech_84-121550-0000.flac"})
  void humanSpeechHoldsNone(String name) {
    Path file = Path.of(System.getProperty("reelframe.shared", ""), "media", name);
    Assumptions.assumeTrue(Files.exists(file), "needs ../shared");
    assertThat(soundEffects().apply(Video.open(file)).rowCount()).isZero();
  }
}
