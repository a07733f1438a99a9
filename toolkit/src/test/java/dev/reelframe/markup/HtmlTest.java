package dev.reelframe.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void markupAndForbiddenCharactersInTextsAreReplaced() {
    assertThat(Html.text("<a href='x'>&\"")).hasToString("&lt;a href='x'&gt;&amp;&quot;");
    assertThat(Html.text("\u0000\u001B\uFFFE\uD800x😀")).hasToString("\uFFFD\uFFFD\uFFFD\uFFFDx😀");
  }

  @Test
  void elementsHoldTextsAttributesAndElements() {
    Tag cell =
        Html.tag("td").css("n\" onclick=\"x").addText("<b>").add(Html.tag("br"), Html.nothing());
    assertThat(Html.of(cell, Html.tag("rect").attribute("width", 2)))
        .hasToString("<td class=\"n&quot; onclick=&quot;x\">&lt;b&gt;<br></td><rect width=\"2\"/>");
    assertThat(Html.tag("i")).hasToString("<i></i>");
  }

  @Test
  void namesAreNoPlaceForTexts() {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.tag("b><script"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Html.tag("b").attribute("x onclick", "y"));
  }

  @Test
  void dataForAScriptCannotEndIt() {
    ObjectNode data = new ObjectMapper().createObjectNode().put("caption", "</script><b>");
    assertThat(Html.data("d", data))
        .hasToString(
            "<script type=\"application/json\""
                + " id=\"d\">{\"caption\":\"\\u003c/script>\\u003cb>\"}</script>");
  }

  @Test
  void linesAreCutBetweenCharacters() {
    assertThat(FittedText.line("a\r\n  b\tc", 20)).isEqualTo("a ⏎ b c");
    assertThat(FittedText.line("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(FittedText.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(FittedText.line("x".repeat(10_000_000), 5)).isEqualTo("xxxx…");
    assertThat(FittedText.line(" ".repeat(1000) + "x", 5)).isEqualTo("…");
  }

  @Test
  void labelsFitOrAreLeftOut() {
    assertThat(FittedText.fitting("caption", 10, 100)).isEqualTo("caption");
    assertThat(FittedText.fitting("a long caption", 10, 50)).startsWith("a lo").endsWith("…");
    assertThat(FittedText.fitting("wide", 10, 8)).isEmpty();
    assertThat(FittedText.width(FittedText.fitting("字字字字字字", 10, 40), 10)).isLessThanOrEqualTo(40);
  }
}
