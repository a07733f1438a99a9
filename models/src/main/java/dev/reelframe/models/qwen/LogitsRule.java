package dev.reelframe.models.qwen;

import java.util.List;

/** Sees a row's logits before a token is chosen, and may change them. */
@FunctionalInterface
public interface LogitsRule {

  /** Changes nothing. */
  LogitsRule NONE = (row, generated, logits) -> {};

  /**
   * @param row of the batch
   * @param generated token ids of the row's answer so far; empty for the first token
   * @param logits one per vocabulary entry, raw; {@link Float#NEGATIVE_INFINITY} forbids a token.
   *     The array is used again for the next row: do not keep it
   */
  void apply(int row, List<Integer> generated, float[] logits);
}
