package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoicedPartsTest {
  private static final double STEP_S = 0.032;

  /** A stretch from 1 to 4 s with a silence from 2 to 2.4 s that parts no stretch. */
  private static VoicedParts parts() {
    Rows voices = SpeechActivity.VoiceRow.SCHEMA.schema().rows();
    for (int i = 0; i * STEP_S < 6; i++) {
      double t = i * STEP_S;
      voices.add(t, t > 1 && t < 4 && !(t > 2 && t < 2.4) ? 0.9 : 0.1);
    }
    return new VoicedParts(
        List.of(new Interval(1, 4), new Interval(5, 5.5)), Optional.of(voices.table()));
  }

  private static void assertFits(double from, double to, double start, double end) {
    Interval fitted = parts().fit(new Interval(from, to));
    assertThat(fitted.startS()).isCloseTo(start, within(0.04));
    assertThat(fitted.endS()).isCloseTo(end, within(0.04));
  }

  @Test
  void aWordBeginsBehindThePauseBeforeIt() {
    assertFits(1.9, 2.7, 2.4, 2.7);
    assertFits(4.1, 5.3, 5, 5.3);
  }

  @Test
  void aWordThatOnlyTouchesTheNextPartEndsWithItsOwn() {
    assertFits(1.5, 2.44, 1.5, 2);
  }

  @Test
  void aWordInsideAVoiceStaysAndOneInSilenceMovesToTheNearest() {
    assertFits(1.2, 1.6, 1.2, 1.6);
    assertFits(4.6, 4.9, 5, 5.3);
    assertFits(4.05, 4.2, 3.85, 4);
  }

  @Test
  void withoutProbabilitiesStretchesAreTakenWhole() {
    VoicedParts whole = new VoicedParts(List.of(new Interval(1, 4)), Optional.empty());
    assertThat(whole.fit(new Interval(0.5, 1.5))).isEqualTo(new Interval(1, 1.5));
    assertThat(new VoicedParts(List.of(), Optional.empty()).fit(new Interval(1, 2)))
        .isEqualTo(new Interval(1, 2));
  }
}
