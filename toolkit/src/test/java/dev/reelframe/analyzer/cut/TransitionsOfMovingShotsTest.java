package dev.reelframe.analyzer.cut;

import static dev.reelframe.analyzer.Analyzers.cuts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Wipes, bars, captions and light over shots that move. */
class TransitionsOfMovingShotsTest {
  private static final int W = 144;
  private static final int H = 256;
  private static final int FPS = 30;
  private static final Scenery OLD = Scenery.of(21, W, H);
  private static final Scenery NEW = Scenery.of(22, W, H);

  @TempDir Path dir;

  private Table analyzed(int frames, SyntheticClip.Painter painter) {
    Path file = SyntheticClip.of(W, H, FPS).draw(frames, painter).write(dir.resolve("clip.mkv"));
    return cuts().apply(Video.open(file));
  }

  /** A hand sways the old shot, a pan moves the new one. */
  private static void shot(Graphics2D g, boolean old, int n) {
    if (old) {
      OLD.draw(g, 4 * Math.sin(n / 4.0), 3 * Math.sin(n / 5.0), 1.1, 0);
    } else {
      NEW.draw(g, n - 50, 0, 1.1, 0);
    }
  }

  private static void caption(Graphics2D g, String text, int y) {
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    g.setColor(Color.WHITE);
    g.drawString(text, 18, y);
  }

  @ParameterizedTest
  @CsvSource({"right,12", "left,18", "down,22", "up,30"})
  void aWipeIsFoundWhateverMoves(String way, int length) {
    Table table =
        analyzed(
            90,
            (n, g) -> {
              shot(g, true, n);
              double share = Math.clamp((n - 34.0) / length, 0, 1);
              int w = (int) Math.round(W * share);
              int h = (int) Math.round(H * share);
              switch (way) {
                case "right" -> g.clipRect(0, 0, w, H);
                case "left" -> g.clipRect(W - w, 0, w, H);
                case "down" -> g.clipRect(0, 0, W, h);
                default -> g.clipRect(0, H - h, W, h);
              }
              shot(g, false, n);
            });
    assertThat(table.stringColumn("kind").asList()).as(table.print()).containsExactly("wipe");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(34.0 / FPS, within(4.1 / FPS));
    assertThat(table.doubleColumn("end_s").get(0))
        .isCloseTo((34.0 + length) / FPS, within(4.1 / FPS));
  }

  @Test
  void somethingLargeThatPassesBeforeAHandheldCameraIsNoWipe() {
    Table table =
        analyzed(
            90,
            (n, g) -> {
              shot(g, true, n);
              g.clipRect((int) (-0.5 * W + (n - 20) * 6.0), 0, W / 2, H);
              NEW.draw(g, -(n - 20) * 6.0, 0);
            });
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }

  @Test
  void bothShotsMayStandBetweenBarsWithATitle() {
    Table table =
        analyzed(
            80,
            (n, g) -> {
              Graphics2D picture = (Graphics2D) g.create();
              picture.clipRect(0, 87, W, 82);
              shot(picture, n < 41, n);
              picture.dispose();
              caption(g, "Zwei Leute", 60);
            });
    assertThat(table.stringColumn("kind").asList()).as(table.print()).containsExactly("cut");
    assertThat(table.intColumn("frame").get(0)).isEqualTo(41);
  }

  @ParameterizedTest
  @CsvSource({"255,11", "0,14", "140,12"})
  void aFadeThroughAColourUnderACaptionIsOneRow(int level, int half) {
    Table table =
        analyzed(
            90,
            (n, g) -> {
              shot(g, n < 30 + half, n);
              double share = 1 - Math.abs(n - 30.0 - half) / half;
              int alpha = (int) Math.round(255 * Math.clamp(share * 1.1, 0, 1));
              g.setColor(new Color(level, level, level, alpha));
              g.fillRect(0, 0, W, H);
              g.setColor(Color.RED);
              g.drawString("bleibt stehen", 20, 200);
            });
    assertThat(table.stringColumn("kind").asList()).as(table.print()).containsExactly("fade");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(1, within(4.1 / FPS));
  }

  @ParameterizedTest
  @CsvSource({"12.5", "15", "20"})
  void footageOfFewFramesInAFastClipMakesNoCutsUnderAChangingLight(double sourceRate) {
    Path file =
        SyntheticClip.of(W, H, 60)
            .draw(
                140,
                (n, g) -> {
                  int shown = (int) (Math.floor(n * sourceRate / 60) * 30 / sourceRate);
                  (n < 91 ? OLD : NEW).draw(g, 4.0 * shown - 60, 2.0 * shown, 1.1, 0);
                  g.setColor(new Color(0, 0, 0, n < 60 ? n : 120 - n / 2));
                  g.fillRect(0, 0, W, H);
                })
            .write(dir.resolve("fast.mkv"));
    Table table = cuts().apply(Video.open(file));
    assertThat(table.stringColumn("kind").asList()).as(table.print()).containsExactly("cut");
    assertThat(table.intColumn("frame").get(0)).isEqualTo(91);
  }

  @Test
  void lightThatFlashesUnderACaptionIsNoCut() {
    Table table =
        analyzed(
            80,
            (n, g) -> {
              shot(g, true, n);
              double share = n < 35 ? 0 : Math.max(0, 1 - (n - 35) / 4.2);
              g.setColor(new Color(255, 255, 255, (int) (255 * share)));
              g.fillRect(0, 0, W, H);
              g.setColor(Color.BLACK);
              g.fillRect(10, 180, W - 20, 30);
              caption(g, "Achtung", 200);
            });
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }
}
