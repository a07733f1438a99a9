package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Scenery;
import java.awt.AlphaComposite;
import org.junit.jupiter.api.Test;

class LineTemplateTest {
  private static final String TEXT = "Wasser trinken!";
  private static final RotatedBox BOX =
      RotatedBox.upright(Drawn.bounds(TEXT, 40, 200, 24).grown(3, 3));
  private final Scenery here = Scenery.of(1, 360, 400);
  private final Scenery there = Scenery.of(2, 360, 400);

  private static LumaImage over(Scenery scenery, float alpha) {
    return Drawn.picture(
        360,
        400,
        g -> {
          scenery.draw(g);
          g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
          Drawn.outlined(g, TEXT, 40, 200, 24);
        });
  }

  private LineTemplate outline() {
    return LineTemplate.of(over(here, 1), over(there, 1), BOX);
  }

  @Test
  void itIsKnownAgainOverAnotherPictureAndMissedWhereItIsNot() {
    LineTemplate outline = outline();
    assertThat(outline.firm()).isTrue();
    assertThat(outline.presence(over(here, 1))).isGreaterThan(0.95);
    assertThat(outline.presence(over(Scenery.of(9, 360, 400), 1))).isGreaterThan(0.85);
    assertThat(outline.presence(over(here, 0))).isLessThan(0.3);
    assertThat(outline.presence(over(there, 0))).isLessThan(0.3);
  }

  @Test
  void itIsKnownWhileItFades() {
    assertThat(outline().presence(over(here, 0.5f))).isGreaterThan(0.7);
  }

  @Test
  void whatTwoPicturesDoNotShareIsNoOutline() {
    LineTemplate nothing = LineTemplate.of(over(here, 0), over(there, 0), BOX);
    assertThat(nothing.size()).isLessThan(outline().size() / 3);
  }

  @Test
  void partsAreTheWholeTogether() {
    LineTemplate outline = outline();
    LumaImage other = Drawn.picture(360, 400, g -> Drawn.outlined(g, "Wasser", 40, 200, 24));
    int shown = outline.keeping(other, true).size();
    int missing = outline.keeping(other, false).size();
    assertThat(shown + missing).isEqualTo(outline.size());
    assertThat(shown).isGreaterThan(outline.size() / 4);
    assertThat(missing).isGreaterThan(outline.size() / 4);
    assertThat(outline.keeping(other, true).presence(other)).isEqualTo(1);
  }

  @Test
  void aPlainPictureHasNoOutline() {
    LumaImage plain = Drawn.picture(360, 400, g -> {});
    LineTemplate none = LineTemplate.of(plain, plain, BOX);
    assertThat(none.firm()).isFalse();
    assertThat(none.presence(plain)).isZero();
  }
}
