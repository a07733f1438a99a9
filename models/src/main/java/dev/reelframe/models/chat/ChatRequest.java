package dev.reelframe.models.chat;

import java.util.List;
import java.util.OptionalLong;

/**
 * One question.
 *
 * @param system who the model is to be; empty: nothing is said
 * @param instruction what to do; stands before the pictures, so that servers that keep the keys and
 *     values of a common beginning compute it once
 * @param pictures in the order in which the model sees them
 * @param maxTokens budget of the answer
 * @param seed empty: temperature 0; else words are drawn with this seed
 */
public record ChatRequest(
    String system,
    String instruction,
    List<JpegPicture> pictures,
    int maxTokens,
    OptionalLong seed) {

  public ChatRequest {
    pictures = List.copyOf(pictures);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("an answer of " + maxTokens + " tokens: give at least 1");
    }
  }
}
