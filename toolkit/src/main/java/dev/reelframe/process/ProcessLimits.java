package dev.reelframe.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child process and its children may take from the machine, kept by the kernel; nothing
 * where the system has no {@code prlimit}.
 *
 * @param fileBytes size of a file it writes
 * @param memoryBytes address space; 0 for any
 * @param cpuS CPU seconds; 0 for any
 */
public record ProcessLimits(long fileBytes, long memoryBytes, long cpuS) {
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  /**
   * The command under these limits; the program replaces {@code prlimit}, so its id is the child's.
   */
  public List<String> around(List<String> command) {
    if (!Files.isExecutable(PRLIMIT)) {
      return command;
    }
    List<String> words =
        new ArrayList<>(List.of(PRLIMIT.toString(), "--core=0", "--fsize=" + fileBytes));
    if (memoryBytes > 0) {
      words.add("--as=" + memoryBytes);
    }
    if (cpuS > 0) {
      words.add("--cpu=" + cpuS);
    }
    words.add("--");
    words.addAll(command);
    return List.copyOf(words);
  }
}
