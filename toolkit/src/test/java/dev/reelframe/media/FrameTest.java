package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameTest {
  private static final byte BRIGHT = (byte) 250;

  @Test
  void meansCountBytesAsUnsignedAndChannelsApart() {
    byte[] pixels = {BRIGHT, 10, 0, BRIGHT, 20, 1};
    Frame frame = new Frame(0, 0, 2, 1, PixelFormat.BGR, pixels);
    assertThat(frame.mean(0)).isEqualTo(250);
    assertThat(frame.mean(1)).isEqualTo(15);
    assertThat(frame.mean(2)).isEqualTo(0.5);
  }

  @Test
  void aGreyFrameHasOneChannel() {
    Frame frame = new Frame(0, 0, 1, 2, PixelFormat.GREY, new byte[] {0, BRIGHT});
    assertThat(frame.mean(0)).isEqualTo(125);
    assertThatThrownBy(() -> frame.mean(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theBytesMustFillThePicture() {
    assertThatThrownBy(() -> new Frame(0, 0, 2, 2, PixelFormat.BGR, new byte[11]))
        .hasMessageContaining("11 bytes are no 2x2 picture");
  }
}
