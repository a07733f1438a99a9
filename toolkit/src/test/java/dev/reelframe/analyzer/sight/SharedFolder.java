package dev.reelframe.analyzer.sight;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.models.Catalogue;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real models and media beside the checkout; tests that need them are skipped without. */
public final class SharedFolder {
  private SharedFolder() {}

  private static Path folder() {
    return Path.of(System.getProperty("reelframe.shared", "../../shared"));
  }

  /** A file of real footage. */
  public static Path media(String name) {
    return file("media/" + name);
  }

  /** A file by its path in the folder. */
  public static Path file(String path) {
    Path file = folder().resolve(path);
    assumeTrue(Files.isRegularFile(file), "no shared file " + file);
    return file;
  }

  /** The real models, without network. */
  public static ResidentModels models(Path home) {
    Path models = folder().resolve("models");
    assumeTrue(Files.isDirectory(models), "no real models at " + models);
    return ResidentModels.of(
        ModelStore.at(home, Catalogue.standard())
            .withMirror(models.toAbsolutePath().toString())
            .offline());
  }

  /** A machine that has no models and cannot get any. */
  public static ResidentModels noModels(Path home) {
    return ResidentModels.of(ModelStore.at(home, Catalogue.standard()).offline());
  }
}
