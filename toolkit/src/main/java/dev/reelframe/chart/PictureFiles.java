package dev.reelframe.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Pictures as files. */
final class PictureFiles {
  private static final double SCALE = 2;

  private PictureFiles() {}

  /**
   * Writes one.
   *
   * @param file ends in {@code .svg} or {@code .png}
   * @throws IllegalArgumentException where it has another ending
   */
  static Path save(Picture picture, Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return Files.writeString(file, picture.svg(), StandardCharsets.UTF_8);
    }
    if (name.endsWith(".png")) {
      return Files.write(file, picture.png(SCALE));
    }
    throw new IllegalArgumentException(file + ": a picture is saved as .svg or .png");
  }
}
