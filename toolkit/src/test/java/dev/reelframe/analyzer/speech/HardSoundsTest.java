package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.analyzer.audio.SoundEffects;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Schema;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Every analyzer of sound on sound that is hard: the right answer, or a state that says why. */
class HardSoundsTest {
  private static final DoubleUnaryOperator NOTHING = t -> 0;

  @TempDir Path dir;
  private ResidentModels models;

  @BeforeEach
  void load() {
    models = SharedFolder.models(dir.resolve("home"));
  }

  @AfterEach
  void free() {
    if (models != null) {
      models.close();
    }
  }

  private List<Analyzer> all() {
    Analyzer speech = SpeechActivity.standard().models(models);
    Analyzer sound = AudioAnalysis.standard();
    return List.of(
        sound,
        AudioEnvironment.standard().models(models),
        SoundEffects.standard().models(models),
        speech,
        new SpeechRate(speech, sound, Optional.empty()),
        SpeechFlow.standard().withoutWords().by(speech, sound),
        new SpeechEmotion(2, speech, sound),
        SpeechTranscription.standard().by(Recognition.none("none here")).speech(speech));
  }

  private Analysis run(Path file) {
    return Pipeline.of(all().toArray(Analyzer[]::new)).run(Video.open(file));
  }

  /** What the issue of a run must be, whatever the sound. */
  private static void assertSound(Analysis run) {
    for (AnalyzerResult result : run.results()) {
      assertThat(result.state().word())
          .as("%s: %s", result.name(), result.state().reason())
          .isIn("ok", "empty", "degraded", "skipped");
      result
          .table()
          .filter(table -> table.containsColumn("end_s"))
          .ifPresent(table -> assertInside(table, run.end().soundS()));
    }
    assertThat(run.state("speech_transcription").word()).isEqualTo("skipped");
  }

  private static void assertInside(Table table, double endS) {
    for (Interval row : Interval.of(table)) {
      assertThat(row.startS()).as(table.name()).isBetween(0.0, row.endS());
      assertThat(row.endS()).as(table.name()).isBetween(row.startS(), endS + 1e-6);
    }
  }

  /** Real speech as a function of time, so that it can be drawn at other rates. */
  private static DoubleUnaryOperator jfk() {
    FloatArrayList samples = new FloatArrayList();
    Analyzer.named("samples")
        .reads(Audio.mono(16_000))
        .returns(Schema.events("samples", "none"))
        .perBlock((block, rows) -> samples.addElements(samples.size(), block.samples()))
        .apply(Video.open(SharedFolder.media("jfk.wav")));
    float[] all = samples.toFloatArray();
    return t -> {
      double at = t * 16_000;
      int i = (int) at;
      return i + 1 < all.length ? all[i] + (at - i) * (all[i + 1] - all[i]) : 0;
    };
  }

  private Path write(String name, int rate, double seconds, DoubleUnaryOperator... channels) {
    return SyntheticClip.soundOnly().sound(rate, seconds, channels).write(dir.resolve(name));
  }

  @Test
  void silenceHoldsNothing() {
    Analysis run = run(write("silence.mkv", 16_000, 4, NOTHING));
    assertSound(run);
    for (String empty : List.of("speech_activity", "sound_effects", "speech_rate")) {
      assertThat(run.state(empty).word()).as(empty).isEqualTo("empty");
    }
    assertThat(run.table("speech_flow").rowCount()).isZero();
    assertThat(run.table("speech_emotion").rowCount()).isZero();
    assertThat(run.table("audio_environment").stringColumn("label").asList())
        .containsOnly("Silence");
    assertThat(run.table("audio_analysis").doubleColumn("tempo_bpm").countMissing())
        .isEqualTo(run.table("audio_analysis").rowCount());
  }

  /** A drum on each beat and chords: nobody speaks. */
  @Test
  void musicIsNoSpeech() {
    double[][] chords = {{220, 277.18, 329.63}, {146.83, 220, 293.66}, {164.81, 246.94, 329.63}};
    Analysis run =
        run(
            write(
                "music.mkv",
                44_100,
                12,
                t -> {
                  double since = t % 0.5;
                  double drum = 0.4 * Math.exp(-14 * since) * Math.sin(2 * Math.PI * 65 * since);
                  double[] chord = chords[(int) (t / 2) % 3];
                  return drum
                      + 0.08 * Arrays.stream(chord).map(hz -> Math.sin(2 * Math.PI * hz * t)).sum();
                }));
    assertSound(run);
    assertThat(run.state("speech_activity").word()).isEqualTo("empty");
    assertThat(run.state("speech_rate").word()).isEqualTo("empty");
    assertThat(run.table("sound_effects").rowCount()).isZero();
    assertThat(run.table("audio_environment").stringColumn("label").asList())
        .contains("Music")
        .doesNotContain("Speech");
    assertThat(run.table("audio_analysis").doubleColumn("tempo_bpm").median())
        .isBetween(118d, 122d);
  }

