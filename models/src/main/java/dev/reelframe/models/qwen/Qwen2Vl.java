package dev.reelframe.models.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.Lifetime;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ModelUnavailable;
import dev.reelframe.models.UsageMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Qwen2-VL from a folder of its published ONNX export: pictures and clips to features,
 * conversations with features to answers.
 *
 * <pre>{@code
 * try (Qwen2Vl model = Qwen2Vl.open(folder, Options.defaults())) {
 *   VisionFeatures seen = model.watch(frames);
 *   Prompt prompt = Prompt.ask(Content.text("Describe what happens. "), Content.clip(seen));
 *   Answer answer = model.generate(prompt, Decoding.greedy(128).wholeSentences(32));
 * }
 * }</pre>
 *
 * <p>The folder holds config.json, generation_config.json, preprocessor_config.json, a tokenizer
 * and {@code onnx/{vision_encoder,embed_tokens,decoder_model_merged}<suffix>.onnx}. An open model
 * may be used by several threads; each call is a batch of its own, and closing waits for it.
 */
public final class Qwen2Vl implements AutoCloseable {

  /** The model's name in messages. */
  static final String NAME = "qwen2_vl";

  private final QwenOptions options;
  private final ModelConfig config;
  private final ImagePreprocessor preprocessor;
  private final QwenTokenizer tokenizer;
  private final PromptEncoder encoder;
  private final VisionEncoder vision;
  private final Embedder embedder;
  private final TextDecoder decoder;
  private final QwenMeter meter;
  private final Lifetime life;

  private Qwen2Vl(
      QwenOptions options,
      ModelConfig config,
      PreprocessorConfig pictures,
      QwenTokenizer tokenizer,
      VisionEncoder vision,
      Embedder embedder,
      TextDecoder decoder) {
    this.options = options;
    this.config = config;
    this.preprocessor = new ImagePreprocessor(pictures);
    this.tokenizer = tokenizer;
    this.encoder =
        new PromptEncoder(
            tokenizer, new MRope(config.pictureToken(), config.clipToken(), pictures.merge()));
    this.vision = vision;
    this.embedder = embedder;
    this.decoder = decoder;
    this.meter = new QwenMeter();
    this.life = new Lifetime(NAME);
  }

  private Qwen2Vl(Qwen2Vl loaded, UsageMeter usage) {
    this.options = loaded.options;
    this.config = loaded.config;
    this.preprocessor = loaded.preprocessor;
    this.tokenizer = loaded.tokenizer;
    this.encoder = loaded.encoder;
    this.vision = loaded.vision.countedBy(usage);
    this.embedder = loaded.embedder.countedBy(usage);
    this.decoder = loaded.decoder.countedBy(usage);
    this.meter = loaded.meter;
    this.life = loaded.life;
  }

  /**
   * This loaded model for one user, its calls counted by that meter; closing either closes both.
   */
  public Qwen2Vl countedBy(UsageMeter usage) {
    return new Qwen2Vl(this, usage);
  }

