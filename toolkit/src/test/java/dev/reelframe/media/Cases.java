package dev.reelframe.media;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Small inputs with a known right answer, beside the checkout; tests are skipped without. */
public final class Cases {
  private Cases() {}

  /** A file such as {@code damaged/flat_4000x2.mkv}. */
  public static Path file(String name) {
    Path file =
        Path.of(System.getProperty("reelframe.shared", "../../shared"))
            .resolve("cases")
            .resolve(name);
    assumeTrue(Files.isRegularFile(file), "no case at " + file);
    return file;
  }
}
