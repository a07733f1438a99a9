package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import java.util.List;
import java.util.OptionalLong;

/**
 * A question about a run of frames. The model reads the system line, then the instruction, then the
 * frames, so that what is constant comes first.
 *
 * @param system who the model is to be; constant text, never from a video
 * @param instruction what to do; constant text, never from a video
 * @param frames in the order of time, at least one, all of one size and in BGR; an even number
 *     where the model reads frames in pairs, so one may stand twice in a row
 * @param maxTokens budget of the answer; an engine may spend some more to end a sentence
 * @param seed empty: always the most likely word; else words are drawn with this seed
 */
public record VlmRequest(
    String system, String instruction, List<Frame> frames, int maxTokens, OptionalLong seed) {

  public VlmRequest {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a question about no frame at all: give at least one");
    }
    if (instruction.isBlank() || maxTokens < 1) {
      throw new IllegalArgumentException(
          "an ask needs an instruction and at least 1 token, not %d".formatted(maxTokens));
    }
    Frame first = frames.getFirst();
    for (Frame frame : frames) {
      if (frame.width() != first.width()
          || frame.height() != first.height()
          || frame.format() != first.format()) {
        throw new IllegalArgumentException(
            "all frames of an ask must be alike in size and format: %s and %s"
                .formatted(first, frame));
      }
    }
  }
}
