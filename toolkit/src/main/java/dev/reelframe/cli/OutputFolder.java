package dev.reelframe.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a command writes to, asked before the work: hours of it are not to end in vain. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * @return the same folder
   * @throws IllegalArgumentException where it is a file, or cannot be written or made
   */
  static Path require(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new IllegalArgumentException(there + " is a file: give --out a folder");
    }
    if (!Files.isWritable(there)) {
      throw new IllegalArgumentException(
          "no permission to write in " + there + ": choose another --out");
    }
    return folder;
  }
}
