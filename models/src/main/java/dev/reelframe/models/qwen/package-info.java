/**
 * Qwen2-VL on ONNX Runtime: {@link dev.reelframe.models.qwen.Qwen2Vl} is the door.
 *
 * <p>A picture or clip goes through {@link dev.reelframe.models.qwen.ImagePreprocessor} and the
 * vision encoder and becomes {@link dev.reelframe.models.qwen.VisionFeatures}; a {@link
 * dev.reelframe.models.qwen.Prompt} with such features becomes token ids with {@link
 * dev.reelframe.models.qwen.MRope} positions and, through the decoder with its cache, an {@link
 * dev.reelframe.models.qwen.Answer}. Features and a {@link dev.reelframe.models.qwen.Prefix} can be
 * used again, and {@link dev.reelframe.models.qwen.QwenCounters} say what that saved.
 *
 * <p>Every step equals the reference implementation (Hugging Face transformers 4.x) on the cases of
 * {@code QwenReferenceTest}.
 */
package dev.reelframe.models.qwen;
