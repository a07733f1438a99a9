package dev.reelframe.models;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of a {@link ModelPart} come from when no mirror has them. */
public sealed interface Source {

  /**
   * A public file: at a pinned commit or release where its part has a checksum, else trusted on
   * first use, see {@link FirstUse}.
   */
  record Download(URI uri) implements Source {}

  /**
   * A file that comes along on the class path, as the resource {@code dev/reelframe/models/files/}
   * and the part's file: unpacked into the cache once, without any network.
   */
  record Embedded() implements Source {}

  /** A short text that the catalogue carries itself, for example the class names. */
  record Inline(String text) implements Source {}

  /** One file inside a public archive. */
  record Packed(Original archive) implements Source {}

  /**
   * A file that somebody made out of a public one: only a mirror has it.
   *
   * @param from repository and path of the public file
   * @param note what is known of the conversion
   * @param original the public file, where its bytes are pinned
   */
  record Converted(String from, String note, Optional<Original> original) implements Source {}

  /** A file of the user's own, taken as it is. */
  record Local(Path path) implements Source {}

  /**
   * A pinned public file that another is taken from.
   *
   * @param file its path in a mirror or the cache
   * @param bytes its size
   * @param sha256 its checksum, 64 hex digits
   * @param uri its address
   * @param entry the name inside it when it is a zip archive
   */
  record Original(String file, long bytes, String sha256, URI uri, Optional<String> entry) {
    public Original {
      ModelPart.requireSafe(file);
      ModelPart.requireSha256(sha256);
    }
  }
}
