package dev.reelframe.analyzer.eye;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LidsTest {
  @Test
  void aBlinkIsClosedBetweenOpen() {
    double[] blinks = {0.1, 0.1, 0.6, 0.1, 0.2, 0.7, 0.8, 0.1};
    boolean[] closed = Lids.closed(blinks);
    assertThat(closed).containsExactly(false, false, true, false, false, true, true, false);
    double[] times = {0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4};
    assertThat(Lids.blinks(times, closed)).isEqualTo(2);
  }

  @Test
  void narrowEyesAreNotClosed() {
    assertThat(Lids.closed(new double[] {0.5, 0.45, 0.55, 0.59, 0.48})).containsOnly(false);
  }

  @Test
  void eyesThatStayClosedAreClosedAndDoNotBlink() {
    boolean[] closed = Lids.closed(new double[] {0.7, 0.75, 0.8, 0.7});
    assertThat(closed).containsOnly(true);
    assertThat(Lids.blinks(new double[] {0, 0.2, 0.4, 0.6}, closed)).isZero();
    boolean[] asleep = {false, true, true, true, true, true, false};
    assertThat(Lids.blinks(new double[] {0, 0.2, 0.4, 0.6, 0.8, 1, 1.2}, asleep)).isZero();
  }

  @Test
  void noSamplesNoBlinks() {
    assertThat(Lids.closed(new double[0])).isEmpty();
    assertThat(Lids.blinks(new double[0], new boolean[0])).isZero();
  }
}
