package dev.reelframe.analyzer.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VlmRequestTest {

  private static Frame frame(int index, int width) {
    return new Frame(index, index / 4.0, width, 2, PixelFormat.BGR, new byte[width * 2 * 3]);
  }

  private static VlmRequest ask(List<Frame> frames, int tokens) {
    return new VlmRequest("You describe.", "Describe.", frames, tokens, OptionalLong.empty());
  }

  @Test
  void keepsTheFramesItWasGiven() {
    List<Frame> frames = new ArrayList<>(List.of(frame(0, 4), frame(1, 4)));
    VlmRequest ask = ask(frames, 8);
    frames.clear();
    assertThat(ask.frames()).extracting(Frame::index).containsExactly(0L, 1L);
  }

  @Test
  void refusesWhatNoModelCanAnswer() {
    assertThatThrownBy(() -> ask(List.of(), 8)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> ask(List.of(frame(0, 4)), 0)).hasMessageContaining("at least 1 token");
    assertThatThrownBy(() -> ask(List.of(frame(0, 4), frame(1, 6)), 8))
        .hasMessageContaining("frame 0 at 0.0 s, 4x2")
        .hasMessageContaining("6x2");
  }

  @Test
  void aReplyMayComeWithoutCounts() {
    VlmResponse reply = new VlmResponse("A dog runs.", VlmResponse.End.STOP, 5);
    assertThat(reply.promptTokens()).isEmpty();
    assertThat(reply.reusedTokens()).isEmpty();
  }
}
