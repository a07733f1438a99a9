package dev.reelframe.analyzer.quality;

import static dev.reelframe.analyzer.Analyzers.contentQuality;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class ContentQualityTest {
  private static final int W = 360;
  private static final int H = 480;
  private static final int FPS = 30;
  @TempDir Path dir;

  private MeasuredTable analyzed(String ending, SyntheticClip clip) {
    return contentQuality().apply(Video.open(clip.write(dir.resolve("clip." + ending))));
  }

  /** A street-like picture: gradient, boxes, circles, lines. */
  private static void scene(Graphics2D g, int shift) {
    g.setPaint(new GradientPaint(0, 0, new Color(150, 170, 200), W, H, new Color(90, 110, 80)));
    g.fillRect(0, 0, W, H);
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      g.setColor(new Color(30 + random.nextInt(190), 30 + random.nextInt(190), 90));
      int x = random.nextInt(W + 100) - 50 + shift;
      int y = random.nextInt(H);
      if (i % 2 == 0) {
        g.fillRect(x, y, 13 + random.nextInt(50), 11 + random.nextInt(50));
      } else {
        g.fillOval(x, y, 13 + random.nextInt(50), 11 + random.nextInt(50));
      }
    }
  }

  private static BufferedImage drawn() {
    BufferedImage image = new BufferedImage(W, H, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    scene(g, 0);
    g.dispose();
    return image;
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static Table rows(Table table, String kind) {
    return table.where(table.stringColumn("kind").isEqualTo(kind));
  }

  private static double mean(Table table, String column) {
    return rows(table, "quality").doubleColumn(column).mean();
  }

  private static List<Interval> spans(Table table, String kind) {
    return Interval.of(rows(table, kind));
  }

  private static Interval frames(int first, int end) {
    return new Interval(first / (double) FPS, end / (double) FPS);
  }

  private static void assertSame(List<Interval> found, Interval... truth) {
    assertThat(found).hasSize(truth.length);
    for (int i = 0; i < truth.length; i++) {
      assertThat(found.get(i).startS()).isCloseTo(truth[i].startS(), within(1e-3));
      assertThat(found.get(i).endS()).isCloseTo(truth[i].endS(), within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 8, 20})
  void noiseIsMeasuredWithinATenth(double sigma) {
    Table table =
        analyzed(
            "mkv",
            SyntheticClip.of(W, H, 2)
                .images(
                    4,
                    n -> {
                      BufferedImage image = drawn();
                      byte[] data = bytes(image);
                      Random random = new Random(n);
                      for (int i = 0; i < data.length; i += 3) {
                        double noise = sigma * random.nextGaussian();
                        for (int c = 0; c < 3; c++) {
                          long noisy = Math.round((data[i + c] & 0xFF) + noise);
                          data[i + c] = (byte) Math.clamp(noisy, 0, 255);
                        }
                      }
                      return image;
                    }));
    assertThat(mean(table, "noise_sigma")).isCloseTo(sigma, within(0.1 * sigma));
  }

  @ParameterizedTest
  @ValueSource(doubles = {4, 10, 20})
  void noiseOverAPhotographIsMeasuredWithinATenth(double sigma) throws IOException {
    Path photo = Path.of(System.getProperty("reelframe.shared", ""), "media", "dog.jpg");
    assumeTrue(Files.exists(photo), "needs " + photo);
    BufferedImage read = ImageIO.read(photo.toFile());
    Table table =
        analyzed(
            "mkv",
            SyntheticClip.of(W, H, 1)
                .images(
                    1,
                    n -> {
                      BufferedImage image = new BufferedImage(W, H, BufferedImage.TYPE_3BYTE_BGR);
                      image.createGraphics().drawImage(read, -150, -60, null);
                      return noisy(image, sigma);
                    }));
    assertThat(mean(table, "noise_sigma")).isCloseTo(sigma, within(0.1 * sigma));
  }

  @Test
  void aCleanPictureHasNoNoise() {
    Table table = analyzed("mkv", SyntheticClip.of(W, H, 2).images(2, n -> drawn()));
    assertThat(mean(table, "noise_sigma")).isLessThan(0.4);
  }

  @ParameterizedTest
  @CsvSource({"0, mkv", "6, mkv", "0, mp4"})
  void moreBlurIsLessSharpAndScoresLess(double noise, String ending) {
    SyntheticClip clip = SyntheticClip.of(W, H, 1);
    for (int radius : new int[] {0, 1, 2, 4, 8}) {
      clip.images(1, n -> noisy(blurred(drawn(), radius), noise));
    }
    Table table = rows(analyzed(ending, clip.options("-g", "1")), "quality");
    assertThat(table.rowCount()).isEqualTo(5);
    for (int i = 1; i < 5; i++) {
      for (String column : List.of("sharpness_ratio", "score")) {
        assertThat(table.doubleColumn(column).getDouble(i))
            .as(column + " " + table.doubleColumn(column).asList())
            .isLessThan(table.doubleColumn(column).getDouble(i - 1));
      }
    }
  }

  private static BufferedImage noisy(BufferedImage image, double sigma) {
    Random random = new Random(3);
    byte[] data = bytes(image);
    for (int i = 0; i < data.length; i += 3) {
      long noise = Math.round(sigma * random.nextGaussian());
      for (int c = 0; c < 3; c++) {
        data[i + c] = (byte) Math.clamp((data[i + c] & 0xFF) + noise, 0, 255);
      }
    }
    return image;
  }

  /** Three passes of a box, which is nearly a Gaussian. */
  private static BufferedImage blurred(BufferedImage image, int radius) {
    byte[] data = bytes(image);
    for (int pass = 0; pass < 3 && radius > 0; pass++) {
      data = box(box(data, 3, W, 3 * W, H, radius), 3 * W, H, 3, W, radius);
    }
    System.arraycopy(data, 0, bytes(image), 0, data.length);
    return image;
  }

  private static byte[] box(byte[] in, int step, int length, int nextLine, int lines, int radius) {
    byte[] out = new byte[in.length];
    for (int line = 0; line < lines; line++) {
      for (int c = 0; c < 3; c++) {
        int base = line * nextLine + c;
        for (int i = 0; i < length; i++) {
          int sum = 0;
          for (int k = -radius; k <= radius; k++) {
            sum += in[base + Math.clamp(i + k, 0, length - 1) * step] & 0xFF;
          }
          out[base + i * step] = (byte) Math.round(sum / (2.0 * radius + 1));
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void blackAndFrozenStretchesAreExactToTheFrame(String ending) {
    MeasuredTable table =
        analyzed(
            ending,
            SyntheticClip.of(W, H, FPS)
                .draw(40, (n, g) -> scene(g, 3 * n))
                .draw(13, (n, g) -> {})
                .draw(30, (n, g) -> scene(g, -3 * n))
                .draw(29, (n, g) -> scene(g, -3 * 29))
                .draw(20, (n, g) -> scene(g, -3 * (30 + n))));
    assertSame(spans(table, "black"), frames(40, 53));
    assertSame(spans(table, "frozen"), frames(82, 112));
    assertThat(spans(table, "letterbox")).isEmpty();
    assertThat(Interval.coverage(spans(table, "quality"), new Interval(0, 132 / 30.0)))
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void aSlowZoomAndASmallThingThatMovesAreNotFrozen() {
    Table table =
        analyzed(
            "mp4",
            SyntheticClip.of(W, H, FPS)
                .draw(
                    60,
                    (n, g) -> {
                      double zoom = 1 + 0.0008 * n;
                      g.scale(zoom, zoom);
                      scene(g, 0);
                    })
                .draw(
                    60,
                    (n, g) -> {
                      scene(g, 0);
                      g.setColor(Color.WHITE);
                      g.fillOval(20 + 2 * n, 200, 9, 9);
                    }));
    assertThat(spans(table, "frozen")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void barsAreFoundWithTheirFramesAndTheirBox(String ending) {
    Table table =
        analyzed(
            ending,
            SyntheticClip.of(W, H, FPS)
                .draw(30, (n, g) -> scene(g, 2 * n))
                .draw(
                    45,
                    (n, g) -> {
                      scene(g, 2 * n);
                      g.setColor(Color.BLACK);
                      g.fillRect(0, 0, W, 80);
                      g.fillRect(0, H - 100, W, 100);
                      g.setColor(Color.WHITE);
                      g.drawString("a caption in the bar", 130, 40);
                    })
                .draw(25, (n, g) -> scene(g, -2 * n)));
    assertSame(spans(table, "letterbox"), frames(30, 75));
    Table box = rows(table, "letterbox");
    assertThat(box.doubleColumn("x_px").getDouble(0)).isZero();
    assertThat(box.doubleColumn("y_px").getDouble(0)).isCloseTo(80, within(2.0));
    assertThat(box.doubleColumn("w_px").getDouble(0)).isEqualTo(W);
    assertThat(box.doubleColumn("h_px").getDouble(0)).isCloseTo(H - 180, within(3.0));
  }

  @Test
  void aCodingGridShows() {
    SyntheticClip clip =
        SyntheticClip.of(W, H, 1)
            .images(1, n -> noisy(blurred(drawn(), 2), 2))
            .images(1, n -> blocky(noisy(blurred(drawn(), 2), 2)));
    Table table = rows(analyzed("mkv", clip), "quality");
    assertThat(table.doubleColumn("blockiness").getDouble(0)).isCloseTo(1, within(0.1));
    assertThat(table.doubleColumn("blockiness").getDouble(1)).isGreaterThan(1.5);
  }

  /** Moves every 8x8 block by an amount of its own, as a coarse quantiser does. */
  private static BufferedImage blocky(BufferedImage image) {
    byte[] data = bytes(image);
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        int offset = new Random(31L * (y / 8) + x / 8).nextInt(25) - 12;
        for (int c = 0; c < 3; c++) {
          int i = 3 * (y * W + x) + c;
          data[i] = (byte) Math.clamp((data[i] & 0xFF) + offset, 0, 255);
        }
      }
    }
    return image;
  }

  @Test
  void exposureIsThatOfTheDrawing() {
    Table table =
        analyzed(
            "mkv",
            SyntheticClip.of(W, H, 2)
                .draw(
                    4,
                    (n, g) -> {
                      g.setColor(Color.GRAY);
                      g.fillRect(0, 0, W, H);
                      g.setColor(Color.WHITE);
                      g.fillRect(0, 0, W / 4, H);
                    }));
    assertThat(mean(table, "overexposed_ratio")).isCloseTo(0.25, within(0.01));
    assertThat(mean(table, "underexposed_ratio")).isZero();
    assertThat(mean(table, "brightness_ratio")).isCloseTo(0.25 + 0.75 * 128 / 255, within(0.01));
    assertThat(mean(table, "contrast_ratio"))
        .isCloseTo(Math.sqrt(0.25 * 0.75) * 127 / 255, within(0.01));
  }
}
