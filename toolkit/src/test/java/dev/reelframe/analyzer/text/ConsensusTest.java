package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.text.Consensus.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {
  private static Vote vote(String text, double confidence, int samples) {
    return new Vote(Reading.of(text, confidence), samples);
  }

  @Test
  void twoThatAgreeOutweighASurerOne() {
    Reading won =
        Consensus.of(List.of(vote("Süße", 0.8, 1), vote("Stiße", 0.9, 1), vote("Süße", 0.85, 1)));
    assertThat(won).isEqualTo(Reading.of("Süße", 0.85));
  }

  @Test
  void theMeanOfManySamplesOutweighsOne() {
    assertThat(Consensus.of(List.of(vote("Kömmt", 0.9, 1), vote("Kommt", 0.9, 6))).text())
        .isEqualTo("Kommt");
  }

  @Test
  void aLineOfAnotherScriptIsNotWhatOneDoubtfulReadingMadeOfIt() {
    List<Vote> votes =
        List.of(
            vote("Kon", 0.7, 1),
            new Vote(Reading.ANOTHER_SCRIPT, 3),
            new Vote(Reading.ANOTHER_SCRIPT, 6));
    assertThat(Consensus.of(votes)).isEqualTo(Reading.ANOTHER_SCRIPT);
    List<Vote> read = List.of(new Vote(Reading.ANOTHER_SCRIPT, 1), vote("Kanal", 0.99, 3));
    assertThat(Consensus.of(read).text()).isEqualTo("Kanal");
  }

  @Test
  void nothingDoesNotWin() {
    assertThat(Consensus.of(List.of(vote("", 0.0, 12), vote("Tag", 0.4, 1))).text())
        .isEqualTo("Tag");
    assertThat(Consensus.of(List.of())).isEqualTo(Reading.NOTHING);
  }
}
