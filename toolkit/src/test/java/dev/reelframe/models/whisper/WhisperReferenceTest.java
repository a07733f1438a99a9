package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whisper against the outputs of the reference implementation (Hugging Face transformers), case by
 * case.
 */
class WhisperReferenceTest extends WhisperCases {
  private static final Offset<Double> FEATURE = within(1e-4);

  /** The largest difference between runtimes was 8.6e-5; features add up to about as much. */
  private static final Offset<Double> ACTIVATION = within(5e-4);

  @ParameterizedTest
  @MethodSource("cases")
  void featuresAreTheReferences(ReferenceCase reference) throws IOException {
    JsonNode expected = reference.json().path("features");
    assumeTrue(expected.has("file"), "the case has no features");
    float[] stored = reference.stored(expected);
    int[] shape = ReferenceCase.integers(expected.path("shape"));
    int step = expected.path("frame_step").asInt(1);
    float[][] actual = features(reference, reference.mono16k());
    assertThat(expected.path("layout").asText("[mel][frame]")).isEqualTo("[mel][frame]");
    assertThat(actual).hasNumberOfRows(shape[0]);
    assertThat(actual[0]).hasSize(expected.path("frames_total").asInt(actual[0].length));
    double sum = 0;
    for (int mel = 0; mel < shape[0]; mel++) {
      for (int i = 0; i < shape[1]; i++) {
        assertThat((double) actual[mel][i * step])
            .as("mel %d, frame %d", mel, i * step)
            .isCloseTo(stored[mel * shape[1] + i], FEATURE);
      }
      if (expected.path("frames_after_stored").asText().equals("tail_value")) {
        for (int frame = shape[1] * step; frame < actual[mel].length; frame++) {
          assertThat((double) actual[mel][frame])
              .isCloseTo(expected.path("tail_value").asDouble(), FEATURE);
        }
      }
      for (float value : actual[mel]) {
        sum += value;
      }
    }
    if (expected.has("sum_all")) {
      double values = (double) shape[0] * actual[0].length;
      assertThat(sum / values)
          .isCloseTo(expected.path("sum_all").asDouble() / values, within(1e-5));
    }
  }