  /** Where speech is in the file of 16 kHz, it is in the same sound of another form. */
  @ParameterizedTest
  @ValueSource(strings = {"8 kHz", "7.1", "96 kHz stereo"})
  void speechIsFoundInOtherForms(String form) {
    List<Interval> truth =
        Interval.of(
            SpeechActivity.standard()
                .models(models)
                .apply(Video.open(SharedFolder.media("jfk.wav"))));
    DoubleUnaryOperator voice = jfk();
    Path file =
        switch (form) {
          case "8 kHz" -> write("low.mkv", 8_000, 11, voice);
          case "7.1" ->
              // the voice stands in the middle, third of the eight channels
              write(
                  "wide.mkv",
                  48_000,
                  11,
                  NOTHING,
                  NOTHING,
                  voice,
                  NOTHING,
                  NOTHING,
                  NOTHING,
                  NOTHING,
                  NOTHING);
          default -> write("high.mkv", 96_000, 11, voice, voice);
        };
    Analysis run = run(file);
    assertSound(run);
    List<Interval> found = Interval.of(run.table("speech_activity"));
    double both =
        truth.stream().mapToDouble(t -> found.stream().mapToDouble(t::overlap).sum()).sum();
    double all = truth.stream().mapToDouble(Interval::length).sum();
    double told = found.stream().mapToDouble(Interval::length).sum();
    assertThat(2 * both / (all + told)).as("F1 of %s against %s", found, truth).isGreaterThan(0.93);
    assertThat(run.table("audio_environment").stringColumn("label").asList()).contains("Speech");
    assertThat(run.table("sound_effects").rowCount()).isZero();
  }

  static Stream<String> endings() {
    return Stream.of("wav", "flac", "mkv", "mp4");
  }

  /** Cut in the middle, and with bytes turned over: what is left is heard, or the file refused. */
  @ParameterizedTest
  @MethodSource("endings")
  void damagedSoundIsHeardAsFarAsItGoes(String ending) throws IOException {
    Path whole = write("whole." + ending, 16_000, 6, t -> 0.3 * Math.sin(t * 2000));
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(3);
    for (int i = 0; i < 3; i++) {
      byte[] broken = Arrays.copyOf(bytes, bytes.length * (2 + i) / 5);
      for (int n = 0; n < i * 20; n++) {
        broken[200 + random.nextInt(broken.length - 200)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(dir.resolve("broken" + i + "." + ending), broken);
      try {
        assertSound(run(file));
      } catch (MediaException e) {
        assertThat(e).hasMessageMatching("(?s).{20,}");
      }
    }
  }

  @Test
  void aFileOfNoiseIsRefused() throws IOException {
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    Path file = Files.write(dir.resolve("noise.wav"), noise);
    assertThatThrownBy(() -> run(file)).isInstanceOf(MediaException.class);
  }

  /** Three hours, a voice now and then; what stays in memory are rows, not sound. */
  @Test
  @Tag("slow")
  void threeHoursFitIntoLittleMemory() {
    DoubleUnaryOperator voice = jfk();
    double seconds = 3 * 3600;
    Path file =
        write("long.flac", 8_000, seconds, t -> t % 600 < 11 ? voice.applyAsDouble(t % 600) : 0);
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    System.gc();
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    Analysis run = run(file);
    System.gc();
    long held = pools.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    assertSound(run);
    assertThat(run.durationS()).isEqualTo(seconds);
    assertThat(run.table("speech_activity").doubleColumn("end_s").max()).isGreaterThan(10_200);
    assertThat(run.table("speech_activity").rowCount()).isBetween(18, 18 * 5);
    assumeTrue(held > 0, "this collector tells nothing");
    // 16 kHz of three hours as floats would be 690 MB
    assertThat(held).isLessThan(600L << 20);
  }
}
