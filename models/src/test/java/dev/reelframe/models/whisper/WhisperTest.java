package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.whisper.Transcription.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Whisper does beyond the reference cases, with the tiny export of random weights. */
class WhisperTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("reelframe.shared", "../../shared"), "models/whisper-tiny-random");

  private static Whisper whisper;

  @BeforeAll
  static void open() {
    assumeTrue(Files.isDirectory(FOLDER), "the shared models are not there");
    whisper = Whisper.open(FOLDER);
  }

  @AfterAll
  static void close() {
    if (whisper != null) {
      whisper.close();
    }
  }

  private static float[] chirp(double seconds) {
    float[] clip = new float[(int) (seconds * 16_000)];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < clip.length; i++) {
      double t = i / 16_000.0;
      clip[i] = (float) (0.3 * Math.sin(2 * Math.PI * (200 + 150 * t) * t));
      clip[i] += (float) (0.01 * (random.nextDouble() - 0.5));
    }
    return clip;
  }

  private static List<List<Integer>> prompts(LongForm.Result result) {
    return result.windows().stream()
        .map(window -> Arrays.stream(window.prompt()).boxed().toList())
        .toList();
  }

  private static LongForm.Result decode(float[] clip, TranscriptionRequest request) {
    return whisper.decode(List.of(clip), request).getFirst();
  }

  @Test
  void anEmptyClipHasNoText() {
    Transcription said = whisper.transcribe(new float[0], TranscriptionRequest.standard());
    assertThat(said.segments()).isEmpty();
    assertThat(said.text()).isEmpty();
  }

  @Test
  void standardTimesStayInsideTheClip() {
    TranscriptionRequest request =
        TranscriptionRequest.standard().fallback(FallbackPolicy.none()).words(true);
    for (double seconds : new double[] {0.05, 1.3, 31.7}) {
      Transcription said = whisper.transcribe(chirp(seconds), request);
      assertThat(said.segments())
          .allMatch(s -> 0 <= s.startS() && s.startS() < s.endS() && s.endS() <= seconds + 1e-9);
      assertThat(said.words())
          .allMatch(w -> 0 <= w.startS() && w.startS() < w.endS() && w.endS() <= seconds + 1e-9);
    }
  }

  @Test
  void withoutPaddingDecodingEndsWithTheAudio() {
    TranscriptionRequest request = TranscriptionRequest.greedy().language("en");
    int padded = decode(chirp(3), request).windows().size();
    LongForm.Result exact = decode(chirp(3), request.decodePadding(false));
    assertThat(exact.windows()).allMatch(window -> window.seek() < 300);
    assertThat(exact.windows().size()).isLessThanOrEqualTo(padded);
  }

  @Test
  void longClipsWithoutTimestampsGoWindowByWindow() {
    LongForm.Result result =
        decode(chirp(61), TranscriptionRequest.greedy().language("en").timestamps(false));
    assertThat(result.windows()).extracting(LongForm.Window::seek).containsExactly(0, 3000, 6000);
    assertThat(result.transcription().segments())
        .extracting(Transcription.Segment::endS)
        .containsExactly(30.0, 60.0, 61.0);
  }

  @Test
  void earlierTextIsTheContextOfTheNextWindow() {
    WhisperConfig config = whisper.config();
    TranscriptionRequest request =
        TranscriptionRequest.greedy().language("de").conditionOnPrevious(true);
    LongForm.Result result = decode(chirp(35), request);
    assertThat(result.windows()).hasSizeGreaterThan(1);
    List<Integer> opening = List.of(config.start(), config.languages().get("de"), 742);
    assertThat(prompts(result).getFirst()).isEqualTo(opening);
    List<Integer> second = prompts(result).get(1);
    assertThat(second)
        .startsWith(config.previous().getAsInt())
        .endsWith(opening.get(0), opening.get(1), 742);
    assertThat(second.size()).isBetween(6, 1 + 223 + 3);
    // what the first window said stands in between
    assertThat(second.subList(1, 3))
        .isEqualTo(result.transcription().segments().getFirst().tokens().subList(0, 2));
  }

  @Test
  void contextDoesNotCrossClipsOfABatch() {
    TranscriptionRequest request =
        TranscriptionRequest.greedy().language("de").conditionOnPrevious(true);
    List<float[]> clips = List.of(chirp(35), chirp(4), chirp(64));
    List<LongForm.Result> batch = whisper.decode(clips, request);
    for (int i = 0; i < clips.size(); i++) {
      LongForm.Result single = decode(clips.get(i), request);
      assertThat(prompts(batch.get(i))).isEqualTo(prompts(single));
      assertThat(batch.get(i).transcription().text()).isEqualTo(single.transcription().text());
    }
  }

  /** The random model is never sure, so every window runs through all temperatures. */
  @Test
  void anUnsureWindowIsSampledReproducibly() {
    FallbackPolicy strict =
        new FallbackPolicy(
            List.of(0.0, 0.4, 1.0),
            Compression.Measure.TOKENS,
            OptionalDouble.empty(),
            OptionalDouble.of(-1e-6),
            OptionalDouble.empty());
    TranscriptionRequest request =
        TranscriptionRequest.standard().language("en").fallback(strict).seed(3);
    LongForm.Result first = decode(chirp(5), request);
    LongForm.Result inBatch = whisper.decode(List.of(chirp(2), chirp(5)), request).get(1);
    assertThat(first.windows()).allMatch(window -> window.output().temperature() == 1.0);
    assertThat(inBatch.transcription().text()).isEqualTo(first.transcription().text());
    assertThat(decode(chirp(5), request.seed(4)).windows().getFirst().output().tokens())
        .isNotEqualTo(first.windows().getFirst().output().tokens());
  }

  @Test
  void repeatedTextIsDecodedAgain() {
    FallbackPolicy never =
        new FallbackPolicy(
            List.of(0.0, 0.2),
            Compression.Measure.TEXT,
            OptionalDouble.of(0.01),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    assertThat(decode(chirp(2), TranscriptionRequest.standard().fallback(never)).windows())
        .allMatch(window -> window.output().temperature() == 0.2);
  }

  @Test
  void aWindowOfSilenceIsDropped() {
    FallbackPolicy deaf =
        new FallbackPolicy(
            List.of(0.0, 0.2),
            Compression.Measure.TEXT,
            OptionalDouble.empty(),
            OptionalDouble.of(-1e-6),
            OptionalDouble.of(0));
    LongForm.Result result = decode(chirp(2), TranscriptionRequest.standard().fallback(deaf));
    assertThat(result.windows()).hasSize(1);
    assertThat(result.windows().getFirst().output().temperature()).isZero();
    assertThat(result.transcription().segments()).isEmpty();
  }

  @Test
  void detectsALanguageWithItsProbability() {
    Transcription said = whisper.transcribe(chirp(2), TranscriptionRequest.greedy());
    assertThat(whisper.languages()).contains(said.language());
    assertThat(said.languageProbability().orElseThrow()).isBetween(0.01, 1.0);
    assertThat(
            whisper
                .transcribe(chirp(2), TranscriptionRequest.greedy().language(said.language()))
                .text())
        .isEqualTo(said.text());
  }

  @Test
  void refusesLanguagesAndSamplesItCannotUse() {
    assertThatThrownBy(
            () -> whisper.transcribe(chirp(1), TranscriptionRequest.standard().language("tlh")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tlh");
    assertThatThrownBy(
            () -> whisper.transcribe(new float[] {0, Float.NaN}, TranscriptionRequest.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample 1");
  }

  @Test
  void wordsCoverTheTextAndSayWhereTheirTimesComeFrom() {
    TranscriptionRequest request = TranscriptionRequest.greedy().language("en").words(true);
    Transcription said = whisper.transcribe(chirp(4), request);
    Timing timing = whisper.alignsWords() ? Timing.ALIGNED : Timing.PROPORTIONAL;
    assertThat(said.words()).isNotEmpty().allMatch(word -> word.timing() == timing);
    String joined = said.words().stream().map(Transcription.Word::text).reduce("", String::concat);
    assertThat(bare(joined)).isEqualTo(bare(said.text()));
    assertThat(said.words()).allMatch(word -> word.startS() <= word.endS());
    assertThat(said.words())
        .extracting(word -> word.probability().orElseThrow())
        .allMatch(probability -> probability > 0 && probability <= 1);
  }

  /** Without spaces, and the control characters that only random weights write. */
  private static String bare(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]", "");
  }

  @Test
  void splitsWordsAtSpacesOrCharacters() {
    WhisperTokenizer tokenizer = whisper.tokenizer();
    assertThat(words(tokenizer, " Guten Tag, (liebe) Äffchen! \"So\" 🙂.", "de"))
        .containsExactly(" Guten", " Tag,", " (liebe)", " Äffchen!", " \"So\"", " 🙂.");
    assertThat(words(tokenizer, "日本語。", "ja")).containsExactly("日", "本", "語。");
    assertThat(words(tokenizer, "", "de")).isEmpty();
  }

  private static List<String> words(WhisperTokenizer tokenizer, String text, String language) {
    return WordSplitter.split(tokenizer.encode(text), language, tokenizer).stream()
        .map(WordSplitter.Word::text)
        .toList();
  }

  @Test
  void servesSeveralThreads() throws Exception {
    TranscriptionRequest request = TranscriptionRequest.greedy().language("en");
    String alone = whisper.transcribe(chirp(3), request).text();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<String> job = () -> whisper.transcribe(chirp(3), request).text();
      for (Future<String> text : threads.invokeAll(List.of(job, job, job))) {
        assertThat(text.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void batchSizeDoesNotChangeTheText() {
    List<float[]> clips = List.of(chirp(1), chirp(2), chirp(3));
    TranscriptionRequest request = TranscriptionRequest.greedy().language("en");
    try (Whisper small = Whisper.open(FOLDER, Whisper.Options.standard().maxBatch(2))) {
      assertThat(small.transcribeAll(clips, request))
          .extracting(Transcription::text)
          .isEqualTo(
              whisper.transcribeAll(clips, request).stream().map(Transcription::text).toList());
    }
  }

  @Test
  void countsWhatItDid() {
    try (Whisper counted = Whisper.open(FOLDER)) {
      assertThat(counted.counters().windows()).isZero();
      List<LongForm.Result> results =
          counted.decode(List.of(chirp(1), chirp(2)), TranscriptionRequest.greedy().language("en"));
      WhisperCounters done = counted.counters();
      int windows = results.stream().mapToInt(r -> r.windows().size()).sum();
      assertThat(done.windows()).isEqualTo(windows);
      assertThat(done.prompts()).isEqualTo(windows);
      int longest =
          results.stream()
              .flatMap(r -> r.windows().stream())
              .mapToInt(w -> w.output().tokens().length)
              .max()
              .orElseThrow();
      assertThat(done.steps()).isGreaterThanOrEqualTo(longest - 1);
      assertThat(done.tokens()).isBetween(done.steps(), 2 * done.steps());
      assertThat(done.encodeNanos()).isPositive();
    }
  }

  @Test
  void aClosedModelSaysSo() {
    Whisper other = Whisper.open(FOLDER);
    other.close();
    other.close();
    float[] clip = chirp(1);
    assertThatThrownBy(() -> other.transcribe(clip, TranscriptionRequest.greedy()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void saysWhatIsMissingInAFolder(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Whisper.open(folder))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("tokenizer");
    for (String name : List.of("tokenizer.json", "config.json", "generation_config.json")) {
      Files.copy(FOLDER.resolve(name), folder.resolve(name));
    }
    assertThatThrownBy(() -> Whisper.open(folder))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("encoder_model.onnx");
    Files.createDirectory(folder.resolve("onnx"));
    Files.writeString(folder.resolve("onnx/encoder_model.onnx"), "no model");
    assertThatThrownBy(() -> Whisper.open(folder))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("cannot load");
    // an encoder is no decoder
    for (String graph : List.of("encoder_model", "decoder_model_merged")) {
      Files.deleteIfExists(folder.resolve("onnx/" + graph + ".onnx"));
      Files.copy(
          FOLDER.resolve("onnx/encoder_model.onnx"), folder.resolve("onnx/" + graph + ".onnx"));
    }
    assertThatThrownBy(() -> Whisper.open(folder))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("no input input_ids");
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThatThrownBy(() -> Whisper.open(folder))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("decoder_attention_heads");
    Files.writeString(folder.resolve("tokenizer.json"), "{");
    assertThatThrownBy(() -> Whisper.open(folder))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("tokenizer.json");
  }

  /** All native memory of a run is freed, retries and word alignment included. */
  @Test
  void everyTensorIsFreed() {
    long before = WhisperGraph.live();
    FallbackPolicy twice =
        new FallbackPolicy(
            List.of(0.0, 0.2),
            Compression.Measure.TEXT,
            OptionalDouble.of(0.01),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    TranscriptionRequest request = TranscriptionRequest.standard().words(true).fallback(twice);
    whisper.transcribeAll(List.of(chirp(1), chirp(2), chirp(3)), request);
    try (EncodedWindows encoded = whisper.encoder().encode(new float[2 * 80 * 3000], 2)) {
      assertThat(WhisperGraph.live()).isEqualTo(before + 1);
      try (Decoder.Pass pass =
          whisper.decoder().begin(encoded, new int[] {1}, new int[][] {{641, 642, 742}})) {
        pass.step(new int[] {747});
        assertThat(WhisperGraph.live()).isEqualTo(before + 4);
      }
    }
    assertThat(WhisperGraph.live()).isEqualTo(before);
  }
}
