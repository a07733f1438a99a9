package dev.reelframe.models.qwen;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Chooses one row's tokens. Every row has its own random numbers, so neighbours do not matter. */
final class Sampler {

  private final Decoding.Choice choice;
  private final SplittableRandom random;

  Sampler(Decoding.Choice choice) {
    this.choice = choice;
    this.random =
        new SplittableRandom(choice instanceof Decoding.Sampling sampling ? sampling.seed() : 0);
  }

  int pick(float[] logits) {
    return switch (choice) {
      case Decoding.Greedy greedy -> highest(logits);
      case Decoding.Sampling sampling -> draw(logits, sampling);
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

  private int draw(float[] logits, Decoding.Sampling sampling) {
    int[] ids = mostLikely(logits, sampling.topK() == 0 ? logits.length : sampling.topK());
    double[] weights = new double[ids.length];
    double highest = logits[ids[0]];
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

  /** Ids by falling logit, the lower id first among equals. */
  private static int[] mostLikely(float[] logits, int count) {
    Comparator<Integer> rising =
        Comparator.<Integer>comparingDouble(id -> logits[id]).thenComparing(id -> -id);
    PriorityQueue<Integer> best = new PriorityQueue<>(rising);
    for (int id = 0; id < logits.length; id++) {
      if (best.size() < count) {
        best.add(id);
      } else if (logits[id] > logits[best.peek()]) {
        best.poll();
        best.add(id);
      }
    }
    Integer[] ids = best.toArray(Integer[]::new);
    Arrays.sort(ids, rising.reversed());
    return Arrays.stream(ids).mapToInt(Integer::intValue).toArray();
  }

  /** Divides positive logits of these tokens and multiplies negative ones, each token once. */
  static void penalise(float[] logits, Iterable<Integer> tokens, double penalty) {
    for (int token : tokens) {
      logits[token] *= (float) (logits[token] > 0 ? 1 / penalty : penalty);
    }
  }
}
