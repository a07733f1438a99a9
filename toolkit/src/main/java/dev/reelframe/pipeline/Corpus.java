package dev.reelframe.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Several clips, in the order in which they are worked on.
 *
 * @param sources files, or http(s) addresses, as {@link dev.reelframe.media.Video#open} takes them
 */
public record Corpus(List<String> sources) {
  /** Endings of what a folder is searched for; files of other names are given one by one. */
  private static final Set<String> ENDINGS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "mts", "m2t",
          "3gp", "3g2", "flv", "wmv", "asf", "ogv");

  public Corpus {
    sources = List.copyOf(sources);
  }

  /**
   * The video files of a folder by name, without those of folders inside it.
   *
   * @throws IllegalArgumentException where it is not a folder, or holds no video
   */
  public static Corpus folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is not a folder: give one that holds videos");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> ENDINGS.contains(ending(file)))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .map(Path::toString)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            folder + " holds no video: give the folder of the clips");
      }
      return new Corpus(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, for a cell. */
  public static Corpus folder(String folder) {
    return folder(Path.of(folder));
  }

  /** These clips. */
  public static Corpus of(String... sources) {
    return new Corpus(List.of(sources));
  }

  /** These files. */
  public static Corpus of(Collection<Path> files) {
    return new Corpus(files.stream().map(Path::toString).toList());
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
