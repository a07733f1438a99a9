package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedLettersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MOCKBA",
        "CEPBEP",
        "MOCKBA CEPBEP",
        "PECTOPAH BOCTOK",
        "HA CTPAHE",
        "ABTOMAT",
        "3ABTPAK",
        "HE TPOHYT",
        "KoT"
      })
  void russianInLettersThatLatinHasTooIsCyrillic(String text) {
    assertThat(SharedLetters.only(text)).isTrue();
    assertThat(SharedLetters.areCyrillic(text, false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OK",
        "TEXT ME",
        "HAPPY BOX",
        "COMET",
        "PHOTO",
        "TOP",
        "MAP",
        "ETC",
        "HOME",
        "COME BACK",
        "TAKE THAT",
        "OBAMA",
        "HAHAHA",
        "MACH ICH",
        "MEXICO",
        "BMX",
        "peace",
        "XXX"
      })
  void wordsOfLatinScriptAreNot(String text) {
    assertThat(SharedLetters.only(text)).isTrue();
    assertThat(SharedLetters.areCyrillic(text, false)).isFalse();
  }

  @Test
  void besideLinesOfAnotherScriptDoubtIsEnough() {
    assertThat(SharedLetters.areCyrillic("META", true)).isTrue();
    assertThat(SharedLetters.areCyrillic("MEXICO", true)).isFalse();
  }

  @Test
  void aTextWithALetterOfOneScriptIsNotShared() {
    assertThat(SharedLetters.only("50% OFF")).isFalse();
    assertThat(SharedLetters.only("2024: 50 %")).isFalse();
    assertThat(SharedLetters.only("MOCKBA 2024")).isTrue();
  }
}
