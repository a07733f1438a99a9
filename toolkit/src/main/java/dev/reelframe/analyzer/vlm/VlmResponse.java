package dev.reelframe.analyzer.vlm;

import java.util.OptionalInt;

/**
 * What a model said.
 *
 * @param text as it came: data, whatever it reads like
 * @param end why it ends where it ends
 * @param tokens length of the answer
 * @param promptTokens length of the question, pictures included; empty where the engine does not
 *     say
 * @param reusedTokens how many of those needed no computing, since an earlier question began alike;
 *     empty where the engine does not say
 */
public record VlmResponse(
    String text, End end, int tokens, OptionalInt promptTokens, OptionalInt reusedTokens) {

  /** Why an answer ends. */
  public enum End {
    /** The model ended it. */
    STOP,
    /** The budget had run out, and a sentence was complete. */
    SENTENCE,
    /** The budget ran out inside a sentence; the text may hold what there is of it. */
    LENGTH
  }

  /** From an engine that does not count its prompts. */
  public VlmResponse(String text, End end, int tokens) {
    this(text, end, tokens, OptionalInt.empty(), OptionalInt.empty());
  }
}
