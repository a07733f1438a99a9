package dev.reelframe.analyzer.eye;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EyeOpeningTest {
  /** Both eyes alike. */
  private static boolean[] closed(double... openings) {
    return EyeOpening.closed(
        Arrays.stream(openings).mapToObj(o -> EyeOpening.Opening.of(o, o)).toList());
  }

  @Test
  void anEyeBehindAHandDoesNotOpenTheOtherAndAWinkIsNotClosed() {
    List<EyeOpening.Opening> eyes =
        List.of(
            EyeOpening.Opening.of(0.35, 0.33),
            EyeOpening.Opening.of(0.28, 0.05),
            EyeOpening.Opening.of(0.36, 0.05),
            EyeOpening.Opening.of(0.05),
            EyeOpening.Opening.of());
    assertThat(EyeOpening.closed(eyes)).containsExactly(false, true, false, true, false);
  }

  @Test
  void aBlinkIsClosedBetweenOpen() {
    double[] openings = {0.4, 0.4, 0.1, 0.4, 0.35, 0.08, 0.17, 0.4};
    boolean[] closed = closed(openings);
    assertThat(closed).containsExactly(false, false, true, false, false, true, true, false);
    double[] times = {0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4};
    assertThat(EyeOpening.blinks(times, closed)).containsExactly(3, 7);
  }

  @Test
  void narrowEyesAreNotClosed() {
    assertThat(closed(0.2, 0.18, 0.17, 0.21, 0.16, Double.NaN)).containsOnly(false);
  }

  @Test
  void eyesThatStayClosedAreClosedAndDoNotBlink() {
    boolean[] closed = closed(0.08, 0.1, 0.12, 0.06);
    assertThat(closed).containsOnly(true);
    assertThat(EyeOpening.blinks(new double[] {0, 0.2, 0.4, 0.6}, closed)).isEmpty();
    boolean[] asleep = {false, true, true, true, true, true, false};
    assertThat(EyeOpening.blinks(new double[] {0, 0.2, 0.4, 0.6, 0.8, 1, 1.2}, asleep)).isEmpty();
  }

  @Test
  void noSamplesNoBlinks() {
    assertThat(closed()).isEmpty();
    assertThat(EyeOpening.blinks(new double[0], new boolean[0])).isEmpty();
  }
}
