package dev.reelframe.analyzer.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeGateTest {
  private static final int W = 90;
  private static final int H = 70;

  private static Frame frame(byte[] data) {
    return new Frame(0, 0, W, H, PixelFormat.BGR, data);
  }

  private static byte[] grey(int value) {
    byte[] data = new byte[W * H * 3];
    Arrays.fill(data, (byte) value);
    return data;
  }

  /**
   * Eight by eight pixels that differ by 40 of 255, wherever they are, whichever cells they touch.
   */
  @Test
  void aChangedRegionIsNeverSkipped() {
    byte[] before = grey(100);
    for (int top = 0; top + 8 <= H; top++) {
      for (int left = 0; left + 8 <= W; left++) {
        byte[] after = before.clone();
        for (int y = top; y < top + 8; y++) {
          Arrays.fill(after, (y * W + left) * 3, (y * W + left + 8) * 3, (byte) 140);
        }
        ChangeGate gate = new ChangeGate(2, new FrameMemo());
        gate.changed(frame(before));
        assertThat(gate.changed(frame(after))).as(left + "," + top).isTrue();
      }
    }
  }

  @Test
  void noiseOfTheCodecIsSkipped() {
    Random random = new Random(3);
    byte[] before = grey(100);
    byte[] after = before.clone();
    for (int i = 0; i < after.length; i++) {
      after[i] = (byte) (100 + random.nextInt(3) - 1);
    }
    ChangeGate gate = new ChangeGate(2, new FrameMemo());
    assertThat(gate.changed(frame(before))).isTrue();
    assertThat(gate.changed(frame(after))).isFalse();
    assertThat(new ChangeGate(0, new FrameMemo()).changed(frame(before))).isTrue();
  }

  @Test
  void slowChangeAddsUp() {
    ChangeGate gate = new ChangeGate(2, new FrameMemo());
    gate.changed(frame(grey(100)));
    assertThat(gate.changed(frame(grey(101)))).isFalse();
    assertThat(gate.changed(frame(grey(102)))).isTrue();
    assertThat(gate.changed(frame(grey(103)))).isFalse();
  }

  @Test
  void zeroLetsEveryFrameThrough() {
    ChangeGate gate = new ChangeGate(0, new FrameMemo());
    assertThat(gate.changed(frame(grey(9)))).isTrue();
    assertThat(gate.changed(frame(grey(9)))).isTrue();
  }
}
