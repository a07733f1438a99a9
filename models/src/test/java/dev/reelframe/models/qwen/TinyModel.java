package dev.reelframe.models.qwen;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The random-weights model of the shared folder; tests that need it skip without it. */
final class TinyModel {

  private TinyModel() {}

  static Path shared(String below) {
    Path folder = Path.of(System.getProperty("reelframe.shared", ""), "models", below);
    assumeTrue(Files.isDirectory(folder), () -> folder + " is not there");
    return folder;
  }

  static Qwen2Vl open(QwenOptions options) {
    return Qwen2Vl.open(shared("qwen2-vl-tiny-random"), options);
  }

  /** A picture of smooth colours that differs with the seed. */
  static RgbImage picture(int width, int height, int seed) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rgb[to++] = (byte) (x * 3 + seed * 40);
        rgb[to++] = (byte) (y * 5 + seed * 17);
        rgb[to++] = (byte) ((x + y) * 2 + seed * 71);
      }
    }
    return new RgbImage(width, height, rgb);
  }
}
