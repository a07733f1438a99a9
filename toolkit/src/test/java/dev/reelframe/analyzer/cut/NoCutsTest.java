package dev.reelframe.analyzer.cut;

import static dev.reelframe.analyzer.Analyzers.cuts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** What happens within one shot: light, cameras that move, things that pass, titles. */
class NoCutsTest {
  private static final int W = 144;
  private static final int H = 256;
  private static final Scenery PLACE = Scenery.of(41, W, H);

  @TempDir Path dir;

  private void assertOneShot(int fps, int frames, SyntheticClip.Painter painter) {
    Path file = SyntheticClip.of(W, H, fps).draw(frames, painter).write(dir.resolve("clip.mkv"));
    assertOneShot(file);
  }

  private static void assertOneShot(Path file) {
    Table table = cuts().apply(Video.open(file));
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }

  /** Two dancers before a still stage. */
  private static void stage(Graphics2D g, int n, double light) {
    PLACE.draw(g);
    g.setColor(new Color(0, 0, 0, 190));
    g.fillRect(0, 0, W, H);
    for (int i = 0; i < 2; i++) {
      double swing = Math.sin(n / 3.0 + 2 * i);
      g.setColor(i == 0 ? new Color(120, 60, 70) : new Color(60, 90, 130));
      g.fillOval((int) (25 + 60 * i + 16 * swing), (int) (110 + 9 * Math.cos(n / 2.0)), 44, 44);
      g.fillRect((int) (20 + 60 * i + 14 * swing), 150, 52, 106);
    }
    g.setColor(new Color(255, 255, 240, (int) (255 * light)));
    g.fillRect(0, 0, W, H);
  }

  @ParameterizedTest
  @CsvSource({"30,1,0.25", "30,2,0.5", "25,1,0.12", "60,2,0.3", "24,3,0.7", "30,1,0.9"})
  void aPhotoFlashOverMovingPeopleIsNoCut(int fps, int length, double light) {
    assertOneShot(
        fps, 80, (n, g) -> stage(g, n * 30 / fps, n >= 41 && n < 41 + length ? light : 0));
  }

  @Test
  void severalFlashesOneAfterTheOtherAreNoCuts() {
    assertOneShot(30, 90, (n, g) -> stage(g, n, n % 13 == 5 ? 0.3 : 0));
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "-1.5,0,0", "0,1,0", "0.7,0.7,0", "0,0,0.004", "1.7,0,0"})
  void aSlowCameraOverASoftSceneIsNoDissolve(double right, double down, double zoom) {
    BufferedImage soft = soft();
    assertOneShot(
        30,
        100,
        (n, g) -> {
          double scale = 1.3 * Math.exp(zoom * (n - 50));
          g.translate(W / 2.0, H / 2.0);
          g.scale(scale, scale);
          g.translate(-right * (n - 50) - W, -down * (n - 50) - H);
          g.setRenderingHint(
              java.awt.RenderingHints.KEY_INTERPOLATION,
              java.awt.RenderingHints.VALUE_INTERPOLATION_BICUBIC);
          g.drawImage(soft, 0, 0, null);
        });
  }

  /** A picture of large soft spots, twice as large as a frame. */
  private static BufferedImage soft() {
    BufferedImage small = new BufferedImage(16, 28, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = small.createGraphics();
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 16; x++) {
        int v = (int) (12 * Math.sin(x * 1.1 + 0.4 * y) + 12 * Math.sin(0.7 * y - 0.5 * x));
        g.setColor(new Color(190 + v, 60 + v, 60 + v / 2));
        g.fillRect(x, y, 1, 1);
      }
    }
    g.dispose();
    BufferedImage large = new BufferedImage(2 * W, 2 * H, BufferedImage.TYPE_3BYTE_BGR);
    g = large.createGraphics();
    g.setRenderingHint(
        java.awt.RenderingHints.KEY_INTERPOLATION,
        java.awt.RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(small, 0, 0, 2 * W, 2 * H, null);
    g.dispose();
    return large;
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 14, 22})
  void aWhipPanBetweenTwoHoldsIsNeitherCutNorDissolve(int length) {
    Scenery wide = Scenery.of(17, 3 * W, H);
    assertOneShot(
        30,
        90,
        (n, g) -> {
          double at = -200 + 400 * Math.clamp((n - 40.0) / length, 0, 1);
          double next = -200 + 400 * Math.clamp((n - 39.0) / length, 0, 1);
          int blur = Math.max(1, (int) Math.abs(next - at));
          for (int k = 0; k < blur; k++) { // the shutter is open for as long as a frame
            g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 1f / (k + 1)));
            Graphics2D moved = (Graphics2D) g.create();
            moved.translate(-W, 0);
            wide.draw(moved, at + (next - at) * k / blur, 0);
            moved.dispose();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 12})
  void aCarThatPassesAndTheExposureThatFollowsItAreNoDissolves(int fps) {
    assertOneShot(
        fps,
        6 * fps,
        (n, g) -> {
          double t = (double) n / fps;
          g.setPaint(
              new GradientPaint(0, 0, new Color(112, 112, 114), W, H, new Color(98, 97, 99)));
          g.fillRect(0, 0, W, H);
          int y = (int) (H - (t - 1) * 110);
          g.setColor(Color.WHITE);
          g.fillRoundRect(45, y, 52, 100, 16, 16);
          g.setColor(new Color(30, 34, 40));
          g.fillRect(52, y + 25, 38, 18);
          double there = Math.clamp(Math.min(t - 1, 4.4 - t), 0, 1);
          g.setColor(new Color(0, 0, 0, (int) (110 * there)));
          g.fillRect(0, 0, W, H);
        });
  }

  @Test
  void aTitleThatFadesInAndOutIsNoDissolve() {
    assertOneShot(
        30,
        120,
        (n, g) -> {
          PLACE.draw(g, Math.sin(n / 9.0), 0);
          float alpha = (float) Math.clamp(Math.min(n - 30, 95 - n) / 20.0, 0, 1);
          g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
          g.setColor(Color.WHITE);
          g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 44));
          g.drawString("BIG", 22, 110);
          g.drawString("DAY", 22, 160);
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 4})
  void aPlaceSeenInFewFramesIsOneShot(double fps) {
    Path file =
        SyntheticClip.of(W, H, fps)
            .draw(12, (n, g) -> PLACE.draw(g, 5 * n - 30, 2 * n, 1.1, 0.5 * n))
            .write(dir.resolve("clip.mkv"));
    assertOneShot(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photo-flash-called-cut/photo-flash-called-cut.mp4",
        "slow-pan-called-dissolve/slow-pan-called-dissolve.mp4",
        "whip-pan-called-static/whip-pan-called-static.mp4",
        "control-dolly-in/control-dolly-in.mp4"
      })
  void casesOfOneShot(String file) {
    assertOneShot(SharedFolder.file("cases/" + file));
  }
}
