package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputUnavailable;
import dev.reelframe.models.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/** Which file it was when it was opened: a file may grow or be replaced while it is analysed. */
final class Fingerprint {
  /**
   * What the file system says about a file.
   *
   * @param changed time of the last change of content or attributes; nobody can set it back
   * @param key device and inode; null where there are none
   */
  private record State(long bytes, FileTime modified, Object changed, Object key) {
    private static final FileTime ANY = FileTime.fromMillis(0);

    static State of(Path file, boolean cached) throws IOException {
      BasicFileAttributes all = Files.readAttributes(file, BasicFileAttributes.class);
      if (cached) {
        return new State(all.size(), ANY, ANY, "");
      }
      return new State(all.size(), all.lastModifiedTime(), changed(file), all.fileKey());
    }

    private static Object changed(Path file) throws IOException {
      return file.getFileSystem().supportedFileAttributeViews().contains("unix")
          ? Objects.requireNonNull(
              Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
          : ANY;
    }
  }

  private final Path file;
  private final boolean cached;
  private final State opened;
  private volatile String sha256;

  private Fingerprint(Path file, boolean cached, State opened) {
    this.file = file;
    this.cached = cached;
    this.opened = opened;
  }

  /**
   * @param cached whether it lies in the cache of fetched media, which names files by their content
   *     and marks them when they are used
   * @throws InputUnavailable where the file cannot be read
   */
  static Fingerprint of(Path file, boolean cached) {
    try {
      return new Fingerprint(file, cached, State.of(file, cached));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InputUnavailable unreadable(Path file, IOException cause) {
    return new InputUnavailable(
        file + " cannot be read any more: check that it is still there", false, cause);
  }

  long bytes() {
    return opened.bytes;
  }

  /**
   * @throws InputUnavailable where the file is another one than at the beginning
   */
  void require() {
    try {
      if (!State.of(file, cached).equals(opened)) {
        throw new InputUnavailable(
            file + " changed since it was opened: open it again once it is complete", true, null);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** SHA-256 of the content at the beginning, lower-case hexadecimal. */
  String sha256() {
    String known = sha256;
    if (known == null) {
      require();
      known = digest();
      require();
      sha256 = known;
    }
    return known;
  }

  private String digest() {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
