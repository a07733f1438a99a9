package dev.reelframe.models.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;

/**
 * What {@code preprocessor_config.json} says; missing keys take the published Qwen2-VL values.
 *
 * @param patch side of a patch in pixels
 * @param framesPerPatch frames that one temporal slice covers (2)
 * @param merge patches per side that become one token (2)
 * @param minPixels smallest picture area in pixels
 * @param maxPixels largest picture area in pixels
 * @param rescale factor from 0..255 to 0..1
 * @param mean per channel, red green blue, in 0..1
 * @param deviation per channel, red green blue, in 0..1
 */
record PreprocessorConfig(
    int patch,
    int framesPerPatch,
    int merge,
    long minPixels,
    long maxPixels,
    double rescale,
    float[] mean,
    float[] deviation) {

  private static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  private static final float[] CLIP_DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};

  static PreprocessorConfig of(JsonNode json) {
    JsonNode size = json.path("size");
    return new PreprocessorConfig(
        json.path("patch_size").asInt(14),
        json.path("temporal_patch_size").asInt(2),
        json.path("merge_size").asInt(2),
        json.path("min_pixels").asLong(size.path("shortest_edge").asLong(56 * 56)),
        json.path("max_pixels").asLong(size.path("longest_edge").asLong(28 * 28 * 16384)),
        json.path("rescale_factor").asDouble(1 / 255.0),
        channels(json.path("image_mean"), CLIP_MEAN),
        channels(json.path("image_std"), CLIP_DEVIATION));
  }

  PreprocessorConfig withLimits(long minPixels, long maxPixels) {
    return new PreprocessorConfig(
        patch, framesPerPatch, merge, minPixels, maxPixels, rescale, mean, deviation);
  }

  /** Side of the square that becomes one token, in pixels. */
  int factor() {
    return patch * merge;
  }

  /** Values per patch: channel x frame x patch x patch. */
  int valuesPerPatch() {
    return 3 * framesPerPatch * patch * patch;
  }

  private static float[] channels(JsonNode values, float[] otherwise) {
    if (values.size() != 3) {
      return otherwise;
    }
    float[] channels = new float[3];
    IntStream.range(0, 3).forEach(i -> channels[i] = (float) values.get(i).asDouble());
    return channels;
  }
}
