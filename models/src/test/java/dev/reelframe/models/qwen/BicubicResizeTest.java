package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BicubicResizeTest {

  /** 7 x 5 pixels of level (37 x + 91 y + 53 channel) mod 256. */
  private static final RgbImage PATTERN = pattern();

  @Test
  void shrinkingGivesPillowsLevels() {
    assertThat(levels(BicubicResize.resize(PATTERN, 3, 2)))
        .containsExactly(
            95, 124, 133, 130, 157, 134, 133, 127, 139, 110, 136, 149, 116, 129, 121, 126, 140,
            130);
  }

  @Test
  void onePassAloneGivesPillowsLevels() {
    assertThat(levels(BicubicResize.resize(PATTERN, 7, 3)))
        .startsWith(40, 93, 146, 77, 130, 183, 114, 167, 106, 151, 204, 143, 188, 127, 188)
        .endsWith(143, 66, 127, 66, 111, 164, 103, 148, 87, 140);
  }

  @Test
  void enlargingGivesPillowsLevelsAndClamps() {
    assertThat(levels(BicubicResize.resize(PATTERN, 9, 6)))
        .startsWith(0, 48, 101, 19, 72, 124, 50, 103, 160, 79, 131, 195, 108, 161, 223, 136, 197)
        .endsWith(34, 100, 0, 67, 131, 46, 102, 161, 70, 133, 185);
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    assertThat(BicubicResize.resize(PATTERN, 7, 5)).isSameAs(PATTERN);
  }

  @Test
  void aFlatPictureStaysFlat() {
    byte[] rgb = new byte[3 * 33 * 21];
    Arrays.fill(rgb, (byte) 200);
    byte[] resized = BicubicResize.resize(new RgbImage(33, 21, rgb), 56, 28).rgb();
    assertThat(resized).containsOnly((byte) 200);
  }

  private static int[] levels(RgbImage image) {
    int[] levels = new int[image.rgb().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = image.rgb()[i] & 0xff;
    }
    return levels;
  }

  private static RgbImage pattern() {
    byte[] rgb = new byte[3 * 7 * 5];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 7;
      int y = i / 21;
      rgb[i] = (byte) (37 * x + 91 * y + 53 * (i % 3));
    }
    return new RgbImage(7, 5, rgb);
  }
}
