package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNativesTest {
  @TempDir Path home;

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  @Test
  void theLibrariesAreUnpackedOnceAndAHalfOneIsReplaced() throws IOException {
    Path folder = OnnxNatives.unpacked(home, OnnxNatives.platform()).orElseThrow();
    assertThat(folder).startsWith(home.resolve("native"));
    List<Path> libraries = files(folder);
    assertThat(libraries)
        .extracting(file -> file.getFileName().toString())
        .contains(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
    long whole = Files.size(libraries.getFirst());
    FileTime longAgo = FileTime.fromMillis(0);
    for (Path library : libraries) {
      Files.setLastModifiedTime(library, longAgo);
    }
    Files.write(libraries.getFirst(), new byte[10]);

    assertThat(OnnxNatives.unpacked(home, OnnxNatives.platform())).contains(folder);
    assertThat(files(folder)).isEqualTo(libraries);
    assertThat(libraries.getFirst()).hasSize(whole);
    assertThat(Files.getLastModifiedTime(libraries.getLast())).isEqualTo(longAgo);
  }

  @Test
  void whereTheyCannotBeUnpackedTheRuntimeIsLeftToItself() throws IOException {
    assertThat(OnnxNatives.unpacked(home, "plan9-vax")).isEmpty();
    Path taken = Files.createFile(home.resolve("file"));
    assertThat(OnnxNatives.unpacked(taken, OnnxNatives.platform())).isEmpty();
  }

  @Test
  void theRuntimeOfThisProcessComesFromThere() {
    assertThat(OnnxRuntime.version()).isNotBlank();
    assertThat(Path.of(System.getProperty(OnnxNatives.PROPERTY)))
        .isDirectoryContaining("glob:**onnxruntime*");
  }
}
