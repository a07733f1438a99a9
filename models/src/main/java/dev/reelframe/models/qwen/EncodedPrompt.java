package dev.reelframe.models.qwen;

import java.util.List;

/**
 * A prompt as token ids.
 *
 * @param ids placeholders already repeated, no padding
 * @param positions one per token on each axis
 * @param pictures features of the pictures in order
 * @param clips features of the clips in order
 */
public record EncodedPrompt(
    long[] ids,
    MRope.Positions positions,
    List<VisionFeatures> pictures,
    List<VisionFeatures> clips) {

  int frames() {
    return pictures.stream().mapToInt(VisionFeatures::frames).sum()
        + clips.stream().mapToInt(VisionFeatures::frames).sum();
  }
}
