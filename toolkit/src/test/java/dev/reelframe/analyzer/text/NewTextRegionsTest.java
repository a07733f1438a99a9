package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.text.NewTextRegions.Part;
import dev.reelframe.analyzer.vision.PixelRect;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate: what is new and stands is always looked at, what is not new is not. */
class NewTextRegionsTest {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 640;
  private final NewTextRegions changes = new NewTextRegions();
  private double timeS;

  private static LumaImage picture(Consumer<Graphics2D> painter) {
    return Drawn.picture(WIDTH, HEIGHT, painter);
  }

  /** Looks at three pictures as the fold does, and marks all that is new as examined. */
  private List<Part> look(LumaImage before, LumaImage now, LumaImage after, PixelRect... known) {
    EdgeField edges = EdgeField.of(now);
    List<Part> parts =
        changes.parts(
            timeS,
            edges,
            EdgeField.of(before),
            EdgeField.of(after),
            Stream.of(known).map(RotatedBox::upright).toList());
    parts.forEach(part -> changes.examined(timeS, part, edges));
    timeS += 0.25;
    return parts;
  }

  private List<Part> look(LumaImage still) {
    return look(still, still, still);
  }

  private static boolean covered(List<Part> parts, PixelRect text) {
    int cell = EdgeField.CELL;
    return parts.stream()
        .map(p -> new PixelRect(p.left(), p.top(), p.right(), p.bottom()).scaled(cell, cell))
        .anyMatch(part -> part.shared(text.within(WIDTH, HEIGHT)) > 0.95 * text.area());
  }

  /** Share of a text that parts which do not overlap cover. */
  private static double share(List<Part> parts, PixelRect text) {
    int cell = EdgeField.CELL;
    return parts.stream()
            .map(p -> new PixelRect(p.left(), p.top(), p.right(), p.bottom()).scaled(cell, cell))
            .mapToDouble(part -> part.shared(text))
            .sum()
        / text.area();
  }

  @Test
  void aPlainPictureIsNotLookedAt() {
    assertThat(look(picture(g -> {}))).isEmpty();
  }

  @Test
  void aStandingPictureIsLookedAtOnce() {
    LumaImage text = picture(g -> Drawn.outlined(g, "Mein neues Fahrrad", 40, 300, 24));
    assertThat(look(text)).isNotEmpty();
    assertThat(look(text)).isEmpty();
    assertThat(look(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 13, 16, 22, 30, 45})
  void newTextIsNeverSkipped(int size) {
    Random random = new Random(size);
    for (int trial = 0; trial < 12; trial++) {
      NewTextRegions fresh = new NewTextRegions();
      Scenery scenery = Scenery.of(trial, WIDTH, HEIGHT);
      Consumer<Graphics2D> behind = trial % 2 == 0 ? g -> {} : scenery::draw;
      int x = 10 + random.nextInt(60);
      int y = 60 + random.nextInt(540);
      String words = List.of("Wow", "Link in Bio", "Größer", "3 TIPPS").get(trial % 4);
      LumaImage without = picture(behind);
      LumaImage with =
          picture(g -> {
            behind.accept(g);
            Drawn.outlined(g, words, x, y, size);
          });
      EdgeField edges = EdgeField.of(without);
      for (Part part : fresh.parts(0, edges, edges, edges, List.of())) {
        fresh.examined(0, part, edges);
      }
      EdgeField now = EdgeField.of(with);
      List<Part> parts = fresh.parts(2, now, edges, now, List.of());
      assertThat(covered(parts, Drawn.bounds(words, x, y, size)))
          .as("%s at %d,%d, size %d, trial %d: %s", words, x, y, size, trial, parts)
          .isTrue();
    }
  }

  @Test
  void aWordThatTakesThePlaceOfAnotherIsLookedAt() {
    look(picture(g -> Drawn.outlined(g, "Schritt 1", 40, 300, 24)));
    List<Part> parts = look(picture(g -> Drawn.outlined(g, "Nudeln ab", 40, 300, 24)));
    assertThat(share(parts, Drawn.bounds("Nudeln ab", 40, 300, 24))).isGreaterThan(0.5);
  }

  @Test
  void whatMovesIsNotLookedAt() {
    Scenery scenery = Scenery.of(3, WIDTH, HEIGHT);
    look(picture(scenery::draw));
    int looked = 0;
    for (int i = 1; i < 12; i++) {
      int n = i;
      looked +=
          look(
                  picture(g -> scenery.draw(g, 20 * n - 8, 12 * n - 5)),
                  picture(g -> scenery.draw(g, 20 * n, 12 * n)),
                  picture(g -> scenery.draw(g, 20 * n + 8, 12 * n + 5)))
              .stream()
              .mapToInt(p -> (p.right() - p.left()) * (p.bottom() - p.top()))
              .sum();
    }
    int whole = WIDTH / EdgeField.CELL * HEIGHT / EdgeField.CELL;
    assertThat(looked).isLessThan(11 * whole / 10);
  }

  @Test
  void textOverWhatMovesIsLookedAt() {
    Scenery scenery = Scenery.of(3, WIDTH, HEIGHT);
    look(picture(scenery::draw));
    Consumer<Graphics2D> text = g -> Drawn.outlined(g, "Was denkst du?", 60, 420, 26);
    List<Part> parts =
        look(
            picture(g -> scenery.draw(g, 12, 7)),
            picture(g -> {
              scenery.draw(g, 20, 12);
              text.accept(g);
            }),
            picture(g -> {
              scenery.draw(g, 28, 17);
              text.accept(g);
            }));
    assertThat(covered(parts, Drawn.bounds("Was denkst du?", 60, 420, 26))).isTrue();
  }

  @Test
  void textThatComesSlowlyIsLookedAt() {
    Scenery scenery = Scenery.of(5, WIDTH, HEIGHT);
    look(picture(scenery::draw));
    boolean seenClearly = false;
    for (int step = 1; step <= 16; step++) {
      float alpha = Math.min(1, step / 8f);
      LumaImage now =
          picture(g -> {
            scenery.draw(g);
            g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
            Drawn.outlined(g, "Ganz langsam", 60, 420, 26);
          });
      double seen = share(look(now), Drawn.bounds("Ganz langsam", 60, 420, 26));
      seenClearly |= alpha >= 0.5 && seen > 0.5;
    }
    assertThat(seenClearly).isTrue();
  }

  @Test
  void knownTextIsNotLookedAtButANeighbourIs() {
    LumaImage one = picture(g -> Drawn.outlined(g, "Das ist", 40, 300, 24));
    PixelRect known = Drawn.bounds("Das ist", 40, 300, 24).grown(4, 4);
    assertThat(look(one, one, one, known)).isEmpty();
    LumaImage two =
        picture(g -> {
          Drawn.outlined(g, "Das ist", 40, 300, 24);
          Drawn.outlined(g, "neu", 160, 300, 24);
        });
    assertThat(covered(look(two, two, two, known), Drawn.bounds("neu", 160, 300, 24))).isTrue();
  }

  @Test
  void whereALineHasGoneAllIsNew() {
    LumaImage text = picture(g -> Drawn.outlined(g, "Schritt 1", 40, 300, 24));
    look(text);
    changes.forget(Drawn.bounds("Schritt 1", 40, 300, 24));
    assertThat(covered(look(text), Drawn.bounds("Schritt 1", 40, 300, 24))).isTrue();
  }
}
