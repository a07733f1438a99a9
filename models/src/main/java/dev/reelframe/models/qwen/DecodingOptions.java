package dev.reelframe.models.qwen;

import java.util.OptionalInt;

/**
 * How an answer is spelled out.
 *
 * @param maxNewTokens the budget in tokens, the ending one included
 * @param choice how the next token is chosen
 * @param repetitionPenalty above 1 makes tokens of the prompt and the answer less likely again
 *     (Keskar et al., "CTRL", 2019); 1 is off
 * @param sentenceGrace empty: stop dead when the budget runs out. Else go on for at most so many
 *     tokens until a sentence ends, and otherwise cut back to the last sentence that did
 */
public record DecodingOptions(
    int maxNewTokens, Choice choice, double repetitionPenalty, OptionalInt sentenceGrace) {

  /** How the next token is chosen. */
  public sealed interface Choice {}

  /** The most likely token, the lowest id among equals. */
  public record Greedy() implements Choice {}

  /**
   * A random token among the likely ones; the same seed gives the same answer, alone or in a batch.
   *
   * @param temperature above 0; below 1 sharpens, above 1 flattens
   * @param topK only so many of the most likely; 0 is all
   * @param topP only the most likely that together reach this probability; 1 is all
   * @param seed of the random numbers
   */
  public record Sampling(double temperature, int topK, double topP, long seed) implements Choice {
    public Sampling {
      if (!(temperature > 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
        throw new IllegalArgumentException(
            "need temperature > 0, topK >= 0, 0 < topP <= 1; for the most likely token use greedy");
      }
    }
  }

  public DecodingOptions {
    if (maxNewTokens < 1 || !(repetitionPenalty > 0) || sentenceGrace.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "need maxNewTokens >= 1, repetitionPenalty > 0 and sentenceGrace >= 0");
    }
  }

  public static DecodingOptions greedy(int maxNewTokens) {
    return new DecodingOptions(maxNewTokens, new Greedy(), 1.0, OptionalInt.empty());
  }

  public static DecodingOptions sampling(int maxNewTokens, double temperature, long seed) {
    return new DecodingOptions(
        maxNewTokens, new Sampling(temperature, 0, 1.0, seed), 1.0, OptionalInt.empty());
  }

  public DecodingOptions choice(Choice choice) {
    return new DecodingOptions(maxNewTokens, choice, repetitionPenalty, sentenceGrace);
  }

  public DecodingOptions repetitionPenalty(double penalty) {
    return new DecodingOptions(maxNewTokens, choice, penalty, sentenceGrace);
  }

  /** Ends answers with a whole sentence, spending at most {@code grace} tokens more for it. */
  public DecodingOptions wholeSentences(int grace) {
    return new DecodingOptions(maxNewTokens, choice, repetitionPenalty, OptionalInt.of(grace));
  }

  int hardLimit() {
    return Math.addExact(maxNewTokens, sentenceGrace.orElse(0));
  }
}
