package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphabetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kαλημρα σε λου",
        "MHN TO XAΣEIΣ",
        "iPhone B MocκBe",
        "IIIPOKO",
        "Câm ơn ban",
        "đôi khi"
      })
  void wordsWithLettersThatAreHalfKnownAreOfAnotherScript(String text) {
    assertThat(Alphabet.isMixed(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Größe ändert",
        "Ω = 5",
        "20 µm",
        "π day",
        "III",
        "XVIII",
        "TEIL III.",
        "大家好 OK",
        "Đakovo",
        "până când"
      })
  void signsAndReadScriptsAreNot(String text) {
    assertThat(Alphabet.isMixed(text)).isFalse();
  }

  @Test
  void fullWidthSignsBelongBetweenChineseLettersOnly() {
    assertThat(Alphabet.plain("Link in Bio！")).isEqualTo("Link in Bio!");
    assertThat(Alphabet.plain("大家好！")).isEqualTo("大家好！");
    assertThat(Alphabet.plain(" I love  this ")).isEqualTo("I love this");
  }
}
