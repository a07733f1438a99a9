package dev.reelframe.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  @Test
  void costsAsLittleAsTheBestOfAllPairings() {
    Random random = new Random(11);
    for (int trial = 0; trial < 300; trial++) {
      int rows = 1 + random.nextInt(5);
      int columns = 1 + random.nextInt(5);
      double[][] cost = new double[rows][columns];
      for (double[] row : cost) {
        for (int j = 0; j < columns; j++) {
          row[j] = random.nextInt(10) / 10.0;
        }
      }
      int[] pairs = Assignment.of(cost);
      boolean[] used = new boolean[columns];
      double sum = 0;
      int paired = 0;
      for (int i = 0; i < rows; i++) {
        if (pairs[i] >= 0) {
          assertThat(used[pairs[i]]).isFalse();
          used[pairs[i]] = true;
          sum += cost[i][pairs[i]];
          paired++;
        }
      }
      assertThat(paired).isEqualTo(Math.min(rows, columns));
      assertThat(sum).isCloseTo(least(cost, 0, new boolean[columns], paired), within(1e-9));
    }
  }

  /** Tries everything. */
  private static double least(double[][] cost, int row, boolean[] used, int left) {
    if (left == 0) {
      return 0;
    }
    if (row == cost.length) {
      return Double.POSITIVE_INFINITY;
    }
    double best = least(cost, row + 1, used, left);
    for (int j = 0; j < used.length; j++) {
      if (!used[j]) {
        used[j] = true;
        best = Math.min(best, cost[row][j] + least(cost, row + 1, used, left - 1));
        used[j] = false;
      }
    }
    return best;
  }

  @Test
  void nothingIsPairedWithNothing() {
    assertThat(Assignment.of(new double[0][0])).isEmpty();
    assertThat(Assignment.of(new double[2][0])).containsExactly(-1, -1);
  }
}
