package dev.reelframe.analyzer.effect;

import static dev.reelframe.analyzer.Analyzers.visualEffects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.media.Cases;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class VisualEffectsTest {
  private static final int W = 144;
  private static final int H = 256;
  private static final int FPS = 30;
  private static final Scenery PLACE = Scenery.of(31, W, H);
  private static final Scenery OTHER = Scenery.of(32, W, H);

  @TempDir Path dir;

  private MeasuredTable analyzed(SyntheticClip clip) {
    return visualEffects().apply(Video.open(clip.write(dir.resolve("clip.mkv"))));
  }

  private static SyntheticClip clip() {
    return SyntheticClip.of(W, H, FPS);
  }

  private static List<String> kinds(Table table) {
    return table.stringColumn("kind").asList();
  }

  private static double start(Table table, int row) {
    return table.doubleColumn("start_s").get(row) * FPS;
  }

  private static double end(Table table, int row) {
    return table.doubleColumn("end_s").get(row) * FPS;
  }

  @Test
  void aFreezeIsExactToTheFrame() {
    // Frame 40 is held until frame 69 shows the next one.
    Table table =
        analyzed(
            clip()
                .draw(
                    110,
                    (n, g) -> PLACE.draw(g, n < 40 ? n * 0.7 : Math.max(40, n - 29) * 0.7, 0)));
    assertThat(kinds(table)).containsExactly("freeze");
    assertThat(start(table, 0)).isCloseTo(40, within(0.05));
    assertThat(end(table, 0)).isCloseTo(70, within(0.05));
  }

  @Test
  void aPhotographIsNoFreeze() {
    MeasuredTable table =
        analyzed(clip().draw(45, (n, g) -> PLACE.draw(g)).draw(45, (n, g) -> OTHER.draw(g)));
    assertThat(table.state()).isEqualTo(State.EMPTY);
  }

  @Test
  void aFlashLastsUntilThePictureIsBack() {
    Table table =
        analyzed(
            clip()
                .draw(
                    80,
                    (n, g) -> {
                      PLACE.draw(g, n * 0.4, 0);
                      if (n >= 30 && n < 33) {
                        g.setColor(Color.WHITE);
                        g.fillRect(0, 0, W, H);
                      }
                    }));
    assertThat(kinds(table)).containsExactly("flash");
    assertThat(start(table, 0)).isCloseTo(30, within(0.05));
    assertThat(end(table, 0)).isCloseTo(33, within(0.05));
  }

  @Test
  void aZoomPunchHasItsFactor() {
    Table table =
        analyzed(clip().draw(80, (n, g) -> PLACE.draw(g, n * 0.2, 0, n < 40 ? 1 : 1.25, 0)));
    assertThat(kinds(table)).containsExactly("zoom_punch");
    assertThat(start(table, 0)).isCloseTo(40, within(0.05));
    assertThat(table.doubleColumn("factor").get(0)).isCloseTo(1.25, within(0.06));
  }

  @Test
  void anOverlayComesAndGoesInItsPlace() {
    Table table =
        analyzed(
            clip()
                .draw(
                    100,
                    (n, g) -> {
                      PLACE.draw(g, n * 0.2, 0);
                      if (n >= 30 && n < 70) {
                        g.setColor(Color.YELLOW);
                        g.fillRect(12, 168, 120, 36);
                        g.setColor(Color.BLACK);
                        g.drawString("so geht das", 36, 190);
                      }
                    }));
    assertThat(kinds(table)).containsExactly("overlay_change", "overlay_change");
    assertThat(start(table, 0)).isCloseTo(30, within(0.05));
    assertThat(start(table, 1)).isCloseTo(70, within(0.05));
    assertThat(table.doubleColumn("x_px").get(0)).isCloseTo(12, within(24.0));
    assertThat(table.doubleColumn("y_px").get(0)).isCloseTo(168, within(26.0));
    assertThat(table.doubleColumn("w_px").get(0)).isCloseTo(120, within(30.0));
  }

  @Test
  void aNewLookOfTheSameShotIsAFilterChange() {
    Table table =
        analyzed(
            clip()
                .draw(
                    80,
                    (n, g) -> {
                      PLACE.draw(g, n * 0.2, 0);
                      if (n >= 40) {
                        g.setColor(new Color(40, 20, 90, 90));
                        g.fillRect(0, 0, W, H);
                      }
                    }));
    assertThat(kinds(table)).containsExactly("filter_change");
    assertThat(start(table, 0)).isCloseTo(40, within(0.05));
  }

  @Test
  void slowMotionByRepeatedFramesIsAChangeOfSpeed() {
    Table table =
        analyzed(
            clip()
                .draw(
                    100,
                    (n, g) -> PLACE.draw(g, n < 50 ? n - 40 : 10 + Math.floor((n - 50) / 2.0), 0)));
    assertThat(kinds(table)).containsExactly("speed_change");
    assertThat(start(table, 0)).isCloseTo(50, within(3.0));
    assertThat(table.doubleColumn("factor").get(0)).isCloseTo(0.5, within(0.12));
  }

  @Test
  void aPictureInThePictureHasItsBox() {
    Table table =
        analyzed(
            clip()
                .draw(
                    150,
                    (n, g) -> {
                      PLACE.draw(g, n * 0.4 - 30, 0);
                      if (n >= 30) {
                        g.translate(70, 20);
                        g.setClip(0, 0, 60, 80);
                        OTHER.draw(g, 0, 0.5 * n - 40);
                      }
                    }));
    Table inset = table.where(table.stringColumn("kind").isEqualTo("picture_in_picture"));
    assertThat(inset.rowCount()).as(table.print()).isEqualTo(1);
    assertThat(inset.doubleColumn("x_px").get(0)).isCloseTo(70, within(2.0));
    assertThat(inset.doubleColumn("y_px").get(0)).isCloseTo(20, within(2.0));
    assertThat(inset.doubleColumn("w_px").get(0)).isCloseTo(60, within(3.0));
    assertThat(inset.doubleColumn("h_px").get(0)).isCloseTo(80, within(3.0));
    assertThat(start(inset, 0)).isCloseTo(30, within(3.0));
    assertThat(end(inset, 0)).isGreaterThan(135);
  }

  @Test
  void plainFootageHasNoEffects() {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(50, (n, g) -> PLACE.draw(g, 1.2 * n - 30, Math.sin(n / 7.0) * 4))
                .draw(50, (n, g) -> OTHER.draw(g, 0, 0, 1 + 0.004 * n, 0)));
    assertThat(table.state()).as(table.print()).isEqualTo(State.EMPTY);
  }

  /** A picture of its own in a part of the frame. */
  private static void pane(Graphics2D g, Scenery place, int[] box, double x, double y) {
    Graphics2D own = (Graphics2D) g.create(box[0], box[1], box[2], box[3]);
    place.draw(own, x, y);
    own.dispose();
  }

  private static double pictures(Table table) {
    assertThat(kinds(table)).as(table.print()).containsExactly("split_screen");
    return table.doubleColumn("factor").get(0);
  }

  @Test
  void picturesBesideEachOtherAreASplitScreen() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      pane(g, PLACE, new int[] {0, 0, W / 2, H}, 0.8 * n - 30, 0);
                      pane(g, OTHER, new int[] {W / 2, 0, W / 2, H}, 0, 30 - 0.7 * n);
                    }));
    assertThat(pictures(table)).isEqualTo(2);
    assertThat(table.doubleColumn("start_s").get(0)).isZero();
  }

  @Test
  void picturesOnTopOfEachOtherAreASplitScreen() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      pane(g, PLACE, new int[] {0, 0, W, H / 2}, 0.8 * n - 30, 0);
                      pane(g, OTHER, new int[] {0, H / 2, W, H / 2}, 0, 30 - 0.7 * n);
                    }));
    assertThat(pictures(table)).isEqualTo(2);
  }

  @Test
  void aCollageOfFourIsASplitScreen() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      pane(g, PLACE, new int[] {0, 0, W / 2, H / 2}, 0.8 * n - 30, 0);
                      pane(g, OTHER, new int[] {W / 2, 0, W / 2, H / 2}, 0, 30 - 0.7 * n);
                      pane(g, OTHER, new int[] {0, H / 2, W / 2, H / 2}, 20 - n, 40);
                      pane(g, PLACE, new int[] {W / 2, H / 2, W / 2, H / 2}, 40, n - 50);
                    }));
    assertThat(pictures(table)).isEqualTo(4);
  }

  @Test
  void aDuetIsASplitScreen() {
    Table table = visualEffects().apply(Video.open(Cases.file("duet/duet.mp4")));
    assertThat(pictures(table)).isEqualTo(2);
  }

  @Test
  void aPoleInTheMiddleOfAPanIsNoSplitScreen() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      PLACE.draw(g, 0.5 * n - 20, 0);
                      g.setColor(Color.BLACK);
                      g.fillRect(W / 2 + 25 - n / 2, 0, 8, H);
                    }));
    assertThat(kinds(table)).doesNotContain("split_screen");
  }

  @Test
  void aLampThatIsSwitchedOnIsNoOverlay() {
    Table table =
        analyzed(
            clip()
                .draw(
                    80,
                    (n, g) -> {
                      PLACE.draw(g, n * 0.1, 0);
                      if (n >= 40) {
                        g.setPaint(
                            new RadialGradientPaint(
                                W / 3f,
                                H / 3f,
                                W / 3f,
                                new float[] {0, 1},
                                new Color[] {new Color(255, 240, 200, 170), new Color(0, true)}));
                        g.fillRect(0, 0, W, H);
                      }
                    }));
    assertThat(kinds(table)).as(table.print()).doesNotContain("overlay_change");
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 4, 7})
  void mouthsAndHandsAreNoOverlays(double swing) {
    Table table =
        analyzed(
            clip()
                .draw(
                    120,
                    (n, g) -> {
                      PLACE.draw(g);
                      double to = Math.sin(n / swing);
                      g.setColor(new Color(220, 170, 140));
                      g.fillOval(W / 2 - 25, (int) (H / 2 + 60 * to), 50, 60);
                      g.setColor(new Color(90, 20, 20));
                      g.fillOval(W / 4 - 15, H / 4, 30, 6 + (int) (12 * Math.abs(to)));
                    }));
    assertThat(kinds(table)).as(table.print()).doesNotContain("overlay_change");
  }

  @Test
  void aStickerAndACaptionComeAndGo() {
    Table table =
        analyzed(
            SyntheticClip.of(360, 480, 30)
                .draw(
                    120,
                    (n, g) -> {
                      Scenery.of(5, 360, 480).draw(g, 0.3 * n, 0);
                      if (n >= 30 && n < 75) {
                        g.setFont(g.getFont().deriveFont(Font.BOLD, 40f));
                        g.setColor(Color.BLACK);
                        g.fillRect(20, 380, 320, 60);
                        g.setColor(Color.WHITE);
                        g.drawString("SO GEHT DAS", 40, 424);
                      }
                      if (n >= 50 && n < 100) {
                        g.setColor(Color.RED);
                        g.fillOval(230, 40, 100, 100);
                        g.setColor(Color.WHITE);
                        g.fillRect(260, 80, 40, 12);
                      }
                    }));
    assertThat(kinds(table)).as(table.print()).containsOnly("overlay_change").hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(table.doubleColumn("start_s").get(i))
          .isCloseTo(List.of(30, 50, 75, 100).get(i) / 30.0, within(0.05));
    }
  }
}
