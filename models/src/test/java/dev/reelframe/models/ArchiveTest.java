package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  @TempDir Path folder;

  /** A zip archive with one good entry more. */
  static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("good.txt"));
      zip.write('g');
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("a.task"), content);
  }

  @Test
  void takesOneEntryOut() throws Exception {
    Path target = folder.resolve("out");
    Archive.unpack(
        file(zip("sub/face.tflite", new byte[] {1, 2, 3})), "sub/face.tflite", target, 3);
    assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "a\\..\\evil", "C:evil", "a/./b"})
  void anEntryThatClimbsOutRefusesTheWholeArchive(String name) throws Exception {
    Path zip = file(zip(name, new byte[10]));
    Path target = folder.resolve("out");
    assertThatThrownBy(() -> Archive.unpack(zip, "good.txt", target, 10))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("climb");
    assertThat(target).doesNotExist();
  }

  @Test
  void anEntryThatUnpacksToMoreThanPromisedIsRefused() throws Exception {
    Path zip = file(zip("bomb", new byte[1_000_000]));
    assertThatThrownBy(() -> Archive.unpack(zip, "bomb", folder.resolve("out"), 1000))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("1000");
    assertThat(folder.resolve("out"))
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(),
            path -> assertThat(Files.size(path)).isLessThanOrEqualTo(1_000_000 / 10));
  }

  @Test
  void whatIsNoArchiveOrLacksTheEntryIsAMismatch() throws Exception {
    Path junk = file(new byte[500]);
    assertThatThrownBy(() -> Archive.unpack(junk, "x", folder.resolve("out"), 10))
        .isInstanceOf(ModelMismatch.class);
    Path zip = file(zip("there", new byte[1]));
    assertThatThrownBy(() -> Archive.unpack(zip, "not there", folder.resolve("out"), 10))
        .isInstanceOf(ModelMismatch.class);
  }
}
