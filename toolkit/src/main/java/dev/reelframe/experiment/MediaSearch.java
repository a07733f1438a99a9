package dev.reelframe.experiment;

import dev.reelframe.media.SampleClip;
import dev.reelframe.models.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds a clip by its hash: where it was, by its name nearby, or by its size nearby. */
final class MediaSearch {
  private static final int FOLDERS_UP = 4;
  private static final int FOLDERS_DOWN = 2;
  private static final int MOST_FILES = 5000;

  private final Path base;
  private final List<Path> folders;

  /**
   * @param base folder that the places in a record start from
   * @param folders where to look first
   */
  MediaSearch(Path base, List<Path> folders) {
    this.base = base.toAbsolutePath().normalize();
    this.folders = folders;
  }

  /**
   * The file with that hash.
   *
   * @param stated its place when the record was written
   * @throws IllegalArgumentException where none is found; the message says where it was looked for
   */
  Path find(String stated, long bytes, String sha256) {
    Path was = base.resolve(stated).normalize();
    try {
      for (Path candidate : candidates(was, bytes)) {
        if (Files.isRegularFile(candidate) && Sha256.of(candidate).equals(sha256)) {
          return candidate;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String why =
        Files.isRegularFile(was)
            ? was + " is not the clip that was measured: its SHA-256 differs; and no other file is"
            : "no file is " + was.getFileName() + ", SHA-256 " + sha256.substring(0, 12) + "...,";
    throw new IllegalArgumentException(
        why + " in or above " + base + ": put the clip there, or name its folder");
  }

  private List<Path> candidates(Path was, long bytes) throws IOException {
    List<Path> found = new ArrayList<>(List.of(was, SampleClip.video().file()));
    Set<Path> places = new LinkedHashSet<>(folders);
    places.add(base);
    Path up = base;
    for (int i = 0; i < FOLDERS_UP && up != null; i++) {
      up = up.getParent();
      Optional.ofNullable(up).ifPresent(places::add);
    }
    places.forEach(place -> found.add(place.resolve(was.getFileName())));
    for (Path place : List.copyOf(places).subList(0, folders.size() + 1)) {
      found.addAll(ofSize(place, bytes));
    }
    return found;
  }

  private static List<Path> ofSize(Path folder, long bytes) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, FOLDERS_DOWN)) {
      return files
          .limit(MOST_FILES)
          .filter(file -> Files.isRegularFile(file) && file.toFile().length() == bytes)
          .toList();
    } catch (UncheckedIOException unreadable) {
      return List.of();
    }
  }
}
