package dev.reelframe.analyzer.quality;

import static dev.reelframe.analyzer.Analyzers.contentQuality;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Bars around the picture: of every aspect, in every frame, and nothing else that is black. */
class BarsTest {
  private static final int W = 270;
  private static final int H = 480;
  private static final int FPS = 15;
  private static final Scenery PLACE = Scenery.of(31, W, H);
  private static final List<String> BARS = List.of("letterbox", "pillarbox", "windowbox");

  @TempDir Path dir;

  private Table bars(SyntheticClip clip) {
    return bars(clip.write(dir.resolve("clip.mp4")));
  }

  private static Table bars(Path file) {
    Table table = contentQuality().apply(Video.open(file));
    return table.where(table.stringColumn("kind").isIn(BARS));
  }

  private static void assertBox(Table bars, int row, int x, int y, int w, int h) {
    int[] truth = {x, y, w, h};
    String[] columns = {"x_px", "y_px", "w_px", "h_px"};
    for (int i = 0; i < truth.length; i++) {
      assertThat(bars.doubleColumn(columns[i]).getDouble(row))
          .as(columns[i] + " of " + bars.print())
          .isCloseTo(truth[i], within(3.0));
    }
  }

  private static void framed(Graphics2D g, int x, int y, int w, int h, Runnable picture) {
    g.setColor(Color.BLACK);
    g.fillRect(0, 0, W, H);
    g.clipRect(x, y, w, h);
    picture.run();
    g.setClip(null);
  }

  @ParameterizedTest
  @CsvSource({
    "letterbox, 0, 164, 270, 152",
    "letterbox, 0, 182, 270, 116",
    "letterbox, 0, 105, 270, 270",
    "letterbox, 0, 60, 270, 360",
    "letterbox, 0, 40, 270, 320",
    "pillarbox, 30, 0, 210, 480",
    "pillarbox, 75, 0, 120, 480",
    "windowbox, 40, 120, 190, 200"
  })
  void barsOfEveryAspectHaveTheirKindAndBox(String kind, int x, int y, int w, int h) {
    Table bars =
        bars(
            SyntheticClip.of(W, H, FPS)
                .draw(30, (n, g) -> framed(g, x, y, w, h, () -> PLACE.draw(g, 3 * n, n))));
    assertThat(bars.stringColumn("kind").asList()).containsExactly(kind);
    assertBox(bars, 0, x, y, w, h);
  }

  @Test
  void barsStandInDarkFramesToo() {
    Table bars =
        bars(
            SyntheticClip.of(W, H, FPS)
                .draw(
                    60,
                    (n, g) ->
                        framed(
                            g,
                            0,
                            90,
                            W,
                            300,
                            () -> {
                              PLACE.draw(g, 2 * n, 0);
                              // For two seconds only a lamp in the middle is to be seen.
                              g.setColor(new Color(0, 0, 0, n >= 20 && n < 50 ? 255 : 90));
                              g.fillRect(0, 0, W, H);
                              g.setColor(new Color(220, 180, 120));
                              g.fillOval(110, 200 + n / 3, 60, 60);
                            })));
    assertThat(bars.stringColumn("kind").asList()).containsExactly("letterbox");
    assertBox(bars, 0, 0, 90, W, 300);
    assertThat(bars.doubleColumn("start_s").get(0)).isZero();
    assertThat(bars.doubleColumn("end_s").get(0)).isCloseTo(4, within(1e-6));
  }

  @Test
  void everyShotHasItsOwnBars() {
    Table bars =
        bars(
            SyntheticClip.of(W, H, FPS)
                .draw(20, (n, g) -> PLACE.draw(g, 2 * n, 0))
                .draw(20, (n, g) -> framed(g, 0, 60, W, 360, () -> PLACE.draw(g, 2 * n, 0)))
                .draw(20, (n, g) -> framed(g, 0, 164, W, 152, () -> PLACE.draw(g, -2 * n, 40)))
                .draw(20, (n, g) -> framed(g, 45, 0, 180, H, () -> PLACE.draw(g, 2 * n, 9))));
    assertThat(bars.stringColumn("kind").asList())
        .containsExactly("letterbox", "letterbox", "pillarbox");
    for (int row = 0; row < 3; row++) {
      assertThat(bars.doubleColumn("start_s").get(row))
          .isCloseTo((20.0 + 20 * row) / FPS, within(1e-3));
      assertThat(bars.doubleColumn("end_s").get(row))
          .isCloseTo((40.0 + 20 * row) / FPS, within(1e-3));
    }
    assertBox(bars, 1, 0, 164, W, 152);
  }

