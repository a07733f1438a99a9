package dev.reelframe.analyzer.color;

import static dev.reelframe.analyzer.Analyzers.colors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Every shot has its own colours, down to the small things in it, and each its own name. */
class ColorsOfShotsTest {
  private static final int W = 160;
  private static final int H = 284;
  private static final int FPS = 30;

  @TempDir Path dir;

  private Table analyzed(SyntheticClip clip) {
    return colors().apply(Video.open(clip.write(dir.resolve("clip.mp4"))));
  }

  private static void fill(java.awt.Graphics2D g, Color color) {
    g.setColor(color);
    g.fillRect(0, 0, W, H);
  }

  /** Names of the colours of a row with at least this share. */
  private static List<String> names(Table table, int row, double share) {
    List<String> out = new ArrayList<>();
    for (int i = 1; i <= Palette.MOST; i++) {
      if (table.doubleColumn("color_" + i + "_ratio").getDouble(row) >= share) {
        out.add(table.stringColumn("color_" + i + "_name").get(row));
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 44, 46, 59})
  void aShotHasItsColoursFromItsFirstFrameOn(int cut) {
    Table table =
        analyzed(
            SyntheticClip.of(W, H, FPS)
                .draw(
                    90,
                    (n, g) -> fill(g, n < cut ? new Color(190, 40, 40) : new Color(40, 50, 200))));
    assertThat(table.stringColumn("color_1_name").asList()).containsExactly("red", "blue");
    assertThat(table.doubleColumn("start_s").get(1)).isCloseTo((double) cut / FPS, within(1e-6));
  }

  @Test
  void aShotOfFourFramesHasItsColours() {
    Table table =
        analyzed(
            SyntheticClip.of(W, H, FPS)
                .draw(40, (n, g) -> fill(g, new Color(30, 120, 60)))
                .draw(4, (n, g) -> fill(g, new Color(230, 200, 60)))
                .draw(40, (n, g) -> fill(g, new Color(30, 120, 60))));
    assertThat(table.stringColumn("color_1_name").asList())
        .containsExactly("green", "gold", "green");
  }

  @Test
  void aFlashOfOneFrameIsNoChangeOfColour() {
    Scenery place = Scenery.of(3, W, H);
    Table table =
        analyzed(
            SyntheticClip.of(W, H, FPS)
                .draw(
                    60,
                    (n, g) -> {
                      place.draw(g);
                      if (n == 37) {
                        fill(g, Color.WHITE);
                      }
                    }));
    assertThat(table.rowCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"200,30,30,red", "250,210,20,gold", "30,60,220,blue", "20,200,60,green"})
  void aSmallVividThingIsInThePalette(int red, int green, int blue, String name) {
    Scenery wood = Scenery.of(8, W, H);
    Table table =
        analyzed(
            SyntheticClip.of(W, H, FPS)
                .draw(
                    20,
                    (n, g) -> {
                      wood.draw(g);
                      fill(g, new Color(120, 110, 100, 215));
                      g.setColor(new Color(red, green, blue));
                      g.fillOval(100, 90, 24, 24); // one per cent of the picture
                    }));
    assertThat(names(table, 0, 0.004)).as(table.print()).contains(name);
  }

  /** OKLab hue, degrees, and the names that it may have whether it is dull or vivid. */
  @ParameterizedTest
  @CsvSource({
    "300, purple violet",
    "315, purple violet",
    "255, steelblue skyblue navy blue",
    "240, steelblue skyblue navy",
    "195, teal cyan",
    "145, green",
    "60, brown tan"
  })
  void dullColoursKeepTheirHue(double hueDeg, String names) {
    double hue = Math.toRadians(hueDeg);
    for (double chroma : new double[] {0.045, 0.06, 0.08}) {
      for (double lightness : new double[] {0.36, 0.45, 0.55, 0.65, 0.72}) {
        Oklab color = new Oklab(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
        assertThat(names.toUpperCase(Locale.ROOT).split(" "))
            .as("%s of chroma %s", color, chroma)
            .contains(ColorName.of(color).name());
      }
    }
  }

  @Test
  void violetGreyIsNoBlue() {
    int[] rgb = {0x5E556F, 0x6B6178, 0x4A4058, 0x776B86, 0x8F7B9E, 0xA89FB8};
    assertThat(
            IntStream.of(rgb)
                .mapToObj(c -> ColorName.of(Oklab.of(c >> 16, c >> 8 & 0xFF, c & 0xFF)))
                .toList())
        .allMatch(List.of(ColorName.PURPLE, ColorName.VIOLET)::contains);
  }

  @Test
  void duskyBlueIsNoPurple() {
    int[] rgb = {0x333E6E, 0x3A4678, 0x2E3762, 0x56628E, 0x22213A};
    assertThat(
            IntStream.of(rgb)
                .mapToObj(c -> ColorName.of(Oklab.of(c >> 16, c >> 8 & 0xFF, c & 0xFF)))
                .toList())
        .allMatch(List.of(ColorName.NAVY, ColorName.STEELBLUE)::contains);
  }

  @Test
  void theShotAfterTheCutOfTheCaseIsBlue() {
    Table table =
        colors()
            .apply(
                Video.open(
                    SharedFolder.file(
                        "cases/colours-of-the-shot-before/colours-of-the-shot-before.mp4")));
    assertThat(table.stringColumn("color_1_name").asList()).containsExactly("red", "blue");
    assertThat(table.doubleColumn("start_s").get(1)).isCloseTo(31 / 30.0, within(1e-6));
  }

  /** Dark hair in cool light, and shadow on skin, as filmed. */
  @Test
  void darkHairAndShadowOnSkinAreNotPurple() {
    assertThat(ColorName.of(Oklab.of(0x2E, 0x21, 0x2F))).isEqualTo(ColorName.BLACK);
    assertThat(ColorName.of(Oklab.of(0x6A, 0x4F, 0x56))).isEqualTo(ColorName.BROWN);
    assertThat(ColorName.of(Oklab.of(0x34, 0x2C, 0x48))).isEqualTo(ColorName.PURPLE);
  }
}
