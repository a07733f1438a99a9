package dev.reelframe.models;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SHA-256 of files. Remembers a result for this process as long as size, times of change and
 * identity of the file stay the same, so a model that is asked for often is hashed once.
 */
final class VerifiedFiles {
  /**
   * @param changed when its content or its entry was changed, where the system tells: unlike the
   *     time of modification, nobody can set it
   */
  private record Stamp(long size, FileTime modified, Object changed, Object key) {}

  private record Known(Stamp stamp, String sha256) {}

  private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private VerifiedFiles() {}

  static String sha256(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Stamp before = stamp(path);
    Known known = KNOWN.get(path);
    if (known != null && known.stamp().equals(before)) {
      return known.sha256();
    }
    String digest = Sha256.of(path);
    // A file that changed while it was read has no checksum worth remembering.
    if (Objects.equals(before, stamp(path))) {
      KNOWN.put(path, new Known(before, digest));
    }
    return digest;
  }

  private static Stamp stamp(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Object changed = UNIX ? Files.getAttribute(path, "unix:ctime") : "";
    return new Stamp(
        attributes.size(), attributes.lastModifiedTime(), changed, attributes.fileKey());
  }
}