  @Test
  void aTitleInABarHidesNothing() {
    Table bars =
        bars(
            SyntheticClip.of(W, H, FPS)
                .draw(
                    30,
                    (n, g) -> {
                      framed(g, 0, 164, W, 152, () -> PLACE.draw(g, 3 * n, n));
                      g.setColor(Color.WHITE);
                      g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 34));
                      g.drawString("WAIT FOR IT", 22, 90);
                      g.drawString("THE END!!!", 30, 400);
                    }));
    assertThat(bars.stringColumn("kind").asList()).containsExactly("letterbox");
    assertBox(bars, 0, 0, 164, W, 152);
  }

  @ParameterizedTest
  @ValueSource(strings = {"night", "stage", "doorway", "card", "boxed card", "grey", "navy"})
  void otherThingsThatAreDarkAtTheEdgesAreNoBars(String scene) {
    Table bars =
        bars(
            SyntheticClip.of(W, H, FPS)
                .images(
                    40,
                    n -> {
                      var image =
                          new java.awt.image.BufferedImage(
                              W, H, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
                      Graphics2D g = image.createGraphics();
                      dark(g, scene, n);
                      g.dispose();
                      if (!scene.contains("card")) {
                        Scenery.noise(image, new Random(n), 2);
                      }
                      return image;
                    }));
    assertThat(bars.isEmpty()).as(bars.print()).isTrue();
  }

  private static void dark(Graphics2D g, String scene, int n) {
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 40));
    switch (scene) {
      case "night" -> { // roofs before a black sky, a black street below
        for (int i = 0; i < 9; i++) {
          g.setColor(new Color(60 + 9 * i, 60, 50));
          g.fillRect(30 * i - n / 4, 150 + 37 * (i % 4), 30, 180 - 20 * (i % 4) - 11 * (i % 3));
        }
      }
      case "stage" -> { // one singer in the light
        g.setColor(new Color(200, 60, 70));
        g.fillOval(90 + n, 140, 70, 70);
        g.fillRoundRect(70 + n, 200, 110, 280, 60, 60);
      }
      case "doorway" -> { // a lit door in a dark room: its frame is straight, the room not black
        g.setColor(new Color(48, 40, 36));
        g.fillRect(0, 0, W, H);
        g.setClip(80, 0, 110, H);
        PLACE.draw(g, n, 0);
      }
      case "card" -> {
        g.setColor(Color.WHITE);
        g.drawString("Comment", 35, 230);
        g.drawString("below!", 60, 290);
      }
      case "boxed card" -> {
        g.setColor(new Color(230, 40, 80));
        g.fillRoundRect(20, 190, 230, 90, 20, 20);
        g.setColor(Color.WHITE);
        g.drawString("PART 2", 55, 250);
      }
      default -> {
        g.setColor(scene.equals("navy") ? new Color(0, 0, 128) : new Color(40, 40, 40));
        g.fillRect(0, 0, W, H);
        g.setClip(0, 140, W, 200);
        PLACE.draw(g, 2 * n, 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "landscape-in-portrait/drawn-16x9.mp4, 0, 219, 360, 202",
    "landscape-in-portrait/drawn-1x1.mp4, 0, 140, 360, 360",
    "dark-colour-bars/101010.mp4, 0, 90, 180, 140",
    "dark-colour-bars/black.mp4, 0, 90, 180, 140",
    "bars-of-a-dark-film-missed/bars-of-a-dark-film-missed.mp4, 0, 48, 640, 264"
  })
  void casesWithBars(String file, int x, int y, int w, int h) {
    Table bars = bars(SharedFolder.file("cases/" + file));
    assertThat(bars.stringColumn("kind").asList()).containsExactly("letterbox");
    assertThat(bars.doubleColumn("start_s").get(0)).isZero();
    assertBox(bars, 0, x, y, w, h);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dark-colour-bars/navy.mp4",
        "dark-colour-bars/darkgreen.mp4",
        "text-card-called-letterbox/text-card-called-letterbox.mp4"
      })
  void casesWithoutBars(String file) {
    Table bars = bars(SharedFolder.file("cases/" + file));
    assertThat(bars.isEmpty()).as(bars.print()).isTrue();
  }
}
