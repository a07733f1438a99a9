package dev.reelframe.models;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checksums of files for which nobody published one: what the first fetch brought is recorded in
 * the cache and required from then on ("trust on first use", docs/decisions/0001). Such a file is
 * fetched on a user's own wish only, over https.
 */
final class FirstUse {
  private static final String FOLDER = ".recorded";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Path cache;

  FirstUse(Path cache) {
    this.cache = cache;
  }

  /** The checksum that a part must have: the catalogue's, else the recorded one. */
  Optional<String> digest(ModelPart part) {
    return part.sha256().or(() -> recorded(part.file()));
  }

  private Optional<String> recorded(String file) {
    try {
      String text = Files.readString(record(file), StandardCharsets.UTF_8).strip();
      return Optional.of(text).filter(t -> SHA256.matcher(t).matches());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Where the checksum of a file is kept. */
  Path record(String file) {
    return cache.resolve(FOLDER).resolve(file + ".sha256");
  }

  /** Keeps the checksum of a file that came for the first time. */
  void keep(String file, String sha256) throws IOException {
    Path record = record(file);
    Files.createDirectories(record.getParent());
    Path partial = record.resolveSibling(record.getFileName() + ".part");
    Files.writeString(partial, sha256 + "\n", StandardCharsets.UTF_8);
    Files.move(
        partial, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether nobody on the way can change what comes from there: https, or this machine. */
  static boolean safe(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || THIS_MACHINE.contains(uri.getHost());
  }
}
