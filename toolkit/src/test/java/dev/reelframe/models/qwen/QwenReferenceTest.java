package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The engine against Hugging Face transformers, token by token, on every case that is there.
 *
 * <p>Cases come from the shared folder and, with {@code -Dreelframe.references=DIR}, from a folder
 * of further cases in the same format. A given folder without any case is a failure; nothing at all
 * to compare with is a skip.
 */
class QwenReferenceTest {

  private static final double PIXELS = 1e-6;
  private static final double FLOATS = 1e-4;

  private static final Map<Path, Qwen2Vl> MODELS = new HashMap<>();
  private static QwenReferences references;

  @BeforeAll
  static void findReferences() {
    references = QwenReferences.fromProperties();
    assumeFalse(references.areAbsent(), "no reference cases: neither shared nor given");
  }

  @AfterAll
  static void closeModels() {
    MODELS.values().forEach(Qwen2Vl::close);
    MODELS.clear();
  }

  @Test
  void thereAreCases() {
    assertThat(references.givenIsEmpty())
        .as("the given folder %s holds no case.json", references.given())
        .isFalse();
    assertThat(references.cases()).as("Qwen cases").isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyCaseAsTheReference() {
    return perFolder(references.cases(), QwenReferenceTest::compare);
  }

  @TestFactory
  Stream<DynamicTest> batchedEqualsSingle() {
    return perFolder(references.cases(), QwenReferenceTest::compareSingly);
  }

  @TestFactory
  Stream<DynamicTest> smartResize() {
    return perRow("smart_resize_cases.json", "rows", QwenReferenceTest::compareSize);
  }

  @TestFactory
  Stream<DynamicTest> mrope() {
    return references.tables("mrope_cases.json").stream()
        .flatMap(file -> {
          JsonNode config = QwenReferences.read(references.modelOf(file).resolve("config.json"));
          return QwenCase.list(QwenReferences.read(file).path("rows")).stream()
              .map(row ->
                  dynamicTest(row.path("name").asText(), () -> comparePositions(row, config)));
        });
  }

  @TestFactory
  Stream<DynamicTest> encodesText() {
    return tokenizerRows("encode", QwenReferenceTest::compareEncoding);
  }

  @TestFactory
  Stream<DynamicTest> decodesIds() {
    return tokenizerRows("decode", QwenReferenceTest::compareDecoding);
  }

  private static void compare(QwenCase reference) {
    Qwen2Vl model = modelOf(reference.folder());
    List<QwenCase.Sample> samples = reference.samples();
    assertThat(samples).as("samples of %s", reference.folder()).isNotEmpty();
    List<Prompt> prompts = samples.stream().map(sample -> watch(model, sample)).toList();
    comparePrompts(samples, prompts, model);
    List<float[]> logits = new ArrayList<>();
    List<Answer> answers = generate(model, prompts, reference.maxNewTokens(), logits);
    for (int row = 0; row < samples.size(); row++) {
      QwenCase.Sample sample = samples.get(row);
      compareTensor(sample.folder(), sample.json().path("last_prompt_logits"), logits.get(row));
      compareAnswer(sample.json(), answers.get(row), model);
    }
  }

  private static void compareSingly(QwenCase reference) {
    Qwen2Vl model = modelOf(reference.folder());
    for (QwenCase.Sample sample : reference.samples()) {
      List<float[]> logits = new ArrayList<>();
      Prompt prompt = watch(model, sample);
      Answer answer = generate(model, List.of(prompt), reference.maxNewTokens(), logits).getFirst();
      compareTensor(sample.folder(), sample.json().path("last_prompt_logits"), logits.getFirst());
      compareAnswer(sample.json(), answer, model);
    }
  }

  /** Prepares and encodes all media of a sample, comparing them on the way. */
  private static Prompt watch(Qwen2Vl model, QwenCase.Sample sample) {
    List<VisionFeatures> seen = new ArrayList<>();
    for (QwenCase.Medium medium : sample.media()) {
      List<RgbImage> frames = medium.frames();
      ImagePreprocessor preprocessor = model.preprocessor();
      List<Patches> patches =
          medium.isClip()
              ? preprocessor.clip(frames)
              : List.of(preprocessor.still(frames.getFirst()));
      VisionFeatures features =
          medium.isClip() ? model.watch(frames) : model.look(frames.getFirst());
      comparePreparation(medium.json(), frames.getFirst(), patches, features, preprocessor);
      compareTensor(
          medium.folder(), medium.json().path("pixel_values"), concatenated(patches), PIXELS);
      compareTensor(medium.folder(), medium.json().path("image_features"), features.rows(), FLOATS);
      seen.add(features);
    }
    return sample.prompt(seen);
  }

  private static void comparePreparation(
      JsonNode json,
      RgbImage first,
      List<Patches> patches,
      VisionFeatures features,
      ImagePreprocessor preprocessor) {
    if (json.has("original_width_height")) {
      assertThat(new long[] {first.width(), first.height()})
          .isEqualTo(QwenCase.longs(json.path("original_width_height")));
    }
    if (json.has("resized_height_width")) {
      SmartResize.Size size = preprocessor.smartResize().apply(first.height(), first.width());
      assertThat(new long[] {size.height(), size.width()})
          .isEqualTo(QwenCase.longs(json.path("resized_height_width")));
    }
    Grid slice = patches.getFirst().grid();
    Grid grid = new Grid(patches.size(), slice.rows(), slice.columns());
    assertThat(grid).isEqualTo(QwenCase.grid(json.path("grid_thw")));
    assertThat(features.grid()).isEqualTo(grid);
    assertThat(features.tokens())
        .isEqualTo(json.path("merged_tokens").asInt(features.tokens()))
        .isEqualTo(grid.tokens(2));
  }

  private static void comparePrompts(
      List<QwenCase.Sample> samples, List<Prompt> prompts, Qwen2Vl model) {
    PromptBatch batch = model.batch(prompts);
    for (int row = 0; row < samples.size(); row++) {
      JsonNode json = samples.get(row).json();
      Prompt prompt = prompts.get(row);
      String rendered = ChatTemplate.render(prompt);
      String expanded = PromptEncoder.expand(rendered, prompt.pictures(), prompt.clips());
      assertThat(rendered).isEqualTo(json.path("rendered_text").asText(rendered));
      assertThat(expanded).isEqualTo(json.path("expanded_text").asText(expanded));
      long[] ids = model.encode(prompt).ids();
      if (json.has("input_ids_unpadded")) {
        assertThat(ids).isEqualTo(QwenCase.longs(json.path("input_ids_unpadded")));
      }
      assertThat(batch.ids(row)).isEqualTo(QwenCase.longs(json.path("input_ids")));
      assertThat(batch.mask(row)).isEqualTo(QwenCase.longs(json.path("attention_mask")));
      assertThat(batch.next(row)).isEqualTo(json.path("next_position").asLong(batch.next(row)));
      for (int axis = 0; axis < 3; axis++) {
        comparePositions(
            batch.mask(row),
            batch.positions(axis, row),
            QwenCase.longs(json.path("position_ids").get(axis)));
      }
    }
  }

  private static List<Answer> generate(
      Qwen2Vl model, List<Prompt> prompts, int maxNewTokens, List<float[]> lastPromptLogits) {
    LogitsRule record =
        (row, generated, logits) -> {
          if (generated.isEmpty()) {
            lastPromptLogits.add(logits.clone());
          }
        };
    return model.generate(prompts, DecodingOptions.greedy(maxNewTokens), Optional.empty(), record);
  }

  private static void compareAnswer(JsonNode json, Answer answer, Qwen2Vl model) {
    long[] ids = answer.tokenIds().stream().mapToLong(Integer::longValue).toArray();
    assertThat(ids).isEqualTo(QwenCase.longs(json.path("generated_token_ids")));
    assertThat(answer.text()).isEqualTo(json.path("generated_text").asText(answer.text()));
    String whole = model.tokenizer().decode(ids, false);
    assertThat(whole).isEqualTo(json.path("generated_text_with_specials").asText(whole));
    if (json.has("stopped_by_eos")) {
      assertThat(answer.finish() == Answer.Finish.ENDED)
          .isEqualTo(json.path("stopped_by_eos").asBoolean());
    }
  }

  private static void compareSize(JsonNode row) {
    SmartResize rule =
        new SmartResize(
            row.path("factor").asInt(28),
            row.path("min_pixels").asLong(),
            row.path("max_pixels").asLong());
    int height = row.path("height").asInt();
    int width = row.path("width").asInt();
    if (!row.path("resized_height").isNumber()) {
      assertThatThrownBy(() -> rule.apply(height, width))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    assertThat(rule.apply(height, width))
        .isEqualTo(
            new SmartResize.Size(
                row.path("resized_height").asInt(), row.path("resized_width").asInt()));
  }

  private static void comparePositions(JsonNode row, JsonNode config) {
    long[] mask = QwenCase.longs(row.path("attention_mask"));
    long[] padded = QwenCase.longs(row.path("input_ids"));
    int padding = (int) Arrays.stream(mask).filter(value -> value == 0).count();
    MRope mrope =
        new MRope(
            config.path("image_token_id").asLong(),
            config.path("video_token_id").asLong(),
            config.path("vision_config").path("spatial_merge_size").asInt(2));
    MRope.Positions positions =
        mrope.of(
            Arrays.copyOfRange(padded, padding, padded.length),
            QwenCase.list(row.path("image_grid_thw")).stream().map(QwenCase::grid).toList(),
            QwenCase.list(row.path("video_grid_thw")).stream().map(QwenCase::grid).toList());
    assertThat(positions.next()).isEqualTo(row.path("next_position").asLong());
    for (int axis = 0; axis < 3; axis++) {
      long[] expected = QwenCase.longs(row.path("position_ids").get(axis));
      assertThat(positions.axes()[axis])
          .isEqualTo(Arrays.copyOfRange(expected, padding, expected.length));
    }
  }

  /** Positions of padding may be anything. */
  private static void comparePositions(long[] mask, long[] actual, long[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] == 1) {
        assertThat(actual[i]).as("position %d", i).isEqualTo(expected[i]);
      }
    }
  }

