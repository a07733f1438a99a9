package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedFilesTest {
  @TempDir Path dir;

  @Test
  void anotherContentOfTheSameSizeAndTimeIsSeen() throws IOException, InterruptedException {
    Path file = Files.write(dir.resolve("model.onnx"), new byte[1000]);
    FileTime modified = Files.getLastModifiedTime(file);
    String before = VerifiedFiles.sha256(file);
    assertThat(VerifiedFiles.sha256(file)).isEqualTo(before);
    Thread.sleep(50); // times of change count in ticks of the kernel
    byte[] flipped = new byte[1000];
    flipped[500] = 1;
    Files.write(file, flipped);
    Files.setLastModifiedTime(file, modified);
    assertThat(VerifiedFiles.sha256(file)).isEqualTo(Sha256.of(file)).isNotEqualTo(before);
  }
}
