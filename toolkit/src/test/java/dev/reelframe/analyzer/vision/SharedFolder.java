package dev.reelframe.analyzer.vision;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.models.Catalogue;
import dev.reelframe.models.ModelEntry;
import dev.reelframe.models.ModelPart;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.models.Source;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  /** The folder of the real models. */
  public static Path models() {
    Path models = folder().resolve("models").toAbsolutePath().normalize();
    assumeTrue(Files.isDirectory(models), "no real models at " + models);
    return models;
  }

  /** The real models, without network. */
  public static ResidentModels models(Path home) {
    return ResidentModels.of(
        ModelStore.at(home, Catalogue.standard()).withMirror(models().toString()).offline());
  }

  /** The models that come along, on a machine without a mirror and without network. */
  public static ResidentModels embedded(Path home) {
    return ResidentModels.of(ModelStore.at(home, Catalogue.standard()).offline());
  }

  /** A machine that has no models and cannot get any: none has come along either. */
  public static ResidentModels noModels(Path home) {
    List<ModelEntry> elsewhere =
        Catalogue.standard().entries().stream().map(SharedFolder::elsewhere).toList();
    return ResidentModels.of(ModelStore.at(home, Catalogue.of(elsewhere)).offline());
  }

  private static ModelEntry elsewhere(ModelEntry entry) {
    ModelEntry moved = entry;
    for (ModelPart part : entry.parts()) {
      if (part.source() instanceof Source.Embedded) {
        moved =
            moved.pin(
                part.role(),
                URI.create("https://models.example/" + part.role()),
                part.bytes().orElseThrow(),
                part.sha256().orElseThrow());
      }
    }
    return moved;
  }
}
