package dev.reelframe.models.qwen;

import java.util.List;

/**
 * What the model said.
 *
 * @param tokenIds all generated tokens, the ending one included
 * @param text without special tokens; with {@link Finish#CUT_BACK} shorter than the tokens
 * @param finish why it ends where it ends
 * @param promptTokens tokens of the prompt
 */
public record Answer(List<Integer> tokenIds, String text, Finish finish, int promptTokens) {

  /** Why an answer ends. */
  public enum Finish {
    /** The model ended it. */
    ENDED,
    /** The budget ran out; the answer may stop in the middle of a word. */
    BUDGET,
    /** The budget had run out, and a sentence was complete. */
    SENTENCE,
    /** The budget ran out inside a sentence, which was removed. */
    CUT_BACK
  }

  public Answer {
    tokenIds = List.copyOf(tokenIds);
  }

  /** Whether the text ends where a sentence or the answer itself ends. */
  public boolean isWhole() {
    return finish != Finish.BUDGET;
  }
}
