package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A version above the first stands in the changelog, with the reason why tables changed. */
class AnalyzerVersionsTest {
  /** Tests run in the module's folder. */
  private static final Path CHANGELOG = Path.of("../CHANGELOG.md");

  static List<AnalyzerSpec> laterVersions() {
    return Analyzers.all().stream()
        .flatMap(analyzer -> Stream.of(analyzer.spec()))
        .filter(spec -> !spec.version().equals("1"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("laterVersions")
  void standsInTheChangelog(AnalyzerSpec spec) throws IOException {
    assertThat(Files.readString(CHANGELOG))
        .as("a line in CHANGELOG.md for " + spec.name() + " " + spec.version())
        .contains("`" + spec.name() + "` " + spec.version());
  }
}
