package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.text.Consensus.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {
  private static Vote vote(String text, double confidence, int samples) {
    return new Vote(new Reading(text, confidence), samples);
  }

  @Test
  void twoThatAgreeOutweighASurerOne() {
    Reading won =
        Consensus.of(List.of(vote("Süße", 0.8, 1), vote("Stiße", 0.9, 1), vote("Süße", 0.85, 1)));
    assertThat(won).isEqualTo(new Reading("Süße", 0.85));
  }

  @Test
  void theMeanOfManySamplesOutweighsOne() {
    assertThat(Consensus.of(List.of(vote("Kömmt", 0.9, 1), vote("Kommt", 0.9, 6))).text())
        .isEqualTo("Kommt");
  }

  @Test
  void nothingDoesNotWin() {
    assertThat(Consensus.of(List.of(vote("", 0.0, 12), vote("Tag", 0.4, 1))).text())
        .isEqualTo("Tag");
    assertThat(Consensus.of(List.of())).isEqualTo(Reading.NOTHING);
  }
}
