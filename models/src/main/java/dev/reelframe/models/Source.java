package dev.reelframe.models;

import java.net.URI;
import java.nio.file.Path;

/** Where the bytes of a {@link ModelPart} come from when no mirror has them. */
public sealed interface Source {

  /**
   * A public file: at a pinned commit or release where its part has a checksum, else trusted on
   * first use, see {@link FirstUse}.
   */
  record Download(URI uri) implements Source {
    /**
     * @throws IllegalArgumentException where it is no web address: nothing else is ever opened
     */
    public Download {
      WebAddresses.require(uri);
    }
  }

  /**
   * A file that comes along on the class path, as the resource {@code dev/reelframe/models/files/}
   * and the part's file: unpacked into the cache once, without any network.
   */
  record Embedded() implements Source {}

  /** A short text that the catalogue carries itself, for example the class names. */
  record Inline(String text) implements Source {}

  /** A file of the user's own, taken as it is. */
  record Local(Path path) implements Source {}
}
