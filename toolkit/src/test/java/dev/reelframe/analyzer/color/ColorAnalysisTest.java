package dev.reelframe.analyzer.color;

import static dev.reelframe.analyzer.Analyzers.colors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.awt.Color;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class ColorAnalysisTest {
  private static final int W = 400;
  private static final int H = 300;
  @TempDir Path dir;

  private MeasuredTable analyzed(String ending, SyntheticClip clip) {
    return colors().apply(Video.open(clip.write(dir.resolve("clip." + ending))));
  }

  private static SyntheticClip flat(int frames, Color color) {
    return flat(SyntheticClip.of(W, H, 10), frames, color);
  }

  private static SyntheticClip flat(SyntheticClip clip, int frames, Color color) {
    return clip.draw(
        frames,
        (n, g) -> {
          g.setColor(color);
          g.fillRect(0, 0, W, H);
        });
  }

  private static Color hex(Table table, int row, int rank) {
    return Color.decode(table.stringColumn("color_" + rank + "_hex").get(row));
  }

  private static double number(Table table, int row, String column) {
    return table.doubleColumn(column).getDouble(row);
  }

  private static void assertNear(Color found, Color truth, int levels) {
    Offset<Integer> near = within(levels);
    assertThat(found.getRed()).as("red of " + found).isCloseTo(truth.getRed(), near);
    assertThat(found.getGreen()).as("green of " + found).isCloseTo(truth.getGreen(), near);
    assertThat(found.getBlue()).as("blue of " + found).isCloseTo(truth.getBlue(), near);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void threeColoursComeOutWithTheirShares(String ending) {
    Color red = new Color(200, 30, 40);
    Color blue = new Color(40, 70, 200);
    Color yellow = new Color(235, 220, 60);
    Table table =
        analyzed(
            ending,
            SyntheticClip.of(W, H, 10)
                .draw(
                    20,
                    (n, g) -> {
                      g.setColor(red);
                      g.fillRect(0, 0, W, H);
                      g.setColor(blue);
                      g.fillRect(0, 0, W, 90);
                      g.setColor(yellow);
                      g.fillRect(0, 240, W, 60);
                    }));
    boolean lossless = ending.equals("mkv");
    assertThat(table.rowCount()).isEqualTo(1);
    assertNear(hex(table, 0, 1), red, lossless ? 0 : 5);
    assertNear(hex(table, 0, 2), blue, lossless ? 0 : 5);
    assertNear(hex(table, 0, 3), yellow, lossless ? 0 : 5);
    assertThat(number(table, 0, "color_1_ratio")).isCloseTo(0.5, within(0.012));
    assertThat(number(table, 0, "color_2_ratio")).isCloseTo(0.3, within(0.012));
    assertThat(number(table, 0, "color_3_ratio")).isCloseTo(0.2, within(0.012));
    assertThat(table.stringColumn("color_4_hex").isMissing(0)).isTrue();
    assertThat(table.stringColumn("color_1_name").get(0)).isEqualTo("red");
    assertThat(table.stringColumn("color_2_name").get(0)).isEqualTo("blue");
    assertThat(table.stringColumn("color_3_name").get(0)).isIn("gold", "yellow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void redIsNotBlueAndTheChangeIsWhereItIs(String ending) {
    MeasuredTable table = analyzed(ending, flat(flat(10, Color.RED), 15, Color.BLUE));
    assertThat(table.stringColumn("color_1_name").asList()).containsExactly("red", "blue");
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(0.0, 1.0);
    assertThat(number(table, 0, "warmth")).isGreaterThan(0.1);
    assertThat(number(table, 1, "warmth")).isLessThan(-0.1);
    assertThat(number(table, 0, "saturation_ratio")).isCloseTo(1, within(0.03));
    assertThat(number(table, 0, "brightness_ratio")).isCloseTo(0.2126, within(0.01));
    assertThat(number(table, 1, "brightness_ratio")).isCloseTo(0.0722, within(0.01));
    assertThat(table.doubleColumn("temperature_k").countMissing()).isEqualTo(2);
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, 2.5))).isEqualTo(1);
    assertThat(table.doubleColumn("end_s").max()).isEqualTo(2.5);
  }

  @Test
  void aGreyRampHasNoColourAndTheLightOfD65() {
    Table table =
        analyzed(
            "mkv",
            SyntheticClip.of(512, 64, 10)
                .draw(
                    6,
                    (n, g) -> {
                      for (int x = 0; x < 512; x++) {
                        g.setColor(new Color(x / 2, x / 2, x / 2));
                        g.fillRect(x, 0, 1, 64);
                      }
                    }));
    assertThat(number(table, 0, "saturation_ratio")).isZero();
    assertThat(number(table, 0, "colorfulness")).isZero();
    assertThat(number(table, 0, "warmth")).isCloseTo(0, within(1e-4));
    assertThat(number(table, 0, "brightness_ratio")).isCloseTo(0.5, within(0.005));
    assertThat(number(table, 0, "contrast_ratio")).isCloseTo(1 / Math.sqrt(12), within(0.003));
    assertThat(number(table, 0, "temperature_k")).isCloseTo(6504, within(30.0));
    assertThat(table.stringColumn("color_1_name").get(0))
        .isIn("black", "dimgray", "gray", "silver", "white");
  }

  @Test
  void theLightOfAnIncandescentLampIsWarm() {
    // CIE illuminant A, 2856 K (x 0.44758, y 0.40745), as the sRGB of a white wall under it.
    Table table = analyzed("mkv", flat(10, new Color(255, 181, 82)));
    assertThat(number(table, 0, "temperature_k")).isCloseTo(2856, within(90.0));
    assertThat(number(table, 0, "warmth")).isGreaterThan(0.05);
  }

  @Test
  void inTheDarkThereIsNoTemperature() {
    Table table = analyzed("mkv", flat(10, Color.BLACK));
    assertThat(table.doubleColumn("temperature_k").isMissing(0)).isTrue();
    assertThat(number(table, 0, "brightness_ratio")).isZero();
    assertThat(number(table, 0, "contrast_ratio")).isZero();
    assertThat(table.stringColumn("color_1_hex").get(0)).isEqualTo("#000000");
    assertThat(number(table, 0, "color_1_ratio")).isEqualTo(1);
  }

  @Test
  void coloursThatLookTheSameAreOne() {
    Table table =
        analyzed(
            "mkv",
            SyntheticClip.of(W, H, 10)
                .draw(
                    6,
                    (n, g) -> {
                      g.setColor(new Color(60, 140, 70));
                      g.fillRect(0, 0, W, H);
                      g.setColor(new Color(66, 145, 76));
                      g.fillRect(0, 0, W / 2, H);
                    }));
    assertNear(hex(table, 0, 1), new Color(63, 142, 73), 1);
    assertThat(number(table, 0, "color_1_ratio")).isEqualTo(1);
  }

  @Test
  void aThresholdIsTriedAgainOnTheSignalAlone() {
    MeasuredTable table = analyzed("mkv", flat(20, Color.ORANGE));
    Table signal = table.signal().orElseThrow();
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(signal.doubleColumn("time_s").asList()).containsExactly(0.0, 0.5, 1.0, 1.5);
    assertThat(colors().similar(0).apply(signal).rowCount()).isGreaterThan(2);
  }
}
