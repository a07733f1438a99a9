package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.models.PathLock;
import dev.reelframe.results.Manifest;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that one run writes, and nobody else meanwhile. Files are written beside those of an
 * earlier run and take their place when all are whole: first the old manifest goes, then the old
 * files, then the new ones come, the manifest last. So where a manifest stands, all files belong to
 * it; a run that was killed on its way leaves none, and the next one clears up after it. Files that
 * no manifest names are the user's own and stay.
 */
public final class RunFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCK = ".reelframe.lock";
  private static final String STAGING = ".reelframe-";
  private static final String REPLACED = "replaced-analysis.json";

  private final Path folder;
  private final boolean made;
  private final PathLock lock;
  private Optional<Path> staging = Optional.empty();

  /** Whether files are on their way to their places. */
  private boolean publishing;

  private RunFolder(Path folder, boolean made, PathLock lock) {
    this.folder = folder;
    this.made = made;
    this.lock = lock;
  }

  /**
   * Takes a folder for one run, and clears up after one that was killed.
   *
   * @param folder made where it is not there
   * @throws FolderBusy where another run writes it
   * @throws IOException where it cannot be made or written
   */
  public static RunFolder claim(Path folder) throws IOException {
    boolean made = !Files.exists(folder);
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(folder + " is a file: give a folder", e);
    }
    Path lock = folder.resolve(LOCK);
    PathLock mine =
        PathLock.within(Duration.ZERO, lock)
            .orElseThrow(() -> new FolderBusy(folder, PathLock.holder(lock)));
    RunFolder claimed = new RunFolder(folder, made, mine);
    try {
      claimed.clearUp();
    } catch (IOException | RuntimeException e) {
      mine.close();
      throw e;
    }
    return claimed;
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** Whether a run stands in it. */
  boolean isReused() {
    return Files.exists(folder.resolve(Manifest.FILE));
  }

  /** Where the files of a run are written before they take their places: a folder in the folder. */
  Path staging() throws IOException {
    if (staging.isEmpty()) {
      staging = Optional.of(Files.createTempDirectory(folder, STAGING));
    }
    return staging.get();
  }

  /**
   * Puts what was written in the place of what was there.
   *
   * @param manifest in the staging folder; it names all files by their paths below it
   */
  void publish(Path manifest) throws IOException {
    Path from = staging();
    List<String> fresh = named(manifest);
    publishing = true;
    Path old = folder.resolve(Manifest.FILE);
    if (Files.exists(old)) {
      Files.move(old, from.resolve(REPLACED), StandardCopyOption.ATOMIC_MOVE);
    }
    remove(from.resolve(REPLACED));
    for (String file : fresh) {
      Path place = folder.resolve(file);
      Files.createDirectories(place.getParent());
      Files.move(from.resolve(file), place, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(manifest, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    publishing = false;
    discard(from);
    staging = Optional.empty();
  }

  /** What runs left that did not come to their end. */
  private void clearUp() throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(folder)) {
      left =
          entries
              .filter(e -> e.getFileName().toString().startsWith(STAGING) && Files.isDirectory(e))
              .toList();
    }
    for (Path staged : left) {
      // Without a manifest in its place, what the two in there name may be half of either run.
      if (!Files.exists(folder.resolve(Manifest.FILE))) {
        remove(staged.resolve(REPLACED));
        remove(staged.resolve(Manifest.FILE));
      }
      discard(staged);
    }
  }

  /** Removes the files that a manifest names, and folders that are empty then. */
  private void remove(Path manifest) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (String file : named(manifest)) {
      Path place = folder.resolve(file);
      Files.deleteIfExists(place);
      folders.add(place.getParent());
    }
    for (Path parent : folders) {
      if (!parent.equals(folder)) {
        removeIfEmpty(parent);
      }
    }
  }

  /** Paths that a manifest names; those of runs that named none go by their usual names. */
  private List<String> named(Path manifest) throws IOException {
    if (!Files.isRegularFile(manifest)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    JsonNode files;
    try {
      files = JSON.readTree(manifest.toFile()).path("files");
    } catch (IOException e) {
      return usual();
    }
    if (files.isMissingNode()) {
      return usual();
    }
    for (var file : files.properties()) {
      if (folder.resolve(file.getKey()).normalize().startsWith(folder.normalize())) {
        names.add(file.getKey());
      }
    }
    return names;
  }

  private List<String> usual() throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name ->
              name.matches(
                  "tables/[a-z0-9_]+(\\.signal)?(\\.schema)?\\.(csv|json|parquet)"
                      + "|(profile|source)(\\.schema)?\\.(csv|json|parquet)"
                      + "|(speech|text_overlay)\\.(srt|vtt)|words\\.(tsv|json)|report\\.html"))
          .toList();
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something of the user's is in it.
    }
  }

  private static void discard(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Gone already.
    }
  }

  /** Gives the folder back; one that was made for nothing goes. */
  @Override
  public void close() throws IOException {
    try (lock) {
      // Where publishing broke, the next run learns from it which files to remove.
      if (staging.isPresent() && !publishing) {
        discard(staging.get());
      }
    }
    if (made) {
      removeIfEmpty(folder);
    }
  }

  /** Another run writes the folder. */
  public static final class FolderBusy extends IOException {
    private static final long serialVersionUID = 1;

    FolderBusy(Path folder, Optional<String> process) {
      super(
          folder
              + " is being written by another run"
              + process.map(pid -> " (process " + pid + ")").orElse("")
              + ": wait until it is done, or choose another folder");
    }
  }
}
