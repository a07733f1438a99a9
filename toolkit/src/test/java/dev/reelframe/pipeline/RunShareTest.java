package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunShareTest {
  @Test
  void neverRunsBackwardsWhateverIsStated() {
    RunShare share = new RunShare(4);
    int before = 0;
    double[][] told = {{1, 10}, {2, 10}, {2.1, 40}, {9, 8}, {9.5, 0}, {3, 10}};
    for (double[] moment : told) {
      share.decoded(moment[0], moment[1]);
      assertThat(share.percent()).isGreaterThanOrEqualTo(before);
      before = share.percent();
    }
    for (int analyzer = 0; analyzer < 4; analyzer++) {
      assertThat(share.isDecided()).isFalse();
      share.ended();
      assertThat(share.percent()).isGreaterThanOrEqualTo(before);
      before = share.percent();
    }
    assertThat(share.isDecided()).isTrue();
    assertThat(before).isEqualTo(98);
  }

  @Test
  void decodingAloneIsNotTheWhole() {
    RunShare share = new RunShare(10);
    share.decoded(60, 60);
    assertThat(share.percent()).isEqualTo(88);
  }

  @Test
  void aLengthThatIsNotKnownLeavesTheAnalyzersToTell() {
    RunShare share = new RunShare(2);
    share.decoded(5, 0);
    assertThat(share.percent()).isZero();
    share.ended();
    assertThat(share.percent()).isEqualTo(49);
  }
}
