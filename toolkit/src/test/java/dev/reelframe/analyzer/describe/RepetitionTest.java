package dev.reelframe.analyzer.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {
  private static final String GOOD =
      "A man in a red shirt stands in a kitchen and speaks to the camera. Behind him a woman"
          + " pours water into a glass, then both look at the table.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A man speaks. A man speaks. A man speaks. A man speaks.",
        "The camera moves and the camera moves and the camera moves and the camera mov",
        "Ein Hund. und und und und und und und und",
        "A cup.\n{\"objects\": [\"cup\", \"cup\", \"cup\", \"cup\", \"cup\", \"cup\", \"cu",
        "\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684\u7684",
      })
  void aTextThatEndsInACircleIsCaught(String text) {
    assertThat(Repetition.circles(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GOOD,
        "",
        "Ha ha ha!",
        "He says \"no, no, no\" and leaves.",
        "A dog.\n{\"people\": [\"a man\", \"a woman\"], \"objects\": [\"cup\", \"plate\"]}",
      })
  void proseAndListsAreNoCircles(String text) {
    assertThat(Repetition.circles(text)).isFalse();
    assertThat(Repetition.rambles(text)).isFalse();
  }

  @Test
  void proseThatSaysMuchTwiceRambles() {
    String rambling =
        "The man is standing in front of the house. There is a tree. "
            + "The man is standing in front of the house, near a car.";
    assertThat(Repetition.circles(rambling)).isFalse();
    assertThat(Repetition.rambles(rambling)).isTrue();
  }

  @Test
  void whatIsKeptEndsBeforeTheSecondRound() {
    assertThat(Repetition.firstRound("A man speaks. A man speaks. A man speaks. A man speaks."))
        .isEqualTo("A man speaks.");
    assertThat(Repetition.firstRound("A dog runs. It barks. It barks. It barks. It barks. It ba"))
        .isEqualTo("A dog runs. It barks.");
    assertThat(Repetition.firstRound(GOOD)).isEqualTo(GOOD);
  }

  @Test
  void noveltyIsTheShareOfPairsOfWordsThatNobodyElseHas() {
    assertThat(Repetition.novelty("a dog runs fast", List.of("A dog runs.")))
        .isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Repetition.novelty("a dog runs fast", List.of("a dog", "it runs fast", "dog runs")))
        .isZero();
    assertThat(Repetition.novelty("Gr\u00f6\u00dfe z\u00e4hlt", List.of("something else"))).isOne();
    assertThat(Repetition.novelty("...", List.of(GOOD))).isZero();
  }

  @Test
  void sayingOverNeedsMoreThanAFewWords() {
    assertThat(Repetition.saysOver(GOOD, GOOD)).isTrue();
    assertThat(Repetition.saysOver(GOOD, "A dog runs over a meadow.")).isFalse();
    assertThat(Repetition.saysOver("A man speaks.", "A man speaks.")).isFalse();
  }
}
