package dev.reelframe.models.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.models.ModelMismatch;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The token ids and limits that {@code config.json} and {@code generation_config.json} name; sizes
 * of tensors are read from the graphs instead.
 *
 * @param pictureToken placeholder of a picture's token ({@code image_token_id})
 * @param clipToken placeholder of a clip's token ({@code video_token_id})
 * @param padToken fills short rows of a batch on the left
 * @param endTokens any of them ends an answer
 */
record ModelConfig(long pictureToken, long clipToken, long padToken, Set<Long> endTokens) {

  static ModelConfig of(JsonNode config, JsonNode generation) {
    Set<Long> ends = new LinkedHashSet<>();
    for (JsonNode source : new JsonNode[] {generation, config}) {
      JsonNode eos = source.path("eos_token_id");
      if (ends.isEmpty() && eos.isArray()) {
        eos.forEach(id -> ends.add(id.asLong()));
      } else if (ends.isEmpty() && eos.isNumber()) {
        ends.add(eos.asLong());
      }
    }
    if (ends.isEmpty()) {
      throw new ModelMismatch(
          "neither generation_config.json nor config.json has eos_token_id: fetch the folder again");
    }
    long pad =
        firstNumber(
            generation.path("pad_token_id"),
            config.path("pad_token_id"),
            generation.path("bos_token_id"),
            config.path("bos_token_id"));
    return new ModelConfig(
        required(config, "image_token_id"),
        required(config, "video_token_id"),
        pad,
        Set.copyOf(ends));
  }

  private static long firstNumber(JsonNode... candidates) {
    for (JsonNode candidate : candidates) {
      if (candidate.isNumber()) {
        return candidate.asLong();
      }
    }
    return 0; // any id will do: padded positions are masked
  }

  private static long required(JsonNode config, String key) {
    JsonNode value = config.path(key);
    if (!value.isNumber()) {
      throw new ModelMismatch(
          "config.json has no " + key + ": is this the folder of a Qwen2-VL export?");
    }
    return value.asLong();
  }
}
