package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Cases with outputs of the reference implementation, and the models that they belong to.
 *
 * <p>Cases come from the shared models, and from the folder named by {@code
 * -Dreelframe.references=DIR}: a folder of cases, or one anywhere above them. A folder that is
 * named but holds no case fails the test; with neither it is skipped.
 */
abstract class WhisperCases {
  private static final Path SHARED_MODELS =
      Path.of(System.getProperty("reelframe.shared", "../../shared"), "models");

  static final List<ReferenceCase> CASES = new ArrayList<>();
  private static final Map<Path, Whisper> MODELS = new HashMap<>();

  @BeforeAll
  static void findCases() throws IOException {
    String named = System.getProperty("reelframe.references", "");
    Path shared = SHARED_MODELS.resolve("whisper-tiny-random");
    assumeTrue(
        !named.isBlank() || Files.isDirectory(shared),
        "neither the shared models nor -Dreelframe.references are there");
    CASES.clear();
    if (Files.isDirectory(shared)) {
      List<ReferenceCase> found = ReferenceCase.below(shared, SHARED_MODELS);
      assertThat(found).as("Whisper cases below " + shared).isNotEmpty();
      CASES.addAll(found);
    }
    if (!named.isBlank()) {
      List<ReferenceCase> found = ReferenceCase.below(folder(named), SHARED_MODELS);
      assertThat(found).as("Whisper cases below -Dreelframe.references=" + named).isNotEmpty();
      found.stream()
          .filter(more -> CASES.stream().noneMatch(c -> c.folder().equals(more.folder())))
          .forEach(CASES::add);
    }
  }

  /** A relative folder is meant from where Maven was called, the folder above this module. */
  private static Path folder(String named) {
    Path above = Path.of("..").resolve(named);
    return Files.isDirectory(Path.of(named)) ? Path.of(named) : above;
  }

  @AfterAll
  static void closeModels() {
    MODELS.values().forEach(Whisper::close);
    MODELS.clear();
  }

  static Stream<ReferenceCase> cases() {
    return CASES.stream();
  }

  static Whisper model(ReferenceCase reference) {
    return MODELS.computeIfAbsent(reference.model(), Whisper::open);
  }

  static int[] ints(JsonNode node, String key) {
    return ReferenceCase.integers(node.path(key));
  }
}
