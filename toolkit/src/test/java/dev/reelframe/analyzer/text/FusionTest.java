package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.text.CtcReader.Letters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionTest {
  /** Letters of even sureness; blanks of the text are what the network saw as blanks. */
  private static Letters letters(String text, double sureness) {
    String bare = text.replace(" ", "");
    double[] blank = new double[bare.length()];
    double[] gap = new double[bare.length()];
    Arrays.fill(gap, 0.5);
    int letter = 0;
    for (char c : text.toCharArray()) {
      if (c == ' ') {
        blank[letter] = 0.95;
        gap[letter] = 0.8;
      } else {
        letter++;
      }
    }
    double[] sure = new double[bare.length()];
    Arrays.fill(sure, sureness);
    return new Letters(bare, sure, blank, gap);
  }

  private static String join(String ascii, String page, double pageConfidence) {
    return Fusion.of(letters(ascii, 0.97), new Reading(page, pageConfidence), false).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Das ist v6llig verruckt; Das ist völlig verrückt; Das ist völlig verrückt",
        "Fiinf suBe Katzchen; Fünf süße Kätzchen; Fünf süße Kätzchen",
        "Ol, Apfel; öl, Äpfel; Öl, Äpfel",
        "NUR 9,99 6; NUR 9,99 €; NUR 9,99 €",
        "100 % nattirlich!; 100 % natürlich!; 100 % natürlich!",
        "Link in bio; |Link in bio]; Link in bio",
        "Why 1 quit; Why I quit; Why I quit",
        "wait for it; wait for it...; wait for it..."
      })
  void germanComesFromTesseractAndJunkFromNobody(String ascii, String page, String wanted) {
    assertThat(join(ascii, page, 0.93)).isEqualTo(wanted);
  }

  @Test
  void whereTesseractIsLostTheLettersStand() {
    assertThat(join("Schritt 2: Teig kneten", "Scho 2e Tele", 0.42))
        .isEqualTo("Schritt 2: Teig kneten");
    assertThat(join("Follow for more tips", "", 0)).isEqualTo("Follow for more tips");
  }

  @Test
  void whatTesseractReadTwiceStandsWhereTheLettersAreLost() {
    Letters lost = letters("Ol b", 0.72);
    Reading twice = new Reading("Öl, Äpfel, Überraschung", 0.92);
    assertThat(Fusion.of(lost, twice, true).text()).isEqualTo("Öl, Äpfel, Überraschung");
    assertThat(Fusion.of(lost, twice, false).text()).isNotEqualTo("Öl, Äpfel, Überraschung");
  }

  @Test
  void blanksAreWhereTheNetworkSawThem() {
    assertThat(join("Why I quit", "WhyIquit", 0.9)).isEqualTo("Why I quit");
    assertThat(join("Funf Katzchen", "Fü nf Kät zchen", 0.9)).isEqualTo("Fünf Kätzchen");
  }

  @Test
  void disagreementCostsConfidence() {
    Letters letters = letters("Link in bio", 0.97);
    double agreed = Fusion.of(letters, new Reading("Link in bio", 0.95), false).confidence();
    double alone = Fusion.of(letters, new Reading("Uhk", 0.77), false).confidence();
    assertThat(agreed).isGreaterThan(0.95);
    assertThat(alone).isLessThan(0.75);
    assertThat(Fusion.of(letters("", 0), Reading.NOTHING, false)).isEqualTo(Reading.NOTHING);
  }

  @Test
  void likenessIgnoresCaseDotsAndBlanks() {
    assertThat(Fusion.likeness(letters("FUR MEHR", 0.9), new Reading("für mehr", 0.9)))
        .isGreaterThan(0.9);
    assertThat(Fusion.likeness(letters("FUR MEHR", 0.9), new Reading("quite other", 0.9)))
        .isLessThan(0.4);
  }
}
