package dev.reelframe.analyzer.vlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {
  private static final String WHOLE =
      """
      A man holds a cup. He smiles.
      ```json
      {"people": ["man"], "place": "kitchen", "actions": ["holds a cup", "smiles"],
       "objects": ["cup", "table", "cup"], "on_screen_text": ["50 % OFF; today"], "camera": "static"}
      ```\
      """;

  @Test
  void proseAndFieldsAreRead() {
    Description read = Description.of(WHOLE, VlmResponse.End.STOP);
    assertThat(read.text()).contains("A man holds a cup. He smiles.");
    assertThat(read.people()).containsExactly("man");
    assertThat(read.place()).contains("kitchen");
    assertThat(read.actions()).containsExactly("holds a cup", "smiles");
    assertThat(read.objects()).containsExactly("cup", "table");
    assertThat(read.onScreenText()).containsExactly("50 % OFF; today");
    assertThat(read.camera()).contains("static");
    assertThat(read.cutOff()).isFalse();
  }

  @Test
  void aCompleteObjectIsCompleteWhateverEndedTheAnswer() {
    assertThat(Description.of(WHOLE, VlmResponse.End.LENGTH))
        .isEqualTo(Description.of(WHOLE, VlmResponse.End.STOP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A man holds a cup. He smi",
        "A man holds a cup.",
        "A man holds a cup.\n{\"people\": [\"man\"], \"pla",
        "A man holds a cup. ```json\n{\"people\": [",
      })
  void whatTheBudgetCutEndsWithItsLastWholeSentence(String answer) {
    Description read = Description.of(answer, VlmResponse.End.LENGTH);
    assertThat(read.text()).contains("A man holds a cup.");
    assertThat(read.people()).isEmpty();
    assertThat(read.place()).isEmpty();
    assertThat(read.cutOff()).isTrue();
  }

  @Test
  void aFragmentIsNoDescription() {
    Description read = Description.of("Ein Mann mit einem gr", VlmResponse.End.LENGTH);
    assertThat(read.text()).isEmpty();
    assertThat(read.cutOff()).isTrue();
  }

  @Test
  void whatDoesNotFitTheFormIsMissing() {
    Description read =
        Description.of(
            "A dog. {\"people\": \"none\", \"objects\": [\"bone\", 3], \"place\": [\"park\"],"
                + " \"camera\": \" \", \"actions\": [\"...\"], \"mood\": \"happy\"}",
            VlmResponse.End.STOP);
    assertThat(read.text()).contains("A dog.");
    assertThat(read.people()).isEmpty();
    assertThat(read.objects()).isEmpty();
    assertThat(read.place()).isEmpty();
    assertThat(read.camera()).isEmpty();
    assertThat(read.actions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A sign says {open. It hangs askew.",
        "A dog. {\"people\": [\"man\", }",
        "A dog. [1, 2]",
        "A dog. {{{{{{",
      })
  void bracesThatHoldNoObjectStayProse(String answer) {
    Description read = Description.of(answer, VlmResponse.End.STOP);
    assertThat(read.text()).contains(answer);
    assertThat(read.people()).isEmpty();
  }

  @Test
  void anAnswerInJsonAloneMayHoldTheProse() {
    Description read =
        Description.of("{\"description\": \"Ein Hund.\", \"objects\": []}", VlmResponse.End.STOP);
    assertThat(read.text()).contains("Ein Hund.");
    assertThat(read.objects()).isEmpty();
  }

  @Test
  void depthAndControlCharactersDoNoHarm() {
    Description deep =
        Description.of("A dog. {\"people\": " + "[".repeat(5000), VlmResponse.End.STOP);
    assertThat(deep.people()).isEmpty();
    Description bells = Description.of("A\u0007 dog\n\truns.\u001b[31m", VlmResponse.End.STOP);
    assertThat(bells.text()).contains("A dog runs. [31m");
  }

  @Test
  void aCellGivesBackItsItems() {
    List<String> items = List.of("50 % OFF; today", "cup");
    assertThat(Description.cell(items)).isEqualTo("50 % OFF, today; cup");
    assertThat(Description.items("50 % OFF, today; cup")).containsExactly("50 % OFF, today", "cup");
    assertThat(Description.cell(List.of())).isNull();
    assertThat(Description.items(null)).isEmpty();
  }
}