  private static void compareEncoding(JsonNode row, QwenTokenizer tokenizer) {
    long[] ids = QwenCase.longs(row.path("ids"));
    assertThat(tokenizer.encode(row.path("text").asText())).isEqualTo(ids);
    compareDecoding(row, tokenizer);
  }

  private static void compareDecoding(JsonNode row, QwenTokenizer tokenizer) {
    long[] ids = QwenCase.longs(row.path("ids"));
    assertThat(tokenizer.decode(ids, false)).isEqualTo(row.path("decoded").asText());
    assertThat(tokenizer.decode(ids, true))
        .isEqualTo(row.path("decoded_skip_special").asText(tokenizer.decode(ids, true)));
  }

  private static void compareTensor(Path folder, JsonNode description, float[] actual) {
    compareTensor(folder, description, actual, FLOATS);
  }

  private static void compareTensor(
      Path folder, JsonNode description, float[] actual, double tolerance) {
    if (description.isMissingNode()) {
      return;
    }
    long[] shape = QwenCase.longs(description.path("shape"));
    if (shape.length > 0) {
      assertThat((long) actual.length).isEqualTo(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }
    Optional<float[]> file = QwenCase.tensor(folder, description);
    List<JsonNode> first = QwenCase.list(description.path("stats").path("first64"));
    assertThat(file.isPresent() || !first.isEmpty()).as("values of %s", description).isTrue();
    for (int i = 0; i < first.size(); i++) {
      assertThat((double) actual[i])
          .as("value %d", i)
          .isCloseTo(first.get(i).asDouble(), offset(tolerance));
    }
    file.ifPresent(expected -> {
      assertThat(actual).hasSameSizeAs(expected);
      double worst = 0;
      for (int i = 0; i < actual.length; i++) {
        worst = Math.max(worst, Math.abs((double) actual[i] - expected[i]));
      }
      assertThat(worst).as("largest difference").isLessThanOrEqualTo(tolerance);
    });
  }

  private static float[] concatenated(List<Patches> patches) {
    int length = patches.stream().mapToInt(slice -> slice.values().capacity()).sum();
    float[] values = new float[length];
    int to = 0;
    for (Patches slice : patches) {
      slice.values().get(0, values, to, slice.values().capacity());
      to += slice.values().capacity();
    }
    return values;
  }

  private static Qwen2Vl modelOf(Path file) {
    return MODELS.computeIfAbsent(
        references.modelOf(file),
        folder -> Qwen2Vl.open(folder, QwenOptions.defaults().threads(2)));
  }

  private static Stream<DynamicTest> perFolder(List<Path> folders, Consumer<QwenCase> check) {
    return folders.stream()
        .map(folder ->
            dynamicTest(
                folder.getFileName().toString(), () -> check.accept(QwenCase.read(folder))));
  }

  private static Stream<DynamicTest> perRow(String table, String list, Consumer<JsonNode> check) {
    return references.tables(table).stream()
        .flatMap(file -> QwenCase.list(QwenReferences.read(file).path(list)).stream())
        .map(row -> dynamicTest(shortName(row), () -> check.accept(row)));
  }

  private static Stream<DynamicTest> tokenizerRows(
      String list, BiConsumer<JsonNode, QwenTokenizer> check) {
    return references.tables("tokenizer_cases.json").stream()
        .flatMap(file ->
            QwenCase.list(QwenReferences.read(file).path(list)).stream()
                .map(row ->
                    dynamicTest(
                        shortName(row), () -> check.accept(row, modelOf(file).tokenizer()))));
  }

  private static String shortName(JsonNode row) {
    String text = row.toString();
    return text.length() > 60 ? text.substring(0, 60) : text;
  }
}
