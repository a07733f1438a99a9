package dev.reelframe.models.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds reference cases: those in the shared folder ({@code reelframe.shared}) and further ones in
 * a folder of the caller's ({@code reelframe.references}), whatever its layout: a references
 * folder, a model folder, or one above. Cases of other models in the same folder are left alone.
 */
final class QwenReferences {

  private static final String MODEL = "qwen2-vl-tiny-random";
  private static final int DEPTH = 8;

  private final Optional<Path> shared;
  private final Optional<Path> given;

  private QwenReferences(Optional<Path> shared, Optional<Path> given) {
    this.shared = shared;
    this.given = given;
  }

  static QwenReferences fromProperties() {
    Optional<Path> models = folder("reelframe.shared").map(path -> path.resolve("models"));
    return new QwenReferences(
        models.map(path -> path.resolve(MODEL)).filter(Files::isDirectory).map(Path::getParent),
        folder("reelframe.references"));
  }

  /** A relative path counts from the module's folder, or from the project's above it. */
  private static Optional<Path> folder(String property) {
    String value = System.getProperty(property, "").strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Path path = Path.of(value);
    Path abovePath = Path.of("..").resolve(path);
    return Optional.of(!Files.exists(path) && Files.exists(abovePath) ? abovePath : path)
        .map(found -> found.toAbsolutePath().normalize());
  }

  boolean areAbsent() {
    return shared.isEmpty() && given.isEmpty();
  }

  Optional<Path> given() {
    return given;
  }

  /** Whether the given folder has no case of any model. */
  boolean givenIsEmpty() {
    return given.isPresent() && files(given.get(), "case.json").isEmpty();
  }

  /** Folders with a case.json of a Qwen model. */
  List<Path> cases() {
    return roots().stream()
        .flatMap(root -> files(root, "case.json").stream())
        .filter(file -> !isOfOtherModel(file))
        .map(Path::getParent)
        .distinct()
        .toList();
  }

  /** Rule tables of that name. */
  List<Path> tables(String name) {
    return roots().stream()
        .flatMap(root -> files(root, name).stream())
        .filter(file -> !isOfOtherModel(file))
        .distinct()
        .toList();
  }

  /** The folder of the model that a case or table belongs to. */
  Path modelOf(Path file) {
    for (Path up = file; up != null; up = up.getParent()) {
      if (isModel(up)) {
        return up;
      }
      Path below = up.resolve(MODEL);
      if (isModel(below)) {
        return below;
      }
    }
    return shared
        .map(models -> models.resolve(MODEL))
        .orElseThrow(
            () -> new AssertionError("no " + MODEL + " with onnx/ near " + file + " or in shared"));
  }

  private List<Path> roots() {
    List<Path> roots = new ArrayList<>();
    shared.ifPresent(models -> roots.add(models.resolve(MODEL)));
    given.ifPresent(roots::add);
    return roots;
  }

  private static boolean isModel(Path folder) {
    return Files.exists(folder.resolve("config.json")) && Files.isDirectory(folder.resolve("onnx"));
  }

  private static boolean isOfOtherModel(Path file) {
    if (file.endsWith("case.json")) {
      JsonNode content = read(file);
      String model = content.path("model").asText("").toLowerCase(Locale.ROOT);
      return model.isEmpty() ? !content.has("samples") : !model.contains("qwen");
    }
    // The tables carry no model name: go by their folder, and by the cases beside them.
    if (file.toString().toLowerCase(Locale.ROOT).contains("whisper")) {
      return true;
    }
    return files(file.getParent(), "case.json").stream().findFirst().stream()
        .anyMatch(QwenReferences::isOfOtherModel);
  }

  static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static List<Path> files(Path root, String name) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root, DEPTH)) {
      return all.filter(path -> path.endsWith(name)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(root.toString(), e);
    }
  }
}
