package dev.reelframe.analyzer.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class YoloxBoxesTest {
  private static final List<String> LABELS = List.of("car", "truck", "dog");
  private static final int SIDE = 64;
  private static final int ROWS = 8 * 8 + 4 * 4 + 2 * 2;
  private final float[] output = new float[ROWS * 8];

  /**
   * A candidate in a cell of one of the grids: offsets in cells, sizes as logarithms of strides.
   */
  private void candidate(int row, float cx, float cy, float w, float h, float... scores) {
    int at = row * 8;
    output[at] = cx;
    output[at + 1] = cy;
    output[at + 2] = (float) Math.log(w);
    output[at + 3] = (float) Math.log(h);
    output[at + 4] = 0.9f;
    System.arraycopy(scores, 0, output, at + 5, 3);
  }

  private List<Detection> decode() {
    return YoloxBoxes.decode(FloatBuffer.wrap(output), SIDE, LABELS, 0.1);
  }

  @Test
  void aBoxStandsWhereItsCellSays() {
    // Stride 16 begins at row 64; cell (2, 1) of 4 x 4.
    candidate(64 + 4 + 2, 0.5f, 0.25f, 2, 1, 0, 0, 0.8f);
    Detection only = decode().getFirst();
    assertThat(only.label()).isEqualTo("dog");
    assertThat(only.score()).isCloseTo(0.72, within(1e-6));
    assertThat(only.box().centreX()).isCloseTo(40, within(1e-4));
    assertThat(only.box().centreY()).isCloseTo(20, within(1e-4));
    assertThat(only.box().w()).isCloseTo(32, within(1e-4));
    assertThat(only.box().h()).isCloseTo(16, within(1e-4));
  }

  @Test
  void ofBoxesThatOverlapTheSurestOfEachLabelStays() {
    candidate(9, 0.5f, 0.5f, 3, 3, 0.8f, 0.6f, 0);
    candidate(10, -0.4f, 0.5f, 3, 3, 0.7f, 0, 0);
    candidate(60, 0, 0, 2, 2, 0.5f, 0, 0);
    assertThat(decode()).extracting(Detection::label).containsExactly("car", "truck", "car");
    assertThat(decode()).extracting(Detection::score).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void whatIsBelowTheLeastScoreIsNothing() {
    candidate(3, 0, 0, 1, 1, 0.1f, 0, 0);
    assertThat(decode()).isEmpty();
  }
}
