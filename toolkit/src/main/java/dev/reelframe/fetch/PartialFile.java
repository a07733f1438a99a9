package dev.reelframe.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.transfer.Ranges;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is still coming, and beside it which version of it: a later attempt, in this process
 * or the next, goes on where it broke only when the server still has that version.
 *
 * @param file the bytes so far
 */
record PartialFile(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a server says to tell versions of a file apart.
   *
   * @param etag entity tag, quoted, with {@code W/} where it is weak
   * @param lastModified HTTP date
   */
  record Version(Optional<String> etag, Optional<String> lastModified) {
    static final Version UNKNOWN = new Version(Optional.empty(), Optional.empty());

    /** The validator for If-Range: RFC 9110 allows strong ones only. */
    Optional<String> strong() {
      return Ranges.strong(etag).or(() -> lastModified);
    }
  }

  private Path beside() {
    return file.resolveSibling(file.getFileName() + ".json");
  }

  /** Bytes that a new attempt can build on; 0 where the version is not known. */
  long usable() throws IOException {
    return Files.exists(file) && version().strong().isPresent() ? Files.size(file) : 0;
  }

  Version version() {
    try {
      if (!Files.exists(beside())) {
        return Version.UNKNOWN;
      }
      var node = JSON.readTree(beside().toFile());
      return new Version(
          Optional.ofNullable(node.path("etag").textValue()),
          Optional.ofNullable(node.path("last_modified").textValue()));
    } catch (IOException e) {
      return Version.UNKNOWN;
    }
  }

  /** Starts at byte {@code start}, dropping what lies behind it. */
  FileChannel open(long start, Version version) throws IOException {
    Files.createDirectories(file.getParent());
    ObjectNode node = JSON.createObjectNode();
    version.etag().ifPresent(tag -> node.put("etag", tag));
    version.lastModified().ifPresent(date -> node.put("last_modified", date));
    JSON.writeValue(beside().toFile(), node);
    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    out.truncate(start);
    return out.position(start);
  }

  void discard() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(beside());
  }
}
