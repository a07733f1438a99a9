package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A vocabulary of ten: text 0-3, end 4, start 5, (6 no speech), no timestamps 7, times 8-15. */
class TimestampRulesTest {
  private static final int END = 4;
  private static final int BEGIN = 8;

  static WhisperConfig tiny(int maxInitial) {
    return new WhisperConfig(
        80,
        2,
        2,
        4,
        16,
        12,
        5,
        END,
        7,
        OptionalInt.empty(),
        Map.of("en", 5),
        Map.of(),
        List.of(3),
        List.of(2, END),
        OptionalInt.of(maxInitial),
        List.of(),
        3);
  }

  private static List<Integer> allowed(boolean timestamps, float[] scores, int... output) {
    new TimestampRules(tiny(2), timestamps).apply(scores, output, output.length);
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < scores.length; id++) {
      if (scores[id] > Float.NEGATIVE_INFINITY) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Text so likely that times are never preferred. */
  private static float[] talkative() {
    float[] scores = new float[16];
    for (int id = 0; id <= END; id++) {
      scores[id] = 50;
    }
    return scores;
  }

  @Test
  void withoutTimestampsOnlySuppressesTokens() {
    assertThat(allowed(false, new float[16])).doesNotContain(2, 3, END).contains(0, 1, BEGIN);
    assertThat(allowed(false, new float[16], 0)).contains(2, END).doesNotContain(3);
  }

  @Test
  void startsWithATimeThatIsNotTooLate() {
    assertThat(allowed(true, talkative())).containsExactly(8, 9, 10);
  }

  @Test
  void textFollowsAnOpeningTime() {
    assertThat(allowed(true, talkative(), 9)).containsExactly(0, 1, 2, END, 5, 6);
  }

  @Test
  void aClosingTimeIsFollowedByATimeOrTheEnd() {
    assertThat(allowed(true, new float[16], 8, 0, 10)).containsExactly(10, 11, 12, 13, 14, 15);
    assertThat(allowed(true, talkative(), 8, 0, 10)).startsWith(END).contains(10).doesNotContain(9);
  }

  @Test
  void timesNeverRunBackwardsNorRepeatAfterText() {
    assertThat(allowed(true, talkative(), 8, 0, 10, 11, 1)).contains(12, 15).doesNotContain(10, 11);
  }

  @Test
  void takesATimeWhereAllTimesTogetherAreLikelier() {
    float[] scores = new float[16];
    scores[0] = 1; // one text token beats each time, not their sum
    assertThat(allowed(true, scores, 8, 0)).containsExactly(9, 10, 11, 12, 13, 14, 15);
  }

  @Test
  void theLimitOfTheFirstTimeMayLieBeyondTheVocabulary() {
    float[] scores = new float[16];
    new TimestampRules(tiny(50), true).apply(scores, new int[0], 0);
    assertThat(scores[15]).isZero();
  }
}
