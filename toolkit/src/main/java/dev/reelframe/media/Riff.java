package dev.reelframe.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The size that a RIFF file (WAV, AVI) states in its first chunk. libavformat reckons a cut file's
 * duration from what is left of it, so that nothing else tells.
 */
final class Riff {
  /** Written by programs that cannot go back to the beginning. */
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  private Riff() {}

  /**
   * What is missing at the end of a file, in words; empty for a whole file or another container.
   */
  static Optional<String> shortfall(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] tag = in.readNBytes(4);
      if (!new String(tag, StandardCharsets.ISO_8859_1).equals("RIFF")) {
        return Optional.empty();
      }
      long stated = Integer.reverseBytes(in.readInt()) & UNKNOWN;
      long there = Files.size(file) - 8;
      // The last chunk may lack its padding byte; some writers count their own header.
      return stated == 0 || stated == UNKNOWN || stated <= there + 8
          ? Optional.empty()
          : Optional.of("the file has " + (there + 8) + " of " + (stated + 8) + " bytes");
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
