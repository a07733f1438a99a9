package dev.reelframe.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that goes when this process ends. */
final class ScratchFolder {
  private ScratchFolder() {}

  static Path make() throws IOException {
    Path folder = Files.createTempDirectory("reelframe-corpus-");
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(folder)));
    return folder;
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The system clears its folder of temporary files.
    }
  }
}
