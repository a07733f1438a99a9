package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {

  private final ImagePreprocessor preprocessor =
      new ImagePreprocessor(PreprocessorConfig.of(MissingNode.getInstance()));

  @Test
  void theFourPatchesOfATokenLieNextToEachOther() {
    // Every 14 px patch has one level: 10 * its row + its column, on a grid of 4 x 6.
    byte[] rgb = new byte[3 * 56 * 84];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 84;
      int y = i / 3 / 84;
      rgb[i] = (byte) (10 * (y / 14) + x / 14);
    }
    Patches patches = preprocessor.still(new RgbImage(84, 56, rgb));

    assertThat(patches.grid()).isEqualTo(new Grid(1, 4, 6));
    int[] order = new int[24];
    for (int row = 0; row < 24; row++) {
      float value = patches.values().get(row * 1176);
      order[row] = Math.round((value * 0.26862954f + 0.48145466f) * 255);
    }
    assertThat(order)
        .startsWith(0, 1, 10, 11, 2, 3, 12, 13, 4, 5, 14, 15, 20, 21, 30, 31)
        .hasSize(24);
  }

  @Test
  void aPatchIsChannelThenFrameThenRows() {
    RgbImage red = filled(255, 0, 0);
    RgbImage blue = filled(0, 0, 255);
    Patches patches = preprocessor.clip(List.of(red, blue)).getFirst();

    float[] whites = {(1 - 0.48145466f) / 0.26862954f, 0, (1 - 0.40821073f) / 0.27577711f};
    assertThat(patches.values().get(0)).isCloseTo(whites[0], within(1e-6f));
    assertThat(patches.values().get(196)).isCloseTo(-0.48145466f / 0.26862954f, within(1e-6f));
    assertThat(patches.values().get(4 * 196)).isCloseTo(-0.40821073f / 0.27577711f, within(1e-6f));
    assertThat(patches.values().get(5 * 196)).isCloseTo(whites[2], within(1e-6f));
  }

  @Test
  void aStillPictureAndAnOddLastFrameAreRepeated() {
    RgbImage red = filled(255, 0, 0);
    RgbImage blue = filled(0, 0, 255);
    List<Patches> clip = preprocessor.clip(List.of(red, red, blue));

    assertThat(clip).hasSize(2);
    assertThat(preprocessor.grid(3, 56, 56)).isEqualTo(new Grid(2, 4, 4));
    assertThat(clip.get(1).values()).isEqualTo(preprocessor.still(blue).values());
    assertThat(clip.get(0).values()).isEqualTo(preprocessor.still(red).values());
  }

  @Test
  void framesOfDifferentSizeAreRefused() {
    RgbImage other = new RgbImage(28, 28, new byte[3 * 28 * 28]);
    assertThatThrownBy(() -> preprocessor.clip(List.of(filled(1, 2, 3), other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one size");
    assertThatThrownBy(() -> preprocessor.clip(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RgbImage filled(int red, int green, int blue) {
    byte[] rgb = new byte[3 * 56 * 56];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return new RgbImage(56, 56, rgb);
  }
}
