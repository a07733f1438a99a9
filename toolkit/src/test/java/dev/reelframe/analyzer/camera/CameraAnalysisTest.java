package dev.reelframe.analyzer.camera;

import static dev.reelframe.analyzer.Analyzers.camera;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.media.Cases;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.awt.Color;
import java.awt.GradientPaint;
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

class CameraAnalysisTest {
  private static final int W = 360;
  private static final int H = 480;
  private static final int FPS = 30;
  private static final Scenery PLACE = Scenery.of(21, W, H);
  private static final Scenery OTHER = Scenery.of(22, W, H);

  @TempDir Path dir;

  private MeasuredTable analyzed(SyntheticClip clip) {
    return camera().apply(Video.open(clip.write(dir.resolve("clip.mkv"))));
  }

  private static SyntheticClip clip() {
    return SyntheticClip.of(W, H, FPS);
  }

  private static List<String> cameras(Table table) {
    return table.stringColumn("camera").asList();
  }

  private static double median(MeasuredTable table, String column) {
    return table.signal().orElseThrow().doubleColumn(column).median();
  }

  /** A person-like thing that sways, waves and turns: blobs with texture of their own. */
  private static void person(Graphics2D g, int n, double size) {
    double x = W / 2.0 + 40 * Math.sin(n / 9.0);
    double y = H * 0.55 + 15 * Math.sin(n / 5.0);
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      double angle = random.nextDouble() * 6.28 + 0.02 * n * (i % 3 - 1);
      double far = random.nextDouble() * size;
      g.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, random.nextFloat()));
      int px = (int) (x + far * Math.cos(angle) * 0.6);
      int py = (int) (y + far * Math.sin(angle));
      g.fillOval(px - 20, py - 20, 20 + random.nextInt(30), 20 + random.nextInt(30));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.4,pan_right", "-2,pan_left", "5,pan_right", "-5.5,pan_left"})
  void aPanIsMeasured(double pixelsPerFrame, String name) {
    MeasuredTable table =
        analyzed(clip().draw(60, (n, g) -> PLACE.draw(g, pixelsPerFrame * (n - 30), 0)));
    double truth = pixelsPerFrame * FPS / W;
    assertThat(cameras(table)).containsExactly(name);
    assertThat(median(table, "dx_widths_per_s")).isCloseTo(truth, within(0.05 * Math.abs(truth)));
    assertThat(table.doubleColumn("speed_widths_per_s").get(0))
        .isCloseTo(Math.abs(truth), within(0.05 * Math.abs(truth)));
  }

  @ParameterizedTest
  @CsvSource({"3,tilt_down", "-3,tilt_up"})
  void aTiltIsMeasured(double pixelsPerFrame, String name) {
    MeasuredTable table =
        analyzed(clip().draw(60, (n, g) -> PLACE.draw(g, 0, pixelsPerFrame * (n - 30))));
    double truth = pixelsPerFrame * FPS / W;
    assertThat(cameras(table)).containsExactly(name);
    assertThat(median(table, "dy_widths_per_s")).isCloseTo(truth, within(0.05 * Math.abs(truth)));
  }

  @ParameterizedTest
  @CsvSource({"1.004,zoom_in", "0.994,zoom_out"})
  void aZoomIsMeasured(double perFrame, String name) {
    MeasuredTable table =
        analyzed(
            clip().draw(60, (n, g) -> PLACE.draw(g, 0, 0, 1.5 * Math.pow(perFrame, n - 30), 0)));
    double seconds = 57.0 / FPS;
    double measured = Math.exp(median(table, "zoom_per_s") * seconds);
    assertThat(cameras(table)).containsExactly(name);
    assertThat(measured / Math.pow(perFrame, 57)).isCloseTo(1, within(0.02));
  }

  @Test
  void aRollIsMeasured() {
    MeasuredTable table =
        analyzed(clip().draw(60, (n, g) -> PLACE.draw(g, 0, 0, 1.6, 0.4 * (n - 30))));
    assertThat(cameras(table)).containsExactly("roll");
    assertThat(median(table, "roll_deg_per_s")).isCloseTo(12, within(0.6));
  }

  @Test
  void aShakingCameraIsHandheld() {
    Random random = new Random(8);
    double[] at = new double[3];
    MeasuredTable table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      at[0] = 0.85 * at[0] + 2.5 * random.nextGaussian();
                      at[1] = 0.85 * at[1] + 2.5 * random.nextGaussian();
                      at[2] = 0.85 * at[2] + 0.2 * random.nextGaussian();
                      PLACE.draw(g, at[0], at[1], 1.2, at[2]);
                    }));
    assertThat(cameras(table)).containsExactly("handheld");
    assertThat(table.doubleColumn("speed_widths_per_s").get(0)).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(doubles = {90, 150, 200})
  void whoeverMovesBeforeAStillCameraDoesNotMoveIt(double size) {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      PLACE.draw(g);
                      person(g, n, size);
                    }));
    assertThat(cameras(table)).containsExactly("static");
  }

  @Test
  void aPlainStillGroundStandsStill() {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      g.setPaint(
                          new GradientPaint(0, 0, new Color(80, 90, 95), W, H, Color.LIGHT_GRAY));
                      g.fillRect(0, 0, W, H);
                      person(g, n, 120);
                    }));
    assertThat(cameras(table)).containsExactly("static");
  }

  @Test
  void captionsInPlaceDoNotHoldAPan() {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(
                    60,
                    (n, g) -> {
                      PLACE.draw(g, 3 * (n - 30), 0);
                      g.setFont(g.getFont().deriveFont(44f));
                      for (int line = 0; line < 3; line++) {
                        g.setColor(Color.WHITE);
                        g.drawString("Wie geht es dir", 15, 150 + 50 * line);
                      }
                    }));
    assertThat(cameras(table)).containsExactly("pan_right");
    assertThat(median(table, "dx_widths_per_s")).isCloseTo(0.25, within(0.0125));
  }

  @Test
  void whatTheCameraDoesOneAfterTheOther() {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(60, (n, g) -> PLACE.draw(g, -60, 0))
                .draw(60, (n, g) -> PLACE.draw(g, -60 + 2 * n, 0))
                .draw(60, (n, g) -> PLACE.draw(g, 60, -2 * n)));
    assertThat(cameras(table)).containsExactly("static", "pan_right", "tilt_up");
    assertThat(table.doubleColumn("start_s").get(1)).isCloseTo(2, within(0.35));
    assertThat(table.doubleColumn("start_s").get(2)).isCloseTo(4, within(0.35));
  }

  @Test
  void rowsEndAtCutsAndCoverThePicture() {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(45, (n, g) -> PLACE.draw(g, 2 * n, 0))
                .draw(8, (n, g) -> OTHER.draw(g))
                .draw(45, (n, g) -> PLACE.draw(g, 2 * n, 0)));
    assertThat(cameras(table)).containsExactly("pan_right", "static", "pan_right");
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.5, within(0.002));
    double end = 98.0 / FPS;
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, end)))
        .isCloseTo(1, within(0.001));
  }

  @Test
  void oneFrameIsStatic() {
    MeasuredTable table = analyzed(clip().draw(1, (n, g) -> PLACE.draw(g)));
    assertThat(cameras(table)).containsExactly("static");
    assertThat(table.doubleColumn("speed_widths_per_s").isMissing(0)).isTrue();
  }

  @Test
  void refusesSenselessParameters() {
    assertThatThrownBy(() -> camera().slowest(0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A place of blobs without an end. */
  private static void wide(Graphics2D g, double x, double y) {
    Random random = new Random(11);
    g.setColor(Color.GRAY);
    g.fillRect(0, 0, W, H);
    for (int i = 0; i < 3000; i++) {
      g.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, random.nextFloat()));
      int left = (int) (random.nextInt(6000) - 3000 - x);
      int top = (int) (random.nextInt(6000) - 3000 - y);
      g.fillOval(left, top, 20 + random.nextInt(90), 20 + random.nextInt(90));
    }
  }

  @ParameterizedTest
  @CsvSource({"90,0,pan_right", "-70,0,pan_left", "0,110,tilt_down", "0,-150,tilt_up"})
  void aWhipPanIsNoStillCamera(double across, double down, String name) {
    MeasuredTable table =
        analyzed(clip().draw(30, (n, g) -> wide(g, across * (n - 15), down * (n - 15))));
    assertThat(cameras(table)).containsExactly(name);
    assertThat(table.doubleColumn("speed_widths_per_s").get(0))
        .isCloseTo(Math.abs(across + down) * FPS / W, withinPercentage(5));
  }

  @Test
  void darknessIsUnknown() {
    MeasuredTable table =
        analyzed(
            clip()
                .draw(
                    60,
                    (n, g) -> {
                      g.setColor(Color.BLACK);
                      g.fillRect(0, 0, W, H);
                    }));
    assertThat(cameras(table)).containsExactly("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "whip-pan-called-static/whip-pan-called-static.mp4,pan_right",
    "control-dolly-in/control-dolly-in.mp4,zoom_in",
    "slow-pan-called-dissolve/slow-pan-called-dissolve.mp4,pan_left"
  })
  void casesWithKnownCameras(String file, String name) {
    assertThat(cameras(camera().apply(Video.open(Cases.file(file))))).containsExactly(name);
  }
}
