package dev.reelframe.analyzer.composition;

import static dev.reelframe.analyzer.Analyzers.composition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.SyntheticClip.Painter;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import java.awt.Color;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

class CompositionAnalysisTest {
  private static final int W = 360;
  private static final int H = 640;
  @TempDir Path dir;

  private Table analyzed(String ending, Painter painter) {
    return composition()
        .apply(
            Video.open(
                SyntheticClip.of(W, H, 10).draw(10, painter).write(dir.resolve("c." + ending))));
  }

  private static double first(Table table, String column) {
    return table.doubleColumn(column).getDouble(0);
  }

  private static void ball(Graphics2D g, double x, double y, Color color) {
    g.setColor(color);
    g.fillOval((int) (x * W) - 40, (int) (y * H) - 40, 80, 80);
  }

  private static void background(Graphics2D g) {
    g.setColor(new Color(90, 130, 100));
    g.fillRect(0, 0, W, H);
  }

  @ParameterizedTest
  @CsvSource({"0.333, 0.333, mkv", "0.667, 0.75, mp4", "0.5, 0.5, mkv", "0.2, 0.85, mkv"})
  void theEyeIsDrawnToTheOneThing(double x, double y, String ending) {
    Table table =
        analyzed(
            ending,
            (n, g) -> {
              background(g);
              ball(g, x, y, new Color(230, 70, 50));
            });
    assertThat(first(table, "saliency_x_ratio")).isCloseTo(x, within(0.02));
    assertThat(first(table, "saliency_y_ratio")).isCloseTo(y, within(0.02));
    double dx = Math.min(Math.abs(x - 1 / 3.0), Math.abs(x - 2 / 3.0));
    double dy = Math.min(Math.abs(y - 1 / 3.0), Math.abs(y - 2 / 3.0));
    assertThat(first(table, "thirds_ratio"))
        .isCloseTo(1 - Math.hypot(dx, dy) * 3 / Math.sqrt(2), within(0.05));
    double area = Math.PI * 40 * 40 / (W * H);
    assertThat(first(table, "negative_space_ratio")).isCloseTo(1 - area, within(0.03));
    assertThat(Math.signum(Math.round(4 * first(table, "weight_x"))))
        .isEqualTo(Math.signum(Math.round(4 * (x - 0.5))));
  }

  @Test
  void aMirroredPictureIsSymmetricAndInBalance() {
    Table table =
        analyzed(
            "mkv",
            (n, g) -> {
              background(g);
              ball(g, 0.25, 0.2, Color.WHITE);
              ball(g, 0.75, 0.2, Color.WHITE);
            });
    assertThat(first(table, "symmetry_x_ratio")).isGreaterThan(0.97);
    assertThat(first(table, "symmetry_y_ratio")).isLessThan(0.1);
    assertThat(first(table, "weight_x")).isCloseTo(0, within(0.02));
    assertThat(first(table, "weight_y")).isLessThan(-0.2);
  }

  @Test
  void aBusyPictureHasNoEmptySpace() {
    Table table =
        analyzed(
            "mkv",
            (n, g) -> {
              Random random = new Random(1);
              for (int i = 0; i < 4000; i++) {
                g.setColor(new Color(random.nextInt(1 << 24)));
                g.fillRect(random.nextInt(W), random.nextInt(H), 16, 16);
              }
            });
    assertThat(first(table, "negative_space_ratio")).isLessThan(0.15);
    assertThat(first(table, "symmetry_x_ratio")).isLessThan(0.3);
  }

  @Test
  void onAPlainPictureThereIsNothingToSay() {
    Table table = analyzed("mp4", (n, g) -> background(g));
    assertThat(first(table, "negative_space_ratio")).isEqualTo(1);
    assertThat(table.doubleColumn("saliency_x_ratio").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("thirds_ratio").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("symmetry_x_ratio").isMissing(0)).isTrue();
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, 1))).isEqualTo(1);
  }
}
