package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RgbImageTest {

  @TempDir Path folder;

  @Test
  void greyIsRepeatedNotConverted() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 50);
    grey.getRaster().setSample(1, 0, 0, 200);
    assertThat(throughPng(grey).rgb())
        .containsExactly(50, 50, 50, (byte) 200, (byte) 200, (byte) 200);
  }

  @Test
  void alphaIsDroppedNotBlended() throws IOException {
    BufferedImage glass = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    glass.setRGB(0, 0, 0x10_64_32_16);
    assertThat(throughPng(glass).rgb()).containsExactly(0x64, 0x32, 0x16);
  }

  @Test
  void aPaletteIsLookedUp() throws IOException {
    BufferedImage bits = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(8, 0, 0xffffffff);
    byte[] rgb = throughPng(bits).rgb();
    assertThat(rgb[0]).isZero();
    assertThat(rgb[26]).isEqualTo((byte) 255);
  }

  @Test
  void sixteenBitsGiveTheirUpperByte() throws IOException {
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x7fff);
    assertThat(throughPng(deep).rgb()).containsExactly(0x7f, 0x7f, 0x7f);
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("note.png"), "no picture");
    assertThatThrownBy(() -> RgbImage.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("note.png");
    assertThatThrownBy(() -> new RgbImage(2, 2, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RgbImage throughPng(BufferedImage image) throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
    return RgbImage.read(file);
  }
}
