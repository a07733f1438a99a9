package dev.reelframe.analyzer.cta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CtaRulesTest {
  private static List<String> kinds(String text) {
    return CtaRules.standard().in(text).stream().map(CtaRules.Rule::cta).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JETZT FOLGEN UND LIKEN | follow like",
        "Folge mir für mehr Tipps! | follow",
        "Follow for more | follow",
        "FOLLOW ME ON INSTAGRAM | follow",
        "Like & subscribe | like subscribe",
        "Lass ein Like da | like",
        "Double tap if you agree | like",
        "Schreib es in die Kommentare | comment",
        "Comment YES below | comment",
        "Was denkst du? | comment",
        "Abonniere meinen Kanal | subscribe",
        "Hit the bell | subscribe",
        "Link in Bio | link",
        "LINK IN DER BIO | link",
        "Klick auf den Link | link",
        "Share this with a friend | share",
        "Teile das mit deinen Freunden | share",
        "Tag a friend | tag",
        "Markiere jemanden, der das braucht | tag",
        "Speicher dir das Video | save",
        "Save this for later | save",
        "Jetzt kaufen! | buy",
        "Shop now | buy",
        "Jetzt bestellen | buy",
        "Use code SUMMER20 | buy",
        "Jetzt anmelden | sign_up",
        "Sign up today | sign_up",
        "Download the app | download",
        "Jetzt herunterladen | download",
        "DM me for details | contact",
        "Schreib mir eine Nachricht | contact",
        "Watch till the end | watch",
        "Bleib dran | watch"
      })
  void aCallIsRecognised(String text, String wanted) {
    assertThat(kinds(text)).containsExactlyInAnyOrder(wanted.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mein neues Fahrrad",
        "WAS GEHT AB LEUTE",
        "3 TIPPS FÜR MEHR ENERGIE",
        "Wasser trinken!",
        "100 % ehrlich",
        "I like cats",
        "Es folgt der zweite Schritt",
        "He saved a dog",
        "A dog that followed him home",
        "Likely the best",
        "Shareholder meeting",
        "Das Kommentariat",
        "Linker Schuh",
        "Teil 1",
        "A price tag",
        ""
      })
  void ordinaryWordsAreNoCall(String text) {
    assertThat(kinds(text)).isEmpty();
  }

  @Test
  void rulesHaveNamesOfTheirOwnAndEveryKindHasSome() {
    CtaRules rules = CtaRules.standard();
    assertThat(rules.kinds()).doesNotHaveDuplicates().contains("follow", "like", "link", "buy");
    assertThat(rules.rules()).extracting(CtaRules.Rule::name).doesNotHaveDuplicates();
    assertThat(rules.rules()).extracting(CtaRules.Rule::cta).containsAll(rules.kinds());
  }

  @Test
  void aRuleThatIsNoExpressionIsNamed() {
    String json =
        """
        {"calls": [{"cta": "like", "rules": [{"name": "broken", "pattern": "(like"}]}]}
        """;
    assertThatThrownBy(() -> CtaRules.read(new ObjectMapper().readTree(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken");
  }
}