  /** All frames of a clip as [mel][frame], read window by window. */
  private static float[][] features(ReferenceCase reference, float[] mono16k) {
    MelFilters filters = model(reference).filters();
    MelSpectrogram mel = MelSpectrogram.of(filters, mono16k);
    float[][] all = new float[filters.mels()][mel.frames()];
    float[] window = new float[filters.mels() * MelSpectrogram.WINDOW_FRAMES];
    for (int seek = 0; seek < mel.frames(); seek += MelSpectrogram.WINDOW_FRAMES) {
      mel.window(seek, window, 0);
      int count = Math.min(MelSpectrogram.WINDOW_FRAMES, mel.frames() - seek);
      for (int m = 0; m < filters.mels(); m++) {
        System.arraycopy(window, m * MelSpectrogram.WINDOW_FRAMES, all[m], seek, count);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void audioGivesTheSamplesThatTheReferenceSaw(ReferenceCase reference) throws IOException {
    JsonNode json = reference.json();
    assumeTrue(reference.hasAudio(), "the case has samples only");
    WavFile audio = reference.audio();
    assertThat(audio.sampleRate()).isEqualTo(json.path("sample_rate").asInt(audio.sampleRate()));
    assertThat(audio.channels()).isEqualTo(json.path("channels").asInt(audio.channels()));
    float[] mono = audio.mono16k();
    // a tool may round the length the other way
    assertThat(mono.length).isCloseTo(json.path("samples_16k_mono").asInt(mono.length), within(1));
    if (json.path("resampling").asText().contains("Hann windowed sinc, 24 zero crossings")) {
      float[] seen = reference.mono16k();
      int common = Math.min(mono.length, seen.length);
      assertThat(Arrays.copyOf(mono, common))
          .containsExactly(Arrays.copyOf(seen, common), within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void encoderRowsAreTheReferences(ReferenceCase reference) throws IOException {
    JsonNode expected = reference.json().path("encoder_last_hidden_state");
    assumeTrue(expected.has("file"), "the case has no encoder rows");
    float[] stored = reference.stored(expected);
    int[] shape = ReferenceCase.integers(expected.path("shape"));
    int step = expected.path("row_step").asInt(1);
    try (EncodedWindows encoded = encode(reference)) {
      FloatBuffer values = encoded.values();
      for (int row = 0; row < shape[0]; row++) {
        for (int i = 0; i < shape[1]; i++) {
          assertThat((double) values.get(row * step * shape[1] + i))
              .as("row %d, value %d", row * step, i)
              .isCloseTo(stored[row * shape[1] + i], ACTIVATION);
        }
      }
    }
  }

  private static EncodedWindows encode(ReferenceCase reference) throws IOException {
    return model(reference).encoder().encode(firstWindow(reference), 1);
  }

  private static float[] firstWindow(ReferenceCase reference) throws IOException {
    Whisper whisper = model(reference);
    float[] window = new float[whisper.config().mels() * MelSpectrogram.WINDOW_FRAMES];
    MelSpectrogram.of(whisper.filters(), reference.mono16k()).window(0, window, 0);
    return window;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstLogitsAreTheReferences(ReferenceCase reference) throws IOException {
    try (EncodedWindows encoded = encode(reference)) {
      for (String mode : List.of("without_timestamps", "with_timestamps")) {
        JsonNode expected = reference.json().path(mode);
        if (expected.path("first_step_logits").has("file")) {
          float[] stored = reference.stored(expected.path("first_step_logits"));
          int[] prompt = ReferenceCase.integers(expected.path("decoder_prompt_ids"));
          try (Decoder.Pass pass =
              model(reference).decoder().begin(encoded, new int[] {0}, new int[][] {prompt})) {
            assertClose(pass.lastLogits()[0], stored, mode);
          }
        }
      }
    }
  }

  private static void assertClose(float[] actual, float[] stored, String what) {
    assertThat(actual).hasSameSizeAs(stored);
    for (int i = 0; i < stored.length; i++) {
      assertThat((double) actual[i]).as("%s %d", what, i).isCloseTo(stored[i], ACTIVATION);
    }
  }

  /** Against the export's own logits behind the start token alone, read without this engine. */
  @ParameterizedTest
  @MethodSource("cases")
  void theDetectedLanguageIsTheLikeliestOne(ReferenceCase reference) throws Exception {
    Whisper whisper = model(reference);
    JsonNode generation =
        new ObjectMapper().readTree(reference.model().resolve("generation_config.json").toFile());
    assumeTrue(generation.has("lang_to_id"), "the model knows one language");
    float[] logits =
        BareSession.logitsBehindStart(
            reference.model(),
            firstWindow(reference),
            generation.path("decoder_start_token_id").asInt());
    String likeliest = "";
    float best = Float.NEGATIVE_INFINITY;
    for (Map.Entry<String, JsonNode> language : generation.path("lang_to_id").properties()) {
      if (logits[language.getValue().asInt()] > best) {
        best = logits[language.getValue().asInt()];
        likeliest = language.getKey();
      }
    }
    Transcription said =
        whisper.transcribe(
            reference.mono16k(), reference.request(false).language(Optional.empty()));
    assertThat("<|" + said.language() + "|>").isEqualTo(likeliest);
    assertThat(said.languageProbability().orElseThrow()).isBetween(0.0, 1.0);
    JsonNode named = reference.json().path("detected_language");
    if (named.isTextual()) {
      assertThat(said.language()).isEqualTo(named.asText().replaceAll("[<|>]", ""));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tokensWithoutTimestampsAreTheReferences(ReferenceCase reference) throws IOException {
    JsonNode expected = reference.json().path("without_timestamps");
    assumeTrue(expected.has("token_ids"), "the case has no run without timestamps");
    List<float[]> inputs = reference.inputs();
    float[] own = inputs.getFirst();
    for (float[] mono : inputs) {
      LongForm.Result result =
          model(reference).decode(List.of(mono), reference.request(false)).getFirst();
      assertThat(result.windows()).hasSize(1);
      LongForm.Window window = result.windows().getFirst();
      assertThat(window.prompt()).isEqualTo(ints(expected, "decoder_prompt_ids"));
      assertThat(window.output().withoutEnd(model(reference).config().end()))
          .isEqualTo(ints(expected, "token_ids"));
      if (mono == own) {
        assertScores(reference, window.output(), expected);
      }
      if (expected.has("text")) {
        assertThat(result.transcription().text()).isEqualTo(expected.path("text").asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tokensWithTimestampsAreTheReferences(ReferenceCase reference) throws IOException {
    JsonNode expected = reference.json().path("with_timestamps");
    assumeTrue(expected.has("windows"), "the case has no run with timestamps");
    if (expected.has("timestamp_begin")) {
      assertThat(model(reference).config().timestampBegin())
          .isEqualTo(expected.path("timestamp_begin").asInt());
    }
    List<float[]> inputs = reference.inputs();
    float[] own = inputs.getFirst();
    for (float[] mono : inputs) {
      LongForm.Result result =
          model(reference).decode(List.of(mono), reference.request(true)).getFirst();
      assertWindows(reference, result.windows(), expected);
      if (mono == own) {
        assertWindowScores(reference, result.windows(), expected);
      }
      assertSegments(result.transcription(), expected);
    }
  }

  private static void assertWindows(
      ReferenceCase reference, List<LongForm.Window> windows, JsonNode expected) {
    JsonNode wanted = expected.path("windows");
    assertThat(windows).hasSize(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      LongForm.Window window = windows.get(i);
      JsonNode of = wanted.get(i);
      JsonNode prompt = of.has("decoder_prompt_ids") ? of : expected;
      assertThat(window.prompt()).isEqualTo(ints(prompt, "decoder_prompt_ids"));
      assertThat(window.output().tokens())
          .as("window %d", i)
          .isEqualTo(ints(of, "tokens_with_end"));
      assertThat(window.seek()).isEqualTo(of.path("seek_frames").asInt(window.seek()));
      assertThat(window.frames()).isEqualTo(of.path("window_frames").asInt(window.frames()));
      assertThat(window.advance()).isEqualTo(of.path("advance_frames").asInt(window.advance()));
    }
  }

  private static void assertWindowScores(
      ReferenceCase reference, List<LongForm.Window> windows, JsonNode expected) {
    for (int i = 0; i < windows.size(); i++) {
      assertScores(reference, windows.get(i).output(), expected.path("windows").get(i));
    }
  }

  private static void assertScores(
      ReferenceCase reference, DecodeLoop.Output output, JsonNode expected) {
    Whisper whisper = model(reference);
    int end = whisper.config().end();
    if (expected.has("tokens_with_end")) {
      assertThat(output.tokens()).isEqualTo(ints(expected, "tokens_with_end"));
    }
    if (expected.has("ended_with_eos")) {
      assertThat(output.tokens().length > output.withoutEnd(end).length)
          .isEqualTo(expected.path("ended_with_eos").asBoolean());
    }
    if (expected.has("avg_logprob")) {
      assertThat(output.avgLogprob())
          .isCloseTo(expected.path("avg_logprob").asDouble(), within(1e-3));
    }
    if (expected.has("no_speech_prob")) {
      assertThat(output.noSpeechProb())
          .isCloseTo(expected.path("no_speech_prob").asDouble(), within(1e-3));
    }
    if (expected.has("compression_ratio_tokens")) {
      assertThat(Compression.ofTokens(output.tokens(), whisper.config().vocabulary()))
          .isCloseTo(expected.path("compression_ratio_tokens").asDouble(), within(0.02));
    }
    if (expected.has("compression_ratio_text")) {
      String text =
          whisper.tokenizer().text(output.withoutEnd(end), whisper.config().timestampBegin());
      assertThat(Compression.ofText(text))
          .isCloseTo(expected.path("compression_ratio_text").asDouble(), within(0.02));
    }
  }

  private static void assertSegments(Transcription actual, JsonNode expected) {
    JsonNode segments = expected.path("segments");
    if (segments.isArray()) {
      assertThat(actual.segments()).hasSize(segments.size());
      for (int i = 0; i < segments.size(); i++) {
        Transcription.Segment segment = actual.segments().get(i);
        JsonNode of = segments.get(i);
        assertThat(segment.startS()).isCloseTo(of.path("start").asDouble(), within(1e-6));
        assertThat(segment.endS()).isCloseTo(of.path("end").asDouble(), within(1e-6));
        assertThat(tokens(List.of(segment))).isEqualTo(ints(of, "token_ids"));
        assertThat(segment.text()).isEqualTo(of.path("text").asText());
      }
    }
    if (expected.has("sequence_token_ids")) {
      assertThat(tokens(actual.segments())).isEqualTo(ints(expected, "sequence_token_ids"));
    }
    if (expected.has("text")) {
      assertThat(actual.text()).isEqualTo(expected.path("text").asText());
    }
  }

  private static int[] tokens(List<Transcription.Segment> segments) {
    return segments.stream().flatMap(s -> s.tokens().stream()).mapToInt(i -> i).toArray();
  }

  /** All clips of a model together, in each language of its cases, against each alone. */
  @Test
  void aBatchOfDifferentLengthsEqualsSingleRuns() throws IOException {
    for (Path folder : new TreeSet<>(CASES.stream().map(ReferenceCase::model).toList())) {
      List<ReferenceCase> cases = CASES.stream().filter(c -> c.model().equals(folder)).toList();
      List<float[]> clips = new ArrayList<>();
      for (ReferenceCase reference : cases) {
        clips.add(reference.mono16k());
      }
      // one language for all, and every clip's own
      for (boolean timestamps : new boolean[] {false, true}) {
        for (Optional<String> language :
            List.of(cases.getFirst().language(), Optional.<String>empty())) {
          TranscriptionRequest request = cases.getFirst().request(timestamps).language(language);
          List<LongForm.Result> batch = model(cases.getFirst()).decode(clips, request);
          for (int i = 0; i < clips.size(); i++) {
            LongForm.Result single =
                model(cases.getFirst()).decode(List.of(clips.get(i)), request).getFirst();
            assertThat(written(batch.get(i))).as(cases.get(i).name()).isEqualTo(written(single));
          }
        }
      }
    }
  }

  private static List<List<Integer>> written(LongForm.Result result) {
    return result.windows().stream()
        .map(window ->
            IntStream.concat(
                    Arrays.stream(window.prompt()), Arrays.stream(window.output().tokens()))
                .boxed()
                .toList())
        .toList();
  }

  /** Cases of one language and task in one call give each case's reference ids. */
  @Test
  void aBatchGivesTheReferencesTokens() throws IOException {
    for (ReferenceCase first : CASES) {
      List<ReferenceCase> alike =
          CASES.stream()
              .filter(c -> c.model().equals(first.model()))
              .filter(c -> c.request(true).equals(first.request(true)))
              .filter(c -> c.json().path("with_timestamps").has("windows"))
              .toList();
      if (alike.size() < 2 || alike.getFirst() != first) {
        continue;
      }
      List<float[]> clips = new ArrayList<>();
      for (ReferenceCase reference : alike) {
        clips.add(reference.mono16k());
      }
      List<LongForm.Result> batch = model(first).decode(clips, first.request(true));
      for (int i = 0; i < alike.size(); i++) {
        assertWindows(
            alike.get(i), batch.get(i).windows(), alike.get(i).json().path("with_timestamps"));
      }
    }
  }
}
