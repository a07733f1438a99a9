package dev.reelframe.models.whisper;

import java.util.Arrays;

/**
 * Which tokens may come next: the ones a model must never write, and, with timestamps, the grammar
 * of segments (they open and close with a time, times never run backwards). Scores of what may not
 * come become negative infinity, in the order of the reference implementation.
 */
final class TimestampRules {
  private static final float NEVER = Float.NEGATIVE_INFINITY;

  private final WhisperConfig config;
  private final boolean timestamps;

  TimestampRules(WhisperConfig config, boolean timestamps) {
    this.config = config;
    this.timestamps = timestamps;
  }

  /**
   * @param scores logits of the next token, changed in place
   * @param output tokens generated so far in this window, without the prompt
   * @param length how many of them count
   */
  void apply(float[] scores, int[] output, int length) {
    if (length == 0) {
      forbid(scores, config.suppressedFirst());
    }
    forbid(scores, config.suppressed());
    if (timestamps) {
      grammar(scores, output, length);
      preferTimestamp(scores);
    }
  }

  private static void forbid(float[] scores, Iterable<Integer> ids) {
    for (int id : ids) {
      if (id >= 0 && id < scores.length) {
        scores[id] = NEVER;
      }
    }
  }

  private void grammar(float[] scores, int[] output, int length) {
    int begin = config.timestampBegin();
    scores[config.noTimestamps()] = NEVER;
    boolean lastIsTime = length >= 1 && output[length - 1] >= begin;
    boolean closing = lastIsTime && length >= 2 && output[length - 2] < begin;
    if (closing) {
      // text, then a time: the segment is closed, so a time opens the next one or the text ends
      Arrays.fill(scores, 0, config.end(), NEVER);
    } else if (lastIsTime) {
      Arrays.fill(scores, begin, scores.length, NEVER);
    }
    int latest = latestTime(output, length);
    if (latest >= 0) {
      // an opening time may equal the closing one before it; nothing else may repeat a time
      int earliest = Math.min(scores.length, closing ? latest : latest + 1);
      Arrays.fill(scores, begin, earliest, NEVER);
    }
    if (length == 0) {
      Arrays.fill(scores, 0, begin, NEVER);
      if (config.maxInitialTimestamp().isPresent()) {
        int past = begin + config.maxInitialTimestamp().getAsInt() + 1;
        Arrays.fill(scores, Math.min(past, scores.length), scores.length, NEVER);
      }
    }
  }

  private int latestTime(int[] output, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (output[i] >= config.timestampBegin()) {
        return output[i];
      }
    }
    return -1;
  }

  /** Where all times together are likelier than any other token, a time comes next. */
  private void preferTimestamp(float[] scores) {
    int begin = config.timestampBegin();
    float bestText = NEVER;
    for (int id = 0; id < begin; id++) {
      bestText = Math.max(bestText, scores[id]);
    }
    // the log-softmax of the reference shifts both sides by the same amount
    if (LogitMath.logSumExp(scores, begin, scores.length) > bestText) {
      Arrays.fill(scores, 0, begin, NEVER);
    }
  }
}
