package dev.reelframe.analyzer.cut;

import static dev.reelframe.analyzer.Analyzers.cuts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Scenery;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class CutAnalysisTest {
  private static final int W = 144;
  private static final int H = 256;
  private static final int FPS = 30;
  private static final Scenery[] PLACES =
      IntStream.range(0, 8).mapToObj(i -> Scenery.of(i, W, H)).toArray(Scenery[]::new);

  @TempDir Path dir;

  private MeasuredTable analyzed(SyntheticClip clip) {
    return analyzed(clip, "clip.mkv");
  }

  private MeasuredTable analyzed(SyntheticClip clip, String name) {
    return cuts().apply(Video.open(clip.write(dir.resolve(name))));
  }

  private static SyntheticClip clip() {
    return SyntheticClip.of(W, H, FPS);
  }

  private static List<Integer> cutFrames(Table table) {
    Table hard = table.where(table.stringColumn("kind").isEqualTo("cut"));
    return List.of(hard.intColumn("frame").asObjectArray());
  }

  private static void mixed(Graphics2D g, Scenery from, Scenery to, double share) {
    from.draw(g);
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) share));
    to.draw(g);
  }

  private static void veil(Graphics2D g, Color color, double share) {
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) share));
    g.setColor(color);
    g.fillRect(0, 0, W, H);
    g.setComposite(AlphaComposite.SrcOver);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 12, 31})
  void everyCutIsExactToTheFrame(int every) {
    int shots = 6;
    Table table =
        analyzed(
            clip()
                .draw(
                    shots * every,
                    (n, g) -> PLACES[n / every].draw(g, n % every * 0.8, n % every * 0.3)));
    assertThat(cutFrames(table))
        .containsExactly(
            IntStream.range(1, shots).mapToObj(i -> i * every).toArray(Integer[]::new));
    assertThat(table.rowCount()).isEqualTo(shots - 1);
    assertThat(table.doubleColumn("time_s").get(0)).isCloseTo(every / 30.0, within(0.001));
    assertThat(table.doubleColumn("strength").min()).isGreaterThan(2);
    assertThat(table.doubleColumn("at_s").asList())
        .isEqualTo(table.doubleColumn("time_s").asList());
  }

  /** A portrait picture in the middle of a landscape one, black at both sides. */
  private static SyntheticClip padded(int frames, SyntheticClip.Painter painter) {
    int wide = 256;
    int high = 144;
    double scale = (double) high / H;
    return SyntheticClip.of(wide, high, FPS)
        .draw(
            frames,
            (n, g) -> {
              g.translate((wide - W * scale) / 2, 0);
              g.scale(scale, scale);
              g.clipRect(0, 0, W, H);
              painter.paint(n, g);
            });
  }

  @Test
  void blackBarsDoNotSpeakForTheShotGoingOn() {
    Table table = analyzed(padded(100, (n, g) -> PLACES[n / 25].draw(g, n % 25 * 0.8, 0)));
    assertThat(cutFrames(table)).containsExactly(25, 50, 75);
    assertThat(table.rowCount()).isEqualTo(3);
  }

  @Test
  void aDissolveBetweenBlackBarsIsFoundToo() {
    Table table =
        analyzed(
            padded(
                90, (n, g) -> mixed(g, PLACES[1], PLACES[2], Math.clamp((n - 35) / 16.0, 0, 1))));
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(table.stringColumn("kind").get(0)).isEqualTo("dissolve");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(36 / 30.0, within(0.11));
    assertThat(table.doubleColumn("at_s").get(0))
        .isEqualTo((table.doubleColumn("start_s").get(0) + table.doubleColumn("end_s").get(0)) / 2);
  }

  @Test
  void aCaptionOnBlackIsNoPictureBetweenBars() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      g.setColor(Color.WHITE);
                      if (n >= 30) {
                        g.fillRect(20, 100, n < 60 ? 60 : 100, 16);
                      }
                    }));
    assertThat(table.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 8})
  void stillPicturesMayFollowEachOtherFast(int every) {
    Table table = analyzed(clip().draw(6 * every, (n, g) -> PLACES[n / every].draw(g)));
    assertThat(cutFrames(table))
        .containsExactly(IntStream.range(1, 6).mapToObj(i -> i * every).toArray(Integer[]::new));
  }

  @ParameterizedTest
  @CsvSource({"1,255", "2,255", "4,255", "3,0"})
  void aFlashOrBlinkIsNoCut(int frames, int level) {
    Table table =
        analyzed(
            clip()
                .draw(
                    70,
                    (n, g) -> {
                      PLACES[0].draw(g, n * 0.5, 0);
                      if (n >= 30 && n < 30 + frames) {
                        veil(g, new Color(level, level, level), 1 - 0.1 * (n - 30));
                      }
                    }));
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }

  @Test
  void aCutToBlackAndBackAreTwo() {
    Table table =
        analyzed(
            clip()
                .draw(
                    80,
                    (n, g) -> {
                      if (n < 30 || n >= 50) {
                        PLACES[0].draw(g);
                      }
                    }));
    assertThat(cutFrames(table)).containsExactly(30, 50);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 30, 50})
  void aDissolveIsOneRow(int length) {
    Table table =
        analyzed(
            clip()
                .draw(
                    60 + length,
                    (n, g) ->
                        mixed(
                            g,
                            PLACES[1],
                            PLACES[2],
                            Math.max(0, Math.min(1, (n - 29.0) / (length + 1))))));
    assertThat(table.stringColumn("kind").asList()).containsExactly("dissolve");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(1.0, within(2.1 / FPS));
    assertThat(table.doubleColumn("end_s").get(0))
        .isCloseTo((30.0 + length) / FPS, within(2.1 / FPS));
    assertThat(table.intColumn("frame").isMissing(0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"12,5,0", "20,0,0", "15,10,255"})
  void aFadeThroughAPlainColourIsOneRow(int half, int hold, int level) {
    Color color = new Color(level, level, level);
    int back = 30 + half + hold;
    Table table =
        analyzed(
            clip()
                .draw(
                    back + half + 30,
                    (n, g) -> {
                      PLACES[n < 30 + half ? 3 : 4].draw(g, n * 0.3, 0);
                      double out = (n - 29.0) / half;
                      double in = (back + half - n) / (double) half;
                      veil(g, color, Math.max(0, Math.min(1, n < 30 + half ? out : in)));
                    }));
    assertThat(table.stringColumn("kind").asList()).containsExactly("fade");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(1.0, within(2.1 / FPS));
    assertThat(table.doubleColumn("end_s").get(0))
        .isCloseTo((double) (back + half) / FPS, within(2.1 / FPS));
  }

  @Test
  void aClipMayFadeInAndOut() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      PLACES[5].draw(g, n * 0.3, 0);
                      veil(g, Color.BLACK, Math.max(0, Math.max(1 - n / 20.0, (n - 69) / 20.0)));
                    }));
    assertThat(table.stringColumn("kind").asList()).containsExactly("fade", "fade");
    assertThat(table.doubleColumn("start_s").get(0)).isEqualTo(0);
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(20.0 / FPS, within(2.1 / FPS));
    assertThat(table.doubleColumn("end_s").get(1)).isCloseTo(3.0, within(0.002));
  }

  @Test
  void aWipeIsOneRow() {
    Table table =
        analyzed(
            clip()
                .draw(
                    80,
                    (n, g) -> {
                      PLACES[6].draw(g);
                      g.setClip(0, 0, (int) (W * Math.max(0, Math.min(1, (n - 29) / 21.0))), H);
                      PLACES[7].draw(g);
                    }));
    assertThat(table.stringColumn("kind").asList()).containsExactly("wipe");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(1.0, within(3.1 / FPS));
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(50.0 / FPS, within(3.1 / FPS));
  }

  @Test
  void aCutSoonAfterADissolveIsFound() {
    Table table =
        analyzed(
            clip()
                .draw(
                    90,
                    (n, g) -> {
                      if (n < 55) {
                        mixed(g, PLACES[1], PLACES[2], Math.max(0, Math.min(1, (n - 29.0) / 16.0)));
                      } else {
                        PLACES[3].draw(g);
                      }
                    }));
    assertThat(table.stringColumn("kind").asList()).containsExactly("dissolve", "cut");
    assertThat(cutFrames(table)).containsExactly(55);
  }

  @Test
  void whatMovesIsNoCut() {
    Random random = new Random(3);
    double[] shake = new double[3];
    Table table =
        analyzed(
            clip()
                .draw(40, (n, g) -> PLACES[0].draw(g, 1.8 * (n - 20), 0)) // 0.4 widths a second
                .draw(15, (n, g) -> PLACES[0].draw(g, 36 - 7.0 * n, 0)) // a whip pan
                .draw(40, (n, g) -> PLACES[0].draw(g, -69, 0, 1 + 0.015 * n, 0))
                .draw(
                    60,
                    (n, g) -> {
                      shake[0] = shake[0] * 0.9 + random.nextGaussian() * 2;
                      shake[1] = shake[1] * 0.9 + random.nextGaussian() * 2;
                      shake[2] = shake[2] * 0.9 + random.nextGaussian() * 0.5;
                      PLACES[0].draw(g, -69 + shake[0], shake[1], 1.6, shake[2]);
                    }));
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }

  @Test
  void somethingLargeThatPassesIsNoCut() {
    Table table =
        analyzed(
            clip()
                .draw(
                    70,
                    (n, g) -> {
                      PLACES[0].draw(g);
                      g.setClip((n - 20) * 8 - 110, H / 4, 110, H);
                      PLACES[5].draw(g, -(n - 20) * 8, 0);
                    }));
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }

  @Test
  void overlaysAndZoomPunchesAreNoCuts() {
    Table table =
        analyzed(
            clip()
                .draw(
                    120,
                    (n, g) -> {
                      PLACES[2].draw(g, n * 0.2, 0, n < 90 ? 1 : 1.25, 0);
                      if (n >= 30 && n < 60) {
                        g.setColor(Color.YELLOW);
                        g.fillRect(10, 160, W - 20, 50);
                        g.setColor(Color.BLACK);
                        g.drawString("warte mal", 30, 190);
                      }
                    }));
    assertThat(table.isEmpty()).as(table.print()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {8, 12.5, 15, 24})
  void framesThatTheSourceRepeatsMakeNoCutsAndMoveNone(double sourceRate) {
    int cut = 47;
    Table table =
        analyzed(
            clip()
                .draw(
                    100,
                    (n, g) -> {
                      int shown = (int) (Math.floor(n * sourceRate / FPS) * FPS / sourceRate);
                      if (n < cut) {
                        PLACES[0].draw(g, shown * 1.5 - 35, 0);
                      } else {
                        PLACES[4].draw(g, 70 - shown, shown * 0.5);
                      }
                    }));
    assertThat(cutFrames(table)).containsExactly(cut);
    assertThat(table.rowCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"12,1.0", "4,0.15"})
  void noiseAndDarknessHideNoCut(double sigma, double light) {
    Random random = new Random(9);
    Table table =
        analyzed(
            clip()
                .images(
                    75,
                    n -> {
                      BufferedImage image = new BufferedImage(W, H, BufferedImage.TYPE_3BYTE_BGR);
                      Graphics2D g = image.createGraphics();
                      PLACES[n < 40 ? 1 : 6].draw(g, n * 0.5, 0);
                      veil(g, Color.BLACK, 1 - light);
                      g.dispose();
                      Scenery.noise(image, random, sigma);
                      return image;
                    }));
    assertThat(cutFrames(table)).containsExactly(40);
    assertThat(table.rowCount()).isEqualTo(1);
  }

  @Test
  void lossyCodingHidesNoCutAndMakesNone() {
    Table table =
        analyzed(
            clip()
                .draw(120, (n, g) -> PLACES[n / 40].draw(g, n % 40, n % 40 * 0.5))
                .options("-b:v", "150k", "-g", "25"),
            "clip.mp4");
    assertThat(cutFrames(table)).containsExactly(40, 80);
    assertThat(table.rowCount()).isEqualTo(2);
  }

  @Test
  void timesComeFromTheContainer() {
    // Frames 0..29 stand 1/30 s each, the rest 1/10 s each.
    Table table =
        analyzed(
            clip()
                .draw(60, (n, g) -> PLACES[n < 45 ? 0 : 1].draw(g, n, 0))
                .pts("'if(lt(N,30),N*3000,90000+(N-30)*9000)'"));
    assertThat(cutFrames(table)).containsExactly(45);
    assertThat(table.doubleColumn("time_s").get(0)).isCloseTo(2.5, within(0.002));
  }

  @Test
  void oneFrameAndAStillPictureAreEmpty() {
    MeasuredTable one = analyzed(clip().draw(1, (n, g) -> PLACES[0].draw(g)), "one.mkv");
    MeasuredTable still = analyzed(clip().draw(60, (n, g) -> PLACES[0].draw(g)), "still.mkv");
    assertThat(one.state()).isEqualTo(State.EMPTY);
    assertThat(still.state()).isEqualTo(State.EMPTY);
    assertThat(one.signal().orElseThrow().rowCount()).isEqualTo(1);
  }

  @Test
  void thresholdsAreTriedAgainWithoutDecoding() {
    MeasuredTable table = analyzed(clip().draw(60, (n, g) -> PLACES[n < 30 ? 0 : 1].draw(g, n, 0)));
    Table signal = table.signal().orElseThrow();
    assertThat(cutFrames(cuts().apply(signal))).containsExactly(30);
    assertThat(cutFrames(cuts().sensitivity(0.05).apply(signal))).isEmpty();
    assertThatThrownBy(() -> cuts().sensitivity(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void realFootage() throws IOException {
    Path media = Path.of(System.getProperty("reelframe.shared", "../../shared"), "media");
    Path file = media.resolve("bench49.mp4");
    assumeThat(file).exists();
    JsonNode truth = new ObjectMapper().readTree(media.resolve("bench49.truth.json").toFile());
    Table table = cuts().apply(Video.open(file));
    assertThat(cutFrames(table))
        .isEqualTo(truth.get("cuts").findValues("frame").stream().map(JsonNode::asInt).toList());
    Table gradual = table.where(table.stringColumn("kind").isNotEqualTo("cut"));
    assertThat(gradual.stringColumn("kind").asList())
        .isEqualTo(truth.get("transitions").findValuesAsText("kind"));
    for (int i = 0; i < gradual.rowCount(); i++) {
      JsonNode wanted = truth.get("transitions").get(i);
      assertThat(gradual.doubleColumn("start_s").get(i))
          .isCloseTo(wanted.get("start_s").asDouble(), within(0.1));
      assertThat(gradual.doubleColumn("end_s").get(i))
          .isCloseTo(wanted.get("end_s").asDouble(), within(0.1));
    }
  }
}
