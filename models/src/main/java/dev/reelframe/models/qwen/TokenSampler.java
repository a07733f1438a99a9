package dev.reelframe.models.qwen;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses one row's tokens. Every row has its own random numbers, so neighbours do not matter. */
final class TokenSampler {

  /** Tokens less likely than this, relative to the likeliest, are never drawn. */
  private static final double NEGLIGIBLE = 1e-12;

  private final DecodingOptions.Choice choice;
  private final SplittableRandom random;

  TokenSampler(DecodingOptions.Choice choice) {
    this.choice = choice;
    this.random =
        new SplittableRandom(
            choice instanceof DecodingOptions.Sampling sampling ? sampling.seed() : 0);
  }

  int pick(float[] logits) {
    return switch (choice) {
      case DecodingOptions.Greedy greedy -> highest(logits);
      case DecodingOptions.Sampling sampling -> draw(logits, sampling);
    };
  }

  static int highest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  private int draw(float[] logits, DecodingOptions.Sampling sampling) {
    int[] ids = candidates(logits, sampling);
    double highest = logits[highest(logits)];
    double[] weights = new double[ids.length];
    double total = 0;
    for (int i = 0; i < ids.length; i++) {
      weights[i] = Math.exp((logits[ids[i]] - highest) / sampling.temperature());
      total += weights[i];
    }
    int kept = 0;
    double sum = 0;
    while (kept < ids.length && (kept == 0 || sum < sampling.topP() * total)) {
      sum += weights[kept++];
    }
    double point = random.nextDouble() * sum;
    for (int i = 0; i < kept; i++) {
      point -= weights[i];
      if (point < 0) {
        return ids[i];
      }
    }
    return ids[kept - 1];
  }

  /**
   * Ids that may be drawn; by falling logit, the lower id first among equals, where that matters.
   */
  private static int[] candidates(float[] logits, DecodingOptions.Sampling sampling) {
    double floor = logits[highest(logits)] + sampling.temperature() * Math.log(NEGLIGIBLE);
    int[] ids = IntStream.range(0, logits.length).filter(id -> logits[id] >= floor).toArray();
    if (sampling.topK() == 0 && sampling.topP() == 1) {
      return ids;
    }
    int count = sampling.topK() == 0 ? ids.length : Math.min(sampling.topK(), ids.length);
    return Arrays.stream(ids)
        .mapToLong(id -> (long) ~ascending(logits[id]) << Integer.SIZE | id)
        .sorted()
        .limit(count)
        .mapToInt(key -> (int) key)
        .toArray();
  }

  /** An int that orders as the float does. */
  private static int ascending(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE);
  }

  /** Divides positive logits of these tokens and multiplies negative ones, each token once. */
  static void penalise(float[] logits, Iterable<Integer> tokens, double penalty) {
    for (int token : tokens) {
      logits[token] *= (float) (logits[token] > 0 ? 1 / penalty : penalty);
    }
  }
}
