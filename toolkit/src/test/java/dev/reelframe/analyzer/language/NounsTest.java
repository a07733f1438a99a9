package dev.reelframe.analyzer.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NounsTest {
  private static final Nouns NOUNS = Nouns.standard();

  /**
   * Labels of each mention; {@code ~} for what is wider, {@code ?} for what no label stands for.
   */
  private static List<String> found(String text) {
    return NOUNS.in(text).stream()
        .map(m ->
            m.labels().isEmpty()
                ? "?" + m.text()
                : (m.wider() ? "~" : "") + String.join("+", new TreeSet<>(m.labels())))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A man and two women walk their dogs. | person, person, dog",
        "She eats a hot dog next to a teddy bear. | hot dog, teddy bear",
        "A dog's bowl and the children's bikes | dog, bowl, person, bicycle",
        "THE CAR IS RED | car",
        "MEIN NEUES FAHRRAD | bicycle",
        "Ein Hund liegt neben dem Fahrrad. | dog, bicycle",
        "Zwei Flaschen, drei Fahrräder und die Hunde der Männer | bottle, bicycle, dog, person",
        "Auf dem Esstisch steht eine Tasse. | dining table, cup",
        "An animal on a table | ~bear+bird+cat+cow+dog+elephant+giraffe+horse+sheep+zebra, ~dining table",
        "an orange on a plate | orange, ?plate",
        "oranges and an orange shirt | orange, ?shirt",
        "a red tie | tie",
        "a tree behind the house | ?tree, ?house",
        "Ein Baum vor dem Haus | ?Baum, ?Haus"
      })
  void theThingsATextNames(String text, String wanted) {
    assertThat(found(text)).containsExactly(wanted.split(", "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "There is no dog.",
        "no people or cars",
        "without a single bottle",
        "kein Auto",
        "weder Hund noch Katze",
        "They train hard and bear it.",
        "He ties, and is kind.",
        "Ein schöner Tag",
        ""
      })
  void whatIsDeniedOrNoThingIsNotNamed(String text) {
    assertThat(found(text)).isEmpty();
  }

  @Test
  void aDenialEndsWithItsClause() {
    assertThat(found("There is no car, a bus stops.")).containsExactly("bus");
  }

  @Test
  void aMentionSaysWhereItStands() {
    NounMention mention = NOUNS.in("Zwei große Hunde.").getFirst();
    assertThat(mention.text()).isEqualTo("Hunde");
    assertThat(mention.from()).isEqualTo(11);
    assertThat(mention.to()).isEqualTo(16);
  }

  @Test
  void everyLabelOfTheDetectorHasItsNamesInBothLanguages() {
    assertThat(NOUNS.labels()).hasSize(80);
    assertThat(NOUNS.name("footwear", 2, true)).isEqualTo("2 Schuhe");
    assertThat(NOUNS.in("a pair of high heels")).noneMatch(m -> m.labels().contains("high heels"));
    for (String label : NOUNS.labels()) {
      for (boolean german : new boolean[] {false, true}) {
        for (int count = 1; count < 3; count++) {
          String name = NOUNS.name(label, count, german);
          Set<String> labels =
              NOUNS.in(name + ".").stream()
                  .findFirst()
                  .map(NounMention::labels)
                  .orElseThrow(() -> new AssertionError(name));
          assertThat(labels).as(name).containsExactly(label);
        }
      }
    }
  }

  @Test
  void namesLabelsInBothLanguages() {
    assertThat(NOUNS.name("dog", 1, false)).isEqualTo("a dog");
    assertThat(NOUNS.name("bottle", 2, true)).isEqualTo("2 Flaschen");
    assertThat(NOUNS.name("drone", 1, true)).isEqualTo("drone");
    assertThat(NOUNS.names("Das ist meine Flasche", "bottle")).isTrue();
    assertThat(NOUNS.names("Ein Tier", "dog")).isFalse();
  }
}