  /**
   * Opens a model.
   *
   * @throws ModelMissing when a file is not there; the message names it
   * @throws ModelMismatch when the files are no Qwen2-VL export
   * @throws ModelUnavailable when ONNX Runtime refuses a file
   */
  public static Qwen2Vl open(Path folder, QwenOptions options) {
    ModelConfig config =
        ModelConfig.of(required(folder, "config.json"), optional(folder, "generation_config.json"));
    PreprocessorConfig pictures =
        PreprocessorConfig.of(optional(folder, "preprocessor_config.json"));
    if (options.minPixels().isPresent() || options.maxPixels().isPresent()) {
      pictures =
          pictures.withLimits(
              options.minPixels().orElse(pictures.minPixels()),
              options.maxPixels().orElse(pictures.maxPixels()));
    }
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      QwenTokenizer tokenizer = keep(opened, QwenTokenizer.open(folder));
      VisionEncoder vision = keep(opened, VisionEncoder.open(folder, options));
      TextDecoder decoder = keep(opened, TextDecoder.open(folder, options));
      Embedder embedder = keep(opened, Embedder.open(folder, decoder.width(), options));
      return new Qwen2Vl(options, config, pictures, tokenizer, vision, embedder, decoder);
    } catch (RuntimeException e) {
      closeAll(opened, e);
      throw e;
    }
  }

  /** How pictures are prepared, and with which limits. */
  public ImagePreprocessor preprocessor() {
    return preprocessor;
  }

  /** Where the decoder was wanted and where it runs. */
  public DeviceUse device() {
    return decoder.device();
  }

  public QwenTokenizer tokenizer() {
    return tokenizer;
  }

  /** What has been done since the model was opened. */
  public QwenCounters counters() {
    return meter.read();
  }

  /** Encodes a still picture. */
  public VisionFeatures look(RgbImage picture) {
    return encode(preprocessor.still(picture), 1);
  }

  /**
   * Encodes a clip, two frames per slice. Where clips overlap, encode pairs of frames one by one
   * and {@link VisionFeatures#join} them anew for every clip.
   *
   * @throws IllegalArgumentException when there is no frame or the frames differ in size
   */
  public VisionFeatures watch(List<RgbImage> frames) {
    int perSlice = preprocessor.framesPerSlice();
    List<Patches> slices = preprocessor.clip(frames);
    return VisionFeatures.join(
        IntStream.range(0, slices.size())
            .mapToObj(i -> encode(slices.get(i), Math.min(perSlice, frames.size() - i * perSlice)))
            .toList());
  }

  private VisionFeatures encode(Patches patches, int frames) {
    VisionFeatures features = life.during(() -> vision.encode(patches, frames));
    meter.slicesEncoded.increment();
    meter.framesEncoded.add(frames);
    return features;
  }

  /** Token ids and positions of a prompt. */
  public EncodedPrompt encode(Prompt prompt) {
    return encoder.encode(prompt);
  }

  /** The prompts as one left-padded batch, as {@link #generate} feeds it. */
  public PromptBatch batch(List<Prompt> prompts) {
    return PromptBatch.of(prompts.stream().map(this::encode).toList(), 0, config);
  }

  /**
   * Computes, once, everything that a prompt says in front of its first picture or clip.
   *
   * @throws IllegalArgumentException when the prompt begins with a picture or has none
   */
  public Prefix prefix(Prompt example) {
    return life.during(() -> computePrefix(example));
  }

  private Prefix computePrefix(Prompt example) {
    EncodedPrompt prompt = encode(example);
    int length =
        IntStream.range(0, prompt.ids().length)
            .filter(i ->
                prompt.ids()[i] == config.pictureToken() || prompt.ids()[i] == config.clipToken())
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException("a prefix ends at the first picture: none here"));
    PromptBatch batch = PromptBatch.of(List.of(prompt), 0, config);
    try (CachedDecode decode =
        new CachedDecode(embedder, decoder, options, decoder.emptyCache(1), length)) {
      decode.prefill(batch, length);
      meter.promptTokensPrefilled.add(length);
      return new Prefix(this, Arrays.copyOf(prompt.ids(), length), decode.takeCache());
    }
  }

  /** Answers one prompt. */
  public Answer generate(Prompt prompt, DecodingOptions decoding) {
    return generate(List.of(prompt), decoding).getFirst();
  }

  /** Answers prompts as one batch; each gets the answer that it would get alone. */
  public List<Answer> generate(List<Prompt> prompts, DecodingOptions decoding) {
    return generate(prompts, decoding, Optional.empty(), LogitsRule.NONE);
  }

  /**
   * Answers prompts as one batch.
   *
   * @param prefix what all of them begin with; computed already
   * @param rule sees and may change the logits before each token
   * @throws IllegalArgumentException when a prompt does not begin with the prefix
   */
  public List<Answer> generate(
      List<Prompt> prompts, DecodingOptions decoding, Optional<Prefix> prefix, LogitsRule rule) {
    return prompts.isEmpty()
        ? List.of()
        : life.during(() -> spellOut(prompts, decoding, prefix, rule));
  }

  private List<Answer> spellOut(
      List<Prompt> prompts, DecodingOptions decoding, Optional<Prefix> prefix, LogitsRule rule) {
    List<EncodedPrompt> encoded = prompts.stream().map(this::encode).toList();
    prefix.ifPresent(known -> check(known, encoded));
    int known = prefix.map(Prefix::tokens).orElse(0);
    PromptBatch batch = PromptBatch.of(encoded, known, config);
    int rows = batch.rows();
    KvCache past =
        prefix
            .map(start -> decoder.repeat(start.cache(), rows))
            .orElseGet(() -> decoder.emptyCache(rows));
    count(encoded, known);
    int capacity = batch.columns() + decoding.hardLimit();
    try (CachedDecode decode = new CachedDecode(embedder, decoder, options, past, capacity)) {
      decode.prefill(batch, batch.columns());
      List<AnswerRow> answers =
          encoded.stream()
              .map(prompt -> new AnswerRow(prompt, decoding, config.endTokens(), tokenizer))
              .toList();
      spellOut(decode, answers, rule);
      return answers.stream().map(AnswerRow::answer).toList();
    }
  }

  /** One token per step and row until every row has ended; ended rows repeat their last token. */
  private void spellOut(CachedDecode decode, List<AnswerRow> rows, LogitsRule rule) {
    float[] logits = new float[decoder.vocabulary()];
    while (true) {
      for (int row = 0; row < rows.size(); row++) {
        AnswerRow answer = rows.get(row);
        if (!answer.isFinished()) {
          decode.logits(row, logits);
          rule.apply(row, answer.ids(), logits);
          answer.choose(logits);
          meter.tokensGenerated.increment();
        }
      }
      if (rows.stream().allMatch(AnswerRow::isFinished)) {
        return;
      }
      decode.step(
          rows.stream().mapToLong(AnswerRow::last).toArray(),
          rows.stream().mapToLong(AnswerRow::position).toArray());
      meter.decodeSteps.increment();
    }
  }

  private void check(Prefix prefix, List<EncodedPrompt> prompts) {
    if (!prefix.belongsTo(this)) {
      throw new IllegalArgumentException("this prefix was made by another model");
    }
    for (EncodedPrompt prompt : prompts) {
      if (!prefix.starts(prompt.ids())) {
        throw new IllegalArgumentException(
            "a prompt does not begin with the prefix: same system line and instruction are needed");
      }
    }
  }

  private void count(List<EncodedPrompt> prompts, int reusedPerPrompt) {
    for (EncodedPrompt prompt : prompts) {
      meter.framesShown.add(prompt.frames());
      meter.promptTokens.add(prompt.ids().length);
      meter.promptTokensPrefilled.add(prompt.ids().length - reusedPerPrompt);
      meter.promptTokensReused.add(reusedPerPrompt);
    }
  }

  /** Waits for running calls and frees the model; a second call does nothing. */
  @Override
  public void close() {
    life.end(() -> {
      decoder.close();
      embedder.close();
      vision.close();
      tokenizer.close();
    });
  }

  private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> opened, T next) {
    opened.push(next);
    return next;
  }

  private static void closeAll(Deque<AutoCloseable> opened, Exception cause) {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static JsonNode required(Path folder, String file) {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      throw new ModelMissing(NAME, path + " is missing: fetch the model", null);
    }
    try {
      return new ObjectMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new ModelMismatch(path + " is damaged: fetch the model again", e);
    }
  }

  private static JsonNode optional(Path folder, String file) {
    return Files.exists(folder.resolve(file)) ? required(folder, file) : MissingNode.getInstance();
  }
}
