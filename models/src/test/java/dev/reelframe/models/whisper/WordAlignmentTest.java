package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordAlignmentTest {

  @Test
  void theCheapestPathGivesEachTokenItsFirstPosition() {
    double[][] cost = new double[3][9];
    for (int token = 0; token < 3; token++) {
      for (int position = 0; position < 9; position++) {
        cost[token][position] = position / 3 == token ? -1 : 0.1;
      }
    }
    assertThat(WordAlignment.firstPositions(cost)).containsExactly(0, 3, 6);
  }

  @Test
  void moreTokensThanPositionsShareThem() {
    int[] first = WordAlignment.firstPositions(new double[4][2]);
    assertThat(first).isSorted().startsWith(0);
  }

  @Test
  void medianRemovesASpikeAndMirrorsTheEnds() {
    assertThat(WordAlignment.median(new double[] {1, 1, 9, 1, 1, 1}, 3))
        .containsExactly(1, 1, 1, 1, 1, 1);
    assertThat(WordAlignment.median(new double[] {5, 1, 3}, 3)).containsExactly(1, 3, 1);
    assertThat(WordAlignment.median(new double[] {5}, 7)).containsExactly(5);
  }

  /** Attention that walks through the window at known places is found again. */
  @Test
  void findsWhereEachTokenWasSpoken() {
    WhisperConfig config = TimestampRulesTest.tiny(50);
    int prompt = 2;
    int[] centres = {10, 40, 70, 90}; // of two text tokens' rows, and what lies around them
    int tokens = prompt + 3 + 1;
    int positions = 120;
    float[] layer = new float[2 * tokens * positions];
    for (int head = 0; head < 2; head++) {
      for (int t = 0; t < tokens; t++) {
        int word = t - (prompt - 1);
        for (int p = 0; p < positions; p++) {
          boolean here = word >= 0 && word < centres.length && Math.abs(p - centres[word]) <= 8;
          layer[(head * tokens + t) * positions + p] = here ? 0.05f : 0.001f;
        }
      }
    }
    double[] starts =
        new WordAlignment(config)
            .starts(Map.of(1, FloatBuffer.wrap(layer)), tokens, prompt, 2 * 100);
    assertThat(starts).hasSize(4).isSorted();
    assertThat(starts[0]).isZero();
    for (int word = 1; word < starts.length; word++) {
      // between the end of the word before and the middle of this one
      assertThat(starts[word]).isBetween((centres[word - 1] + 7) * 0.02, (centres[word]) * 0.02);
    }
    assertThat(starts[3]).isCloseTo(82 * 0.02, within(0.3));
  }
}
