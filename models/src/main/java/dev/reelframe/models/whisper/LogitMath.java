package dev.reelframe.models.whisper;

import java.util.SplittableRandom;

/** Arithmetic on one row of logits. */
final class LogitMath {
  private LogitMath() {}

  /** Log of the summed exponentials of a range; negative infinity for an empty one. */
  static double logSumExp(float[] scores, int from, int to) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, scores[i]);
    }
    if (largest == Float.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      if (scores[i] != Float.NEGATIVE_INFINITY) {
        sum += Math.exp((double) scores[i] - largest);
      }
    }
    return largest + Math.log(sum);
  }

  /** Index of the largest value, the first one among equals. */
  static int argMax(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /** A draw from softmax(scores / temperature). */
  static int sample(float[] scores, double temperature, SplittableRandom random) {
    double largest = scores[argMax(scores)];
    double total = 0;
    for (float score : scores) {
      total += Math.exp((score - largest) / temperature);
    }
    double rest = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < scores.length; i++) {
      double weight = Math.exp((scores[i] - largest) / temperature);
      if (weight > 0) {
        last = i;
        rest -= weight;
        if (rest < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
