package dev.reelframe.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real model files beside the checkout; tests that need it skip without it. */
final class SharedModels {
  private SharedModels() {}

  static Path folder() {
    Path folder = Path.of(System.getProperty("reelframe.shared", "../../shared")).resolve("models");
    assumeTrue(Files.isDirectory(folder), "no real models at " + folder);
    return folder.normalize();
  }

  /** A store that has the model: of the files that come along, or of the folder of real ones. */
  static ModelStore storeFor(String model, Path home) {
    Catalogue catalogue = Catalogue.standard();
    return catalogue.entry(model).parts().stream().anyMatch(p -> needsTheFolder(p.source()))
        ? store(home)
        : ModelStore.at(home, catalogue).offline();
  }

  private static boolean needsTheFolder(Source source) {
    return !(source instanceof Source.Embedded || source instanceof Source.Inline);
  }

  /** Every pinned ONNX model of the standard catalogue that is here. */
  static ModelStore store(Path home) {
    return ModelStore.at(home, Catalogue.standard()).withMirror(folder().toString()).offline();
  }
}
