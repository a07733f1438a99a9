package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceEndTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A man walks.",
        "Wirklich? ",
        "Er ruft: „Halt!“",
        "She waits…",
        "一个人在走路。",
        "The text says \"Open.\"",
        "It costs 5 euros."
      })
  void wholeSentences(String text) {
    assertThat(SentenceEnd.isAtEndOf(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A man", "am 3.", "z. B.", "version 3.1", "usw.", "Dr.", "(e.g.", "a, b,"})
  void brokenOff(String text) {
    assertThat(SentenceEnd.isAtEndOf(text)).isFalse();
  }

  @Test
  void theLastEndIsFoundBehindWhatIsBrokenOff() {
    String text = "Sie kommt am 3. Mai an. Dann geht sie z. B. ins";
    assertThat(text.substring(0, SentenceEnd.lastEnd(text))).isEqualTo("Sie kommt am 3. Mai an.");
    assertThat(SentenceEnd.lastEnd("never ends")).isZero();
  }
}
