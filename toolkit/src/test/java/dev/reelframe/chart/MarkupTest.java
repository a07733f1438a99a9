package dev.reelframe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void markupAndForbiddenCharactersAreReplaced() {
    assertThat(Markup.escaped("<a href='x'>&\""))
        .isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    assertThat(Markup.escaped("\u0000\u001B\uFFFE\uD800x😀"))
        .isEqualTo("\uFFFD\uFFFD\uFFFD\uFFFDx😀");
  }

  @Test
  void linesAreCutBetweenCharacters() {
    assertThat(Markup.line("a\r\n  b\tc", 20)).isEqualTo("a ⏎ b c");
    assertThat(Markup.line("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(Markup.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(Markup.line("x".repeat(10_000_000), 5)).isEqualTo("xxxx…");
    assertThat(Markup.line(" ".repeat(1000) + "x", 5)).isEqualTo("…");
  }

  @Test
  void labelsFitOrAreLeftOut() {
    assertThat(Markup.fitting("caption", 10, 100)).isEqualTo("caption");
    assertThat(Markup.fitting("a long caption", 10, 50)).startsWith("a lo").endsWith("…");
    assertThat(Markup.fitting("wide", 10, 8)).isEmpty();
    assertThat(Markup.width(Markup.fitting("字字字字字字", 10, 40), 10)).isLessThanOrEqualTo(40);
  }
}
