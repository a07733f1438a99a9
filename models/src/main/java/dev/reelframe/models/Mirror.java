package dev.reelframe.models;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A place that holds the catalogue's files under their relative paths: a folder, read in place, or
 * a web server.
 */
sealed interface Mirror {
  record Folder(Path path) implements Mirror {
    Path of(String file) {
      return path.resolve(file);
    }
  }

  record Server(URI base) implements Mirror {
    URI of(String file) {
      return base.resolve(file.replace(" ", "%20"));
    }
  }

  /** Reads a folder, a {@code file:} address or an {@code http(s):} address. */
  static Mirror parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (lower.startsWith("http://") || lower.startsWith("https://")) {
        String base = text.strip();
        return new Server(WebAddresses.require(URI.create(base.endsWith("/") ? base : base + "/")));
      }
      if (lower.startsWith("file:")) {
        return new Folder(Path.of(URI.create(text.strip())));
      }
      // One letter before the colon is a Windows drive.
      if (lower.matches("[a-z][a-z0-9+.-]+:.*")) {
        throw new IllegalArgumentException("its scheme is none of file, http, https");
      }
      return new Folder(Path.of(text.strip()).toAbsolutePath());
    } catch (IllegalArgumentException e) {
      throw new ModelUnavailable(
          "REELFRAME_MODEL_MIRROR cannot be used ("
              + e.getMessage()
              + "): give a folder, a file: or an http(s): address.",
          false,
          e);
    }
  }
}
