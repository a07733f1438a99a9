package dev.reelframe.models.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * What config.json, generation_config.json and preprocessor_config.json say about a model.
 *
 * @param mels bands of the features
 * @param decoderLayers layers with a cache each
 * @param decoderHeads attention heads per decoder layer
 * @param headWidth values per head
 * @param vocabulary width of the logits
 * @param maxTokens prompt and output together
 * @param start {@code <|startoftranscript|>}
 * @param end {@code <|endoftext|>}
 * @param noTimestamps {@code <|notimestamps|>}; timestamps start behind it, no-speech lies before
 * @param previous {@code <|startofprev|>}, where the model has it
 * @param languages ids by code, empty for English-only models
 * @param tasks ids by name, empty for English-only models
 * @param suppressed ids never generated
 * @param suppressedFirst ids never generated first
 * @param maxInitialTimestamp largest first timestamp in steps of 0.02 s
 * @param alignmentHeads {layer, head} pairs whose attention follows the speech
 * @param medianWidth of the filter over that attention, odd
 */
record WhisperConfig(
    int mels,
    int decoderLayers,
    int decoderHeads,
    int headWidth,
    int vocabulary,
    int maxTokens,
    int start,
    int end,
    int noTimestamps,
    OptionalInt previous,
    Map<String, Integer> languages,
    Map<String, Integer> tasks,
    List<Integer> suppressed,
    List<Integer> suppressedFirst,
    OptionalInt maxInitialTimestamp,
    List<List<Integer>> alignmentHeads,
    int medianWidth) {

  /** Id of {@code <|0.00|>}. */
  int timestampBegin() {
    return noTimestamps + 1;
  }

  /** Id of {@code <|nospeech|>} ({@code <|nocaptions|>} in older models). */
  int noSpeech() {
    return noTimestamps - 1;
  }

  static WhisperConfig read(Path folder, WhisperTokenizer tokenizer) {
    JsonNode model = json(folder, "config.json", true);
    JsonNode generation = json(folder, "generation_config.json", false);
    JsonNode preprocessor = json(folder, "preprocessor_config.json", false);
    int sampleRate = preprocessor.path("sampling_rate").asInt(16_000);
    int dft = preprocessor.path("n_fft").asInt(400);
    int hop = preprocessor.path("hop_length").asInt(160);
    if (sampleRate != 16_000 || dft != 400 || hop != 160) {
      throw new ModelMismatch(
          folder
              + ": features of "
              + sampleRate
              + " Hz, DFT "
              + dft
              + ", hop "
              + hop
              + " are not Whisper's (16000, 400, 160); use a Whisper export");
    }
    int heads = required(model, "decoder_attention_heads", folder);
    return new WhisperConfig(
        required(model, "num_mel_bins", folder),
        required(model, "decoder_layers", folder),
        heads,
        required(model, "d_model", folder) / heads,
        required(model, "vocab_size", folder),
        model.path("max_target_positions").asInt(448),
        first(either(generation, model, "decoder_start_token_id"))
            .orElseGet(() -> token(tokenizer, "<|startoftranscript|>", folder)),
        first(either(generation, model, "eos_token_id"))
            .orElseGet(() -> token(tokenizer, "<|endoftext|>", folder)),
        first(generation.path("no_timestamps_token_id"))
            .orElseGet(() -> token(tokenizer, "<|notimestamps|>", folder)),
        orToken(first(generation.path("prev_sot_token_id")), tokenizer, "<|startofprev|>"),
        ids(generation.path("lang_to_id")),
        ids(generation.path("task_to_id")),
        integers(either(generation, model, "suppress_tokens")),
        integers(either(generation, model, "begin_suppress_tokens")),
        first(generation.path("max_initial_timestamp_index")),
        StreamSupport.stream(generation.path("alignment_heads").spliterator(), false)
            .map(WhisperConfig::integers)
            .toList(),
        model.path("median_filter_width").asInt(7));
  }

  private static JsonNode json(Path folder, String name, boolean needed) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      if (needed) {
        throw new ModelMissing(
            folder.toAbsolutePath().normalize().getFileName().toString(),
            "no " + name + " in " + folder + ": point at the folder of a Whisper ONNX export",
            null);
      }
      return MissingNode.getInstance();
    }
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new ModelMismatch(file + " is not JSON: fetch the model again", e);
    }
  }

  private static int required(JsonNode model, String key, Path folder) {
    JsonNode value = model.path(key);
    if (!value.isIntegralNumber() || value.asInt() <= 0) {
      throw new ModelMismatch(
          folder.resolve("config.json") + " has no " + key + ": is this a Whisper model?");
    }
    return value.asInt();
  }

  private static JsonNode either(JsonNode generation, JsonNode model, String key) {
    return generation.has(key) ? generation.path(key) : model.path(key);
  }

  /** A number, or the first of a list of numbers. */
  private static OptionalInt first(JsonNode value) {
    JsonNode one = value.isArray() ? value.path(0) : value;
    return one.isIntegralNumber() ? OptionalInt.of(one.asInt()) : OptionalInt.empty();
  }

  private static int token(WhisperTokenizer tokenizer, String content, Path folder) {
    return tokenizer
        .token(content)
        .orElseThrow(() ->
            new ModelMismatch(
                folder + " has no token " + content + ": fetch generation_config.json too"));
  }

  private static OptionalInt orToken(OptionalInt id, WhisperTokenizer tokenizer, String content) {
    return id.isPresent() ? id : tokenizer.token(content);
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asInt()));
    return List.copyOf(values);
  }

  /** Keys are bare ("transcribe") or written as tokens ("<|en|>"). */
  private static Map<String, Integer> ids(JsonNode object) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    object
        .properties()
        .forEach(e -> ids.put(e.getKey().replaceAll("^<\\||\\|>$", ""), e.getValue().asInt()));
    return ids;
  }
}
