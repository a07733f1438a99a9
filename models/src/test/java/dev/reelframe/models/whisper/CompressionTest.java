package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CompressionTest {

  @Test
  void loopsCompressBetterThanSpeech() {
    assertThat(Compression.ofText("and then ".repeat(40))).isGreaterThan(2.4);
    assertThat(Compression.ofText("The quick brown fox jumps over the lazy dog.")).isLessThan(1.1);
    assertThat(Compression.ofText("")).isZero();
  }

  /** zlib writes "hello world" as 19 bytes at its default level. */
  @Test
  void isBytesOverZlibBytes() {
    assertThat(Compression.ofText("hello world")).isCloseTo(11.0 / 19, within(1e-12));
  }

  @Test
  void tokensTakeTwoBytesBelow65536() {
    int[] loop = new int[100];
    // 200 bytes of zero, and 300 of them, both become 12 and 13 bytes or so
    assertThat(Compression.ofTokens(loop, 65_535)).isBetween(15.0, 20.0);
    assertThat(Compression.ofTokens(loop, 65_537)).isBetween(22.0, 30.0);
  }
}
