package dev.reelframe.models.chat;

import java.util.OptionalInt;

/**
 * What a model said.
 *
 * @param text as it came
 * @param finish why it ends
 * @param tokens of the answer; empty where the server does not say
 * @param promptTokens of the question, pictures included; empty where the server does not say
 * @param cachedTokens of those, the ones that needed no computing; empty where it does not say
 */
public record ChatReply(
    String text,
    Finish finish,
    OptionalInt tokens,
    OptionalInt promptTokens,
    OptionalInt cachedTokens) {

  /** Why an answer ends. */
  public enum Finish {
    /** The model ended it, or the server gives no other reason. */
    STOP,
    /** The budget ran out. */
    LENGTH
  }
}
