package dev.reelframe.models.qwen;

import dev.reelframe.models.Device;
import java.util.OptionalLong;

/**
 * How a Qwen2-VL folder is opened.
 *
 * @param device where its graphs are wanted to run
 * @param threads CPU threads per graph, 1 or more; the answers do not depend on it
 * @param suffix the published variant: "" for fp32, "_fp16", "_q4f16" ...
 * @param minPixels smallest picture area in pixels, instead of the folder's
 * @param maxPixels largest picture area in pixels, instead of the folder's; it sets the price of a
 *     picture: one token per 28 x 28 pixels
 * @param prefillTokens most prompt tokens of a batch row that are computed in one go
 * @param logitsBytes most memory for the logits of one go; exports without {@code
 *     num_logits_to_keep} give logits for every prompt token, 0.6 MB each at the real vocabulary
 */
public record QwenOptions(
    Device device,
    int threads,
    String suffix,
    OptionalLong minPixels,
    OptionalLong maxPixels,
    int prefillTokens,
    long logitsBytes) {

  private static final QwenOptions DEFAULTS =
      new QwenOptions(
          Device.cpu(), 1, "", OptionalLong.empty(), OptionalLong.empty(), 1024, 256L << 20);

  public QwenOptions {
    if (threads < 1 || prefillTokens < 1 || logitsBytes < 1) {
      throw new IllegalArgumentException("threads, prefillTokens and logitsBytes must be positive");
    }
  }

  public static QwenOptions defaults() {
    return DEFAULTS;
  }

  public QwenOptions on(Device device) {
    return new QwenOptions(
        device, threads, suffix, minPixels, maxPixels, prefillTokens, logitsBytes);
  }

  public QwenOptions threads(int threads) {
    return new QwenOptions(
        device, threads, suffix, minPixels, maxPixels, prefillTokens, logitsBytes);
  }

  public QwenOptions suffix(String suffix) {
    return new QwenOptions(
        device, threads, suffix, minPixels, maxPixels, prefillTokens, logitsBytes);
  }

  /** Picture area limits in pixels. */
  public QwenOptions pixels(long min, long max) {
    return new QwenOptions(
        device,
        threads,
        suffix,
        OptionalLong.of(min),
        OptionalLong.of(max),
        prefillTokens,
        logitsBytes);
  }

  public QwenOptions prefill(int tokens, long logitsBytes) {
    return new QwenOptions(device, threads, suffix, minPixels, maxPixels, tokens, logitsBytes);
  }
}
