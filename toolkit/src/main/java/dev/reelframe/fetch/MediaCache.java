package dev.reelframe.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import dev.reelframe.fetch.PartialFile.Version;
import dev.reelframe.models.PathLock;
import dev.reelframe.models.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Media files named by their SHA-256, and an index by address. Everything appears by an atomic
 * move, so that a reader sees a whole file or none; one lock per address keeps two fetches of the
 * same address apart, also between processes.
 *
 * <p>{@code objects/<sha256>}, {@code index/<sha256 of the address>.json}, {@code partial/}.
 */
final class MediaCache {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Objects that this process has handed out: a video may be decoded from them at any time. */
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private static final Duration PARTIAL_KEPT = Duration.ofDays(7);

  private final Path root;

  MediaCache(Path root) {
    this.root = root;
  }

  /**
   * What an address gave when it was last asked.
   *
   * @param version as the server tells versions apart
   * @param fetched when
   */
  record Entry(String sha256, Version version, Instant fetched, boolean page, SourceInfo info) {}

  /** Keeps others from fetching the same address. */
  PathLock hold(WebAddress url, Duration limit) throws IOException {
    try {
      return PathLock.within(limit, root.resolve("partial").resolve(key(url) + ".lock"))
          .orElseThrow(() -> busy(url));
    } catch (InterruptedIOException e) {
      throw new Unavailable("the fetch was interrupted: run it again", true, e);
    }
  }

  private static Unavailable busy(WebAddress url) {
    return new Unavailable(
        url + " is being fetched by another run: try again when that is done", true, null);
  }

  Optional<Entry> find(WebAddress url) {
    try {
      JsonNode node = JSON.readTree(Files.readString(index(url)));
      Entry entry =
          new Entry(
              node.path("sha256").asText(),
              new Version(
                  Optional.ofNullable(node.path("etag").textValue()),
                  Optional.ofNullable(node.path("last_modified").textValue())),
              Instant.ofEpochSecond(node.path("fetched_epoch_s").asLong()),
              node.path("page").asBoolean(),
              new SourceInfo((ObjectNode) node.path("source")));
      boolean here = entry.sha256().matches("[0-9a-f]{64}") && Files.exists(object(entry.sha256()));
      return here ? Optional.of(entry) : Optional.empty();
    } catch (IOException | ClassCastException e) {
      // No entry, or one of another version of this program: fetched anew.
      return Optional.empty();
    }
  }

  Path object(String sha256) {
    return root.resolve("objects").resolve(sha256);
  }

  PartialFile partial(WebAddress url) {
    return new PartialFile(root.resolve("partial").resolve(key(url) + ".part"));
  }

  /** Hands out an object: it counts as used now, and stays until the process ends. */
  Path use(Entry entry) throws IOException {
    Path object = object(entry.sha256());
    IN_USE.add(object.toAbsolutePath());
    Files.setLastModifiedTime(object, FileTime.from(Instant.now()));
    return object;
  }

  /** Takes in a whole file, which is moved away from where it is. */
  Entry store(
      WebAddress url, Path whole, Version version, boolean page, SourceInfo info, long limit)
      throws IOException {
    String sha256 = Sha256.of(whole);
    Entry entry = new Entry(sha256, version, Instant.now(), page, info);
    IN_USE.add(object(sha256).toAbsolutePath());
    Files.createDirectories(root.resolve("objects"));
    move(whole, object(sha256));
    ObjectNode node = JSON.createObjectNode().put("sha256", sha256).put("page", page);
    version.etag().ifPresent(tag -> node.put("etag", tag));
    version.lastModified().ifPresent(date -> node.put("last_modified", date));
    node.put("fetched_epoch_s", entry.fetched().getEpochSecond());
    node.set("source", info.row());
    Files.createDirectories(root.resolve("index"));
    Path fresh = Files.createTempFile(root.resolve("index"), "entry", ".tmp");
    JSON.writeValue(fresh.toFile(), node);
    move(fresh, index(url));
    evict(limit);
    dropForgotten();
    return entry;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Attempts that nobody took up again. */
  private void dropForgotten() throws IOException {
    Instant old = Instant.now().minus(PARTIAL_KEPT);
    try (Stream<Path> files = Files.list(root.resolve("partial"))) {
      for (Path file : files.toList()) {
        boolean lock = file.toString().endsWith(".lock");
        if (!lock
            && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(old)) {
          deleteTree(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Another run was faster.
    }
  }

  /** The longest unused go first, none that this process handed out. */
  private void evict(long limit) throws IOException {
    record Item(Path file, long bytes, FileTime used) {}
    List<Item> items;
    try (Stream<Path> files = Files.list(root.resolve("objects"))) {
      items =
          files
              .flatMap(file -> {
                try {
                  return Stream.of(
                      new Item(file, Files.size(file), Files.getLastModifiedTime(file)));
                } catch (IOException e) {
                  return Stream.empty();
                }
              })
              .sorted(Comparator.comparing(Item::used).thenComparing(Item::file))
              .toList();
    }
    long sum = items.stream().mapToLong(Item::bytes).sum();
    for (Item item : items) {
      if (sum <= limit) {
        return;
      }
      if (!IN_USE.contains(item.file().toAbsolutePath())) {
        Files.deleteIfExists(item.file());
        sum -= item.bytes();
      }
    }
  }

  /** A folder for one fetch, not readable by others. */
  Path workFolder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(root.resolve("partial")), "page");
  }

  static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Gone already.
    }
  }

  private Path index(WebAddress url) {
    return root.resolve("index").resolve(key(url) + ".json");
  }

  private static String key(WebAddress url) {
    return HexFormat.of().formatHex(Sha256.bytesOf(url.toString()));
  }
}
