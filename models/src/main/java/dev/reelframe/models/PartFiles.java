package dev.reelframe.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single files of the store: where they are, whether they are right, how they get here. */
final class PartFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PartFiles.class);

  /** How long a host that did not answer is not asked again on an analyzer's behalf. */
  private static final long SILENT_NANOS = 60_000_000_000L;

  private static final Map<String, Long> SILENT_SINCE = new ConcurrentHashMap<>();

  private final Path cache;
  private final Optional<Mirror> mirror;
  private final boolean network;
  private final FirstUse firstUse;

  private PartFiles(Path cache, Optional<Mirror> mirror, boolean network) {
    this.cache = cache.toAbsolutePath().normalize();
    this.mirror = mirror;
    this.network = network;
    this.firstUse = new FirstUse(this.cache);
  }

  static PartFiles in(Path cache) {
    return new PartFiles(cache, Optional.empty(), true);
  }

  PartFiles with(Mirror other) {
    return new PartFiles(cache, Optional.of(other), network);
  }

  PartFiles offline() {
    return new PartFiles(cache, mirror, false);
  }

  /** What a file must be; without a checksum it comes for the first time. */
  private record Wanted(String model, String file, OptionalLong bytes, Optional<String> sha256) {
    /** Tells parts of several versions of a file apart. */
    String version() {
      return sha256.map(digest -> digest.substring(0, 12)).orElse("first");
    }
  }

  /** Where the part lies now, right or wrong. */
  Optional<Path> find(ModelPart part) {
    if (part.source() instanceof Source.Local local) {
      return Optional.of(local.path()).filter(Files::isRegularFile);
    }
    return inMirror(part.file())
        .or(() -> Optional.of(cache.resolve(part.file())).filter(Files::isRegularFile));
  }

  private Optional<Path> inMirror(String file) {
    return mirror.flatMap(m ->
        m instanceof Mirror.Folder folder
            ? Optional.of(folder.of(file)).filter(Files::isRegularFile)
            : Optional.empty());
  }

  /** Whether the file is what the part wants, by size or by checksum. */
  boolean intact(ModelPart part, Path file, boolean hashing) {
    if (part.source() instanceof Source.Local) {
      return true;
    }
    Optional<String> digest = firstUse.digest(part);
    try {
      return digest.isPresent()
          && (part.bytes().isEmpty() || Files.size(file) == part.bytes().getAsLong())
          && (!hashing || VerifiedFiles.sha256(file).equals(digest.get()));
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, e.getMessage());
      return false;
    }
  }

  /** What the user can do to get a part that is not here. */
  String remedy(ModelEntry entry, ModelPart part) {
    return Remedy.howToGet(entry, part, network);
  }

  /** Whether the part is on this machine, of the right size where it is a file. */
  boolean here(ModelPart part) {
    if (find(part).filter(file -> intact(part, file, false)).isPresent()) {
      return true;
    }
    if (inMirror(part.file()).isPresent()) {
      return false;
    }
    return switch (part.source()) {
      case Source.Embedded embedded -> EmbeddedFiles.has(part.file());
      case Source.Inline inline -> true;
      default -> false;
    };
  }

  /**
   * The file's address on a mirror that is a server; on a safe one where nobody knows its checksum.
   */
  private Optional<URI> server(boolean unknown, String file) {
    return network && mirror.isPresent() && mirror.get() instanceof Mirror.Server found
        ? Optional.of(found.of(file)).filter(uri -> !unknown || FirstUse.safe(uri))
        : Optional.empty();
  }

  /** Whether there is a source that does not need the user. */
  boolean fetchable(ModelPart part) {
    return inMirror(part.file()).isPresent()
        || server(firstUse.digest(part).isEmpty(), part.file()).isPresent()
        || switch (part.source()) {
          case Source.Embedded embedded -> EmbeddedFiles.has(part.file());
          case Source.Inline inline -> true;
          case Source.Download download ->
              network && (part.sha256().isPresent() || FirstUse.safe(download.uri()));
          case Source.Local local -> false;
        };
  }

  /** The verified file of a part, fetched if need be. */
  Path obtain(ModelEntry entry, ModelPart part, Progress progress, boolean explicit) {
    if (part.source() instanceof Source.Local local) {
      return find(part)
          .orElseThrow(() ->
              new ModelMissing(
                  entry.name(),
                  "The file "
                      + local.path()
                      + " of model "
                      + entry.name()
                      + " is gone: register it again.",
                  null));
    }
    Wanted wanted = wanted(entry, part);
    if (wanted.sha256().isEmpty() && !(explicit && fetchable(part))) {
      throw new ModelMissing(entry.name(), remedy(entry, part), null);
    }
    Optional<Path> here = present(wanted);
    if (here.isPresent()) {
      return here.get();
    }
    try (PathLock lock = PathLock.on(lockFile(wanted))) {
      // Another process may have brought it while this one waited.
      Wanted now = wanted(entry, part);
      Optional<Path> meanwhile = present(now);
      return meanwhile.isPresent() ? meanwhile.get() : fetch(entry, part, now, progress, explicit);
    } catch (IOException | UncheckedIOException e) {
      throw new ModelUnavailable(
          "Model "
              + entry.name()
              + " cannot be stored in "
              + cache
              + " ("
              + e.getMessage()
              + "): free space there, or set REELFRAME_HOME to a folder that can be written.",
          false,
          e);
    }
  }

  private Path lockFile(Wanted wanted) {
    return cache.resolve(".locks").resolve(wanted.file().replace('/', '_') + ".lock");
  }

  private Wanted wanted(ModelEntry entry, ModelPart part) {
    return new Wanted(entry.name(), part.file(), part.bytes(), firstUse.digest(part));
  }

  /**
   * The file in a folder mirror, which must be right, or in the cache, where a wrong one is
   * replaced.
   */
  private Optional<Path> present(Wanted wanted) {
    if (wanted.sha256().isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> mirrored = inMirror(wanted.file());
    if (mirrored.isPresent()) {
      requireRight(wanted, mirrored.get(), "Correct the mirror.");
      return mirrored;
    }
    Path cached = cache.resolve(wanted.file());
    if (!Files.isRegularFile(cached)) {
      return Optional.empty();
    }
    if (right(wanted, cached)) {
      return Optional.of(cached);
    }
    LOG.warn("{} is not what the catalogue names and will be fetched again", cached);
    return Optional.empty();
  }

  private static boolean right(Wanted wanted, Path file) {
    try {
      return (wanted.bytes().isEmpty() || Files.size(file) == wanted.bytes().getAsLong())
          && (wanted.sha256().isEmpty()
              || VerifiedFiles.sha256(file).equals(wanted.sha256().get()));
    } catch (IOException e) {
      throw new ModelUnavailable(
          "The file " + file + " of model " + wanted.model() + " cannot be read: " + e.getMessage(),
          false,
          e);
    }
  }

  private static void requireRight(Wanted wanted, Path file, String nextStep) {
    if (!right(wanted, file)) {
      throw new ModelMismatch(
          "The file "
              + file
              + " is not the one the catalogue names for model "
              + wanted.model()
              + " (SHA-256 "
              + wanted.sha256().orElse("unknown")
              + "): it was not loaded. "
              + nextStep);
    }
  }

  private Path fetch(
      ModelEntry entry, ModelPart part, Wanted wanted, Progress progress, boolean explicit)
      throws IOException {
    List<Exception> failures = new ArrayList<>();
    if (part.source() instanceof Source.Embedded) {
      // What comes along is never asked for over a network.
      Optional<Path> path = attempt(failures, () -> unpackEmbedded(wanted));
      if (path.isPresent()) {
        return path.get();
      }
    }
    Optional<Path> mirrored = inMirror(wanted.file());
    if (mirrored.isPresent()) {
      // Only a file that nobody knows the checksum of comes here: the mirror is the user's word.
      firstUse.keep(wanted.file(), VerifiedFiles.sha256(mirrored.get()));
      return mirrored.get();
    }
    Optional<URI> server = server(wanted.sha256().isEmpty(), wanted.file());
    if (server.isPresent()) {
      Optional<Path> path =
          attempt(failures, () -> download(wanted, server.get(), progress, explicit));
      if (path.isPresent()) {
        return path.get();
      }
    }
    Optional<Path> path = attempt(failures, () -> fromSource(part, wanted, progress, explicit));
    return path.orElseThrow(() -> Remedy.after(entry, part, network, failures));
  }

  @FunctionalInterface
  private interface Attempt {
    Optional<Path> run() throws IOException;
  }

  /**
   * Runs one attempt and notes a failure that a further source can mend; trouble with the disk
   * passes through.
   */
  private static Optional<Path> attempt(List<Exception> failures, Attempt attempt)
      throws IOException {
    try {
      return attempt.run();
    } catch (Download.Unreachable | Download.NotThere | ModelMismatch | ModelUnavailable e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  private Optional<Path> fromSource(
      ModelPart part, Wanted wanted, Progress progress, boolean explicit) throws IOException {
    return switch (part.source()) {
      case Source.Download download when network ->
          download(wanted, download.uri(), progress, explicit);
      case Source.Embedded embedded -> Optional.empty();
      case Source.Inline inline -> Optional.of(write(wanted, inline.text()));
      case Source.Download download -> Optional.empty();
      case Source.Local local -> Optional.empty();
    };
  }

  private Optional<Path> download(Wanted wanted, URI uri, Progress progress, boolean explicit)
      throws IOException {
    String host = Optional.ofNullable(uri.getHost()).orElse("") + ":" + uri.getPort();
    if (!explicit && silent(host)) {
      throw new Download.Unreachable(uri.getHost() + " did not answer a moment ago", null);
    }
    Path partial = partial(wanted);
    requireSpace(wanted, partial);
    LOG.info("Fetching {} for model {}", Download.printable(uri), wanted.model());
    Download download =
        new Download(uri, wanted.file(), wanted.bytes(), wanted.sha256().isEmpty(), progress);
    try {
      boolean resumed = download.into(partial);
      if (resumed && !right(wanted, partial)) {
        // The earlier part came from another file or was damaged on the disk: once more from the
        // start.
        Files.delete(partial);
        download.into(partial);
      }
    } catch (Download.Unreachable e) {
      SILENT_SINCE.put(host, System.nanoTime());
      throw e;
    } catch (ModelMismatch e) {
      Files.deleteIfExists(partial);
      throw e;
    }
    SILENT_SINCE.remove(host);
    return Optional.of(moveIntoPlace(wanted, partial, sentOther(wanted, uri)));
  }

  private String sentOther(Wanted wanted, URI uri) {
    Path record = firstUse.record(wanted.file());
    return Download.printable(uri)
        + " sent something else."
        + (Files.exists(record)
            ? " Where that is meant, delete " + record + " and fetch it again."
            : "");
  }

  private static boolean silent(String host) {
    Long since = SILENT_SINCE.get(host);
    return since != null && System.nanoTime() - since < SILENT_NANOS;
  }

  /** The file being fetched; its name holds the checksum, so bytes of two versions never mix. */
  private Path partial(Wanted wanted) throws IOException {
    Path target = cache.resolve(wanted.file());
    Files.createDirectories(target.getParent());
    return target.resolveSibling(target.getFileName() + "." + wanted.version() + ".part");
  }

  private void requireSpace(Wanted wanted, Path partial) throws IOException {
    long have = Files.exists(partial) ? Files.size(partial) : 0;
    long need = wanted.bytes().orElse(0) - have;
    long usable = Files.getFileStore(partial.getParent()).getUsableSpace();
    if (need > usable) {
      throw new IOException(wanted.file() + " needs " + need + " bytes, " + usable + " are free");
    }
  }

  private Path moveIntoPlace(Wanted wanted, Path partial, String otherwise) throws IOException {
    try {
      requireRight(wanted, partial, otherwise);
    } catch (ModelMismatch e) {
      Files.deleteIfExists(partial);
      throw e;
    }
    if (wanted.sha256().isEmpty()) {
      firstUse.keep(wanted.file(), VerifiedFiles.sha256(partial));
    }
    Path target = cache.resolve(wanted.file());
    try {
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system of " + cache + " cannot move a file in one step", e);
    }
    return target;
  }

  private Optional<Path> unpackEmbedded(Wanted wanted) throws IOException {
    if (!EmbeddedFiles.has(wanted.file())) {
      return Optional.empty();
    }
    Path partial = partial(wanted);
    requireSpace(wanted, partial);
    EmbeddedFiles.copy(wanted.file(), partial);
    return Optional.of(
        moveIntoPlace(wanted, partial, "The class path holds another file of that name."));
  }

  private Path write(Wanted wanted, String text) throws IOException {
    Path partial = partial(wanted);
    Files.writeString(partial, text, StandardCharsets.UTF_8);
    return moveIntoPlace(wanted, partial, "The catalogue's text and checksum differ.");
  }
}
