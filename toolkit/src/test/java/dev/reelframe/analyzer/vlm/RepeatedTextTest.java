package dev.reelframe.analyzer.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedTextTest {
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
    assertThat(RepeatedText.circles(text)).isTrue();
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
    assertThat(RepeatedText.circles(text)).isFalse();
    assertThat(RepeatedText.rambles(text)).isFalse();
  }

  @Test
  void proseThatSaysMuchTwiceRambles() {
    String rambling =
        "The man is standing in front of the house. There is a tree. "
            + "The man is standing in front of the house, near a car.";
    assertThat(RepeatedText.circles(rambling)).isFalse();
    assertThat(RepeatedText.rambles(rambling)).isTrue();
  }

  @Test
  void whatIsKeptEndsBeforeTheSecondRound() {
    assertThat(RepeatedText.firstRound("A man speaks. A man speaks. A man speaks. A man speaks."))
        .isEqualTo("A man speaks.");
    assertThat(RepeatedText.firstRound("A dog runs. It barks. It barks. It barks. It barks. It ba"))
        .isEqualTo("A dog runs. It barks.");
    assertThat(RepeatedText.firstRound(GOOD)).isEqualTo(GOOD);
  }

  @Test
  void noveltyIsTheShareOfPairsOfWordsThatNobodyElseHas() {
    assertThat(RepeatedText.novelty("a dog runs fast", List.of("A dog runs.")))
        .isCloseTo(1 / 3.0, within(1e-9));
    assertThat(
            RepeatedText.novelty("a dog runs fast", List.of("a dog", "it runs fast", "dog runs")))
        .isZero();
    assertThat(RepeatedText.novelty("Gr\u00f6\u00dfe z\u00e4hlt", List.of("something else")))
        .isOne();
    assertThat(RepeatedText.novelty("...", List.of(GOOD))).isZero();
  }

  @Test
  void sayingOverNeedsMoreThanAFewWords() {
    assertThat(RepeatedText.saysOver(GOOD, GOOD)).isTrue();
    assertThat(RepeatedText.saysOver(GOOD, "A dog runs over a meadow.")).isFalse();
    assertThat(RepeatedText.saysOver("A man speaks.", "A man speaks.")).isFalse();
  }
}
