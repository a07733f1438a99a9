package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Audio;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;

/** What trained weights (OpenAI Whisper base) write down of speech whose words are known. */
class TrainedWhisperTest {
  private static final Path SHARED =
      Path.of(System.getProperty("reelframe.shared", "../../shared")).toAbsolutePath().normalize();
  private static final String JFK =
      "And so, my fellow Americans, ask not what your country can do for you, ask what you can do"
          + " for your country.";
  private static final String READER =
      "But with full ravishment the hours of prime, singing, received they in the midst of leaves"
          + " that ever bore a burden to their rhymes.";
  private static final double WORD_S = 0.25;

  @TempDir Path dir;
  private ResidentModels models;

  @BeforeEach
  void needsModels() {
    assumeTrue(Files.isDirectory(SHARED.resolve("models/whisper-base")), "no trained Whisper");
    models = SharedFolder.models(dir.resolve("home"));
  }

  @AfterEach
  void freeModels() {
    if (models != null) {
      models.close();
    }
  }

  private MeasuredTable said(Path file) {
    return SpeechTranscription.standard()
        .by(Recognition.whisper(SHARED.resolve("models/whisper-base")))
        .speech(SpeechActivity.standard().models(models))
        .apply(Video.open(file));
  }

  private static Path file(String name) {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.isRegularFile(file), "no " + name);
    return file;
  }

  private static String text(MeasuredTable table) {
    return String.join(" ", table.stringColumn("text").removeMissing().asList());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  /** Share of the words that are wrong, missing or too many (Levenshtein over words). */
  private static double wrong(String truth, String heard) {
    List<String> want = words(truth);
    List<String> got = words(heard);
    int[] cost = java.util.stream.IntStream.rangeClosed(0, got.size()).toArray();
    for (int i = 1; i <= want.size(); i++) {
      int diagonal = cost[0];
      cost[0] = i;
      for (int j = 1; j <= got.size(); j++) {
        int same = diagonal + (want.get(i - 1).equals(got.get(j - 1)) ? 0 : 1);
        diagonal = cost[j];
        cost[j] = Math.min(same, Math.min(cost[j], cost[j - 1]) + 1);
      }
    }
    return (double) cost[got.size()] / want.size();
  }

  /** Long speech, and a sentence behind one that the decoder closed its window with. */
  @ParameterizedTest
  @ValueSource(strings = {"speech-of-97-seconds", "second-sentence-dropped"})
  void casesAreWrittenDownWithTheirWordsInTime(String name) throws IOException {
    JsonNode truth = new ObjectMapper().readTree(file("cases/" + name + "/expected.json").toFile());
    MeasuredTable table = said(file("cases/" + name + "/speech.flac"));
    assertThat(wrong(truth.path("text").asText(), text(table)))
        .as(text(table))
        .isLessThanOrEqualTo(truth.path("word_error_at_most").asDouble());
    int right = 0;
    for (JsonNode word : truth.path("word_starts_s")) {
      double start = start(table, word.path("word").asText(), word.path("nth").asInt());
      right += Math.abs(start - word.path("start_s").asDouble()) <= WORD_S ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo((9 * truth.path("word_starts_s").size() + 9) / 10);
    assertThat(table.stringColumn("text").asList())
        .as("phrases are sentences")
        .allMatch(phrase -> phrase.endsWith("."));
  }

  private static double start(MeasuredTable table, String word, int nth) {
    int found = 0;
    for (Row row : table.signal().orElseThrow()) {
      boolean same =
          row.getString("kind").equals("word") && words(row.getString("text")).contains(word);
      if (same && ++found == nth) {
        return row.getDouble("start_s");
      }
    }
    return Double.NaN;
  }

  @Test
  void twoLanguagesInOneClipAreTold() throws IOException {
    MeasuredTable table = said(SharedFolder.media("bench49.mp4"));
    JsonNode truth = new ObjectMapper().readTree(SharedFolder.media("bench49.truth.json").toFile());
    StringBuilder english = new StringBuilder();
    for (Row row : table) {
      english.append(row.getString("language").equals("en") ? row.getString("text") + " " : "");
    }
    assertThat(wrong(JFK, english.toString())).as(english.toString()).isZero();
    for (JsonNode speech : truth.path("speech")) {
      Interval phrase =
          new Interval(speech.path("start_s").asDouble(), speech.path("end_s").asDouble());
      List<String> languages = new ArrayList<>();
      for (Row row : table) {
        Interval time = new Interval(row.getDouble("start_s"), row.getDouble("end_s"));
        if (time.overlap(phrase) > 0.3) {
          languages.add(row.getString("language"));
        }
      }
      assertThat(languages)
          .as("%s", speech)
          .isNotEmpty()
          .containsOnly(speech.path("language").asText());
    }
  }

  /** Recordings over chords with a hat, at two levels. */
  @ParameterizedTest
  @ValueSource(doubles = {-12, -20})
  void speechOverAMusicBedIsWrittenDown(double bedDb) {
    float[] jfk = samples(SharedFolder.media("jfk.wav"));
    float[] reader = samples(SharedFolder.media("librispeech_84-121550-0000.flac"));
    double seconds = 1.5 + seconds(reader) + 2.2 + seconds(jfk) + 1;
    Random noise = new Random(5);
    double bed = Math.pow(10, bedDb / 20);
    DoubleUnaryOperator mix =
        t ->
            at(reader, t - 1.5)
                + at(jfk, t - 3.7 - seconds(reader))
                + bed * (chord(t) + hat(t, noise));
    MeasuredTable table =
        said(
            SyntheticClip.soundOnly()
                .sound(16_000, seconds, t -> 0.5 * mix.applyAsDouble(t))
                .write(dir.resolve("mix.flac")));
    assertThat(wrong(READER + " " + JFK, text(table))).as(text(table)).isLessThanOrEqualTo(0.03);
  }

  private static double chord(double t) {
    double[][] chords = {{220, 261.63, 329.63}, {174.61, 220, 261.63}, {196, 246.94, 293.66}};
    double since = t % 2;
    return Arrays.stream(chords[(int) (t / 2) % 3])
            .map(hz ->
                Math.sin(2 * Math.PI * hz * t)
                    + 0.5 * Math.sin(4 * Math.PI * hz * t)
                    + 0.25 * Math.sin(6 * Math.PI * hz * t))
            .sum()
        * 0.1
        * Math.min(1, Math.min(since, 2 - since) / 0.1);
  }

  private static double hat(double t, Random noise) {
    return 0.3 * noise.nextGaussian() * Math.exp(-80 * (t % 0.5));
  }

  /** Nothing is invented where nobody speaks. */
  @ParameterizedTest
  @ValueSource(strings = {"silence", "noise", "music", "applause"})
  void whereNobodySpeaksThereAreNoWords(String sound) {
    Random noise = new Random(9);
    double[] clap = new double[1];
    DoubleUnaryOperator wave =
        switch (sound) {
          case "silence" -> t -> 0;
          case "noise" -> t -> 0.2 * noise.nextGaussian();
          case "music" -> t -> 0.6 * chord(t) + 0.3 * hat(t, noise);
          default ->
              // some hundred pairs of hands a second
              t -> {
                clap[0] = 0.985 * clap[0] + (noise.nextDouble() < 0.02 ? noise.nextDouble() : 0);
                return 0.3 * clap[0] * noise.nextGaussian();
              };
        };
    MeasuredTable table =
        said(SyntheticClip.soundOnly().sound(16_000, 20, wave).write(dir.resolve(sound + ".mkv")));
    assertThat(text(table)).isEmpty();
  }

  private static float[] samples(Path file) {
    FloatArrayList all = new FloatArrayList();
    Analyzer.named("samples")
        .reads(Audio.mono(16_000))
        .returns(Schema.events("samples", "none"))
        .perBlock((block, rows) -> all.addElements(all.size(), block.samples()))
        .apply(Video.open(file));
    return all.toFloatArray();
  }

  private static double seconds(float[] samples) {
    return samples.length / 16_000.0;
  }

  private static double at(float[] samples, double t) {
    int i = (int) Math.round(t * 16_000);
    return i >= 0 && i < samples.length ? samples[i] : 0;
  }
}
