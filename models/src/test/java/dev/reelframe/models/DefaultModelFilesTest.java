package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of models-default are what the catalogue and their NOTICE say, all of them. */
class DefaultModelFilesTest {
  private static final Path MODULE = Path.of("../models-default");
  private static final Path FILES = MODULE.resolve("src/main/resources/dev/reelframe/models/files");
  private static final long ALL_TOGETHER = 135_000_000;
  private static final long ONE_FILE = 55_000_000;

  private static List<ModelPart> parts() {
    return Catalogue.standard().entries().stream()
        .flatMap(entry -> entry.parts().stream())
        .filter(part -> part.source() instanceof Source.Embedded)
        .toList();
  }

  private static List<Path> committed() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aFileHasTheBytesThatTheCatalogueNames(ModelPart part) throws IOException {
    Path file = FILES.resolve(part.file());
    assertThat(part.bytes()).hasValue(Files.size(file));
    assertThat(part.sha256()).hasValue(VerifiedFiles.sha256(file));
    assertThat(EmbeddedFiles.has(part.file())).as("on the class path").isTrue();
  }

  @Test
  void everyFileIsNamedByTheCatalogue() throws IOException {
    assertThat(committed())
        .map(file -> FILES.relativize(file).toString().replace('\\', '/'))
        .containsExactlyInAnyOrderElementsOf(parts().stream().map(ModelPart::file).toList());
  }

  @Test
  void theNoticeSaysOfEveryFileWhatItIsAndWhereItComesFrom() throws IOException {
    String notice = Files.readString(MODULE.resolve("NOTICE"), StandardCharsets.UTF_8);
    List<String> paragraphs = List.of(notice.split("\n\n"));
    for (ModelPart part : parts()) {
      assertThat(paragraphs)
          .filteredOn(paragraph -> paragraph.startsWith(part.file() + "\n"))
          .as(part.file())
          .singleElement()
          .asString()
          .contains(
              part.bytes().getAsLong() + " bytes, SHA-256 " + part.sha256().orElseThrow(),
              "Package: ",
              "Taken: ",
              "Done to it: ")
          .containsPattern("Licence: (Apache-2\\.0|MIT|BSD-3-Clause), ");
    }
  }

  @Test
  void theFilesKeepWithinTheirLimits() throws IOException {
    long sum = 0;
    for (Path file : committed()) {
      assertThat(Files.size(file)).as(file.toString()).isLessThanOrEqualTo(ONE_FILE);
      sum += Files.size(file);
    }
    assertThat(sum).isPositive().isLessThanOrEqualTo(ALL_TOGETHER);
  }

  @Test
  void theNoticeAndTheLicenceComeAlong() {
    for (String file : List.of("NOTICE", "LICENSE")) {
      assertThat(getClass().getClassLoader().getResource("META-INF/" + file)).as(file).isNotNull();
    }
  }
}
