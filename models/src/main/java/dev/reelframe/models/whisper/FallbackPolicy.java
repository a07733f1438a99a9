package dev.reelframe.models.whisper;

import java.util.List;
import java.util.OptionalDouble;

/**
 * When a window is decoded again at the next temperature, and when it counts as silence (section
 * 4.5 of the Whisper paper).
 *
 * @param temperatures tried in this order; the last one's result stands whatever it is
 * @param measure what the compression ratio is taken of
 * @param compressionLimit a higher compression ratio means repeated text: try again
 * @param logprobLimit a lower mean log probability means an unsure model: try again
 * @param noSpeechLimit a higher no-speech probability, together with a mean log probability below
 *     the limit, drops the window
 */
public record FallbackPolicy(
    List<Double> temperatures,
    Compression.Measure measure,
    OptionalDouble compressionLimit,
    OptionalDouble logprobLimit,
    OptionalDouble noSpeechLimit) {

  private static final List<Double> SIX = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

  public FallbackPolicy {
    temperatures = List.copyOf(temperatures);
    if (temperatures.isEmpty()
        || temperatures.stream().anyMatch(t -> !Double.isFinite(t) || t < 0)) {
      throw new IllegalArgumentException(
          "temperatures must hold one or more finite values >= 0, got " + temperatures);
    }
  }

  /** Greedy only; no window is decoded twice or dropped. */
  public static FallbackPolicy none() {
    return new FallbackPolicy(
        List.of(0.0),
        Compression.Measure.TEXT,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** openai-whisper's defaults: text compression 2.4, log probability -1, no speech 0.6. */
  public static FallbackPolicy openai() {
    return new FallbackPolicy(
        SIX,
        Compression.Measure.TEXT,
        OptionalDouble.of(2.4),
        OptionalDouble.of(-1.0),
        OptionalDouble.of(0.6));
  }

  /** Hugging Face's recommended values: token compression 1.35, log probability -1, 0.6. */
  public static FallbackPolicy huggingFace() {
    return new FallbackPolicy(
        SIX,
        Compression.Measure.TOKENS,
        OptionalDouble.of(1.35),
        OptionalDouble.of(-1.0),
        OptionalDouble.of(0.6));
  }
}
