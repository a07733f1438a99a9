package dev.reelframe.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Model files that come along on the class path, as the artifact {@code models-default} has them.
 */
final class EmbeddedFiles {
  private static final String FOLDER = "dev/reelframe/models/files/";
  private static final ClassLoader LOADER = EmbeddedFiles.class.getClassLoader();

  private EmbeddedFiles() {}

  /** Whether the class path holds that file, a path as in {@link ModelPart#file}. */
  static boolean has(String file) {
    return LOADER.getResource(FOLDER + file) != null;
  }

  /** Copies a file out of the class path, over what the target holds. */
  static void copy(String file, Path target) throws IOException {
    try (InputStream in = LOADER.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new FileNotFoundException(FOLDER + file + " is not on the class path");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
