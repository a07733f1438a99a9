package dev.reelframe.pipeline;

import dev.reelframe.results.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Several clips, in the order in which they are worked on.
 *
 * @param sources files, or http(s) addresses, as {@link dev.reelframe.media.Video#open} takes them;
 *     each once
 */
public record Corpus(List<String> sources) {
  /** Endings of what a folder is searched for; files of other names are given one by one. */
  private static final Set<String> ENDINGS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "mts", "m2t",
          "3gp", "3g2", "flv", "wmv", "asf", "ogv");

  public Corpus {
    sources = List.copyOf(new LinkedHashSet<>(sources));
  }

  /**
   * The video files of a folder and of the folders inside it, by path. Hidden folders and folders
   * of results are left out.
   *
   * @throws IllegalArgumentException where it is not a folder, or holds no video
   */
  public static Corpus folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is not a folder: give one that holds videos");
    }
    List<String> found = files(folder, file -> ENDINGS.contains(ending(file)));
    if (found.isEmpty()) {
      throw new IllegalArgumentException(folder + " holds no video: give the folder of the clips");
    }
    return new Corpus(found);
  }

  /** The same, for a cell. */
  public static Corpus folder(String folder) {
    return folder(Path.of(folder));
  }

  /**
   * The files that a pattern fits, by path, whatever their ending: {@code clips/*.mp4}, {@code
   * clips/**}{@code /*.{mov,mp4}}.
   *
   * @throws IllegalArgumentException where no file fits
   */
  public static Corpus glob(String pattern) {
    Path base = Path.of(".");
    int start = 0;
    // The longest part in front that is a plain folder is where the search begins.
    for (int slash = pattern.indexOf('/');
        slash >= 0 && !isGlob(pattern.substring(0, slash));
        slash = pattern.indexOf('/', start)) {
      start = slash + 1;
      base = Path.of(pattern.substring(0, start));
    }
    PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(start));
    Path from = base;
    List<String> found =
        Files.isDirectory(from)
            ? files(from, file -> fits.matches(from.relativize(file)))
            : List.of();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no file fits " + pattern + ": check the pattern");
    }
    return new Corpus(found);
  }

  /** Whether a name that is no file is a pattern of {@link #glob}. */
  private static boolean isGlob(String name) {
    return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /**
   * What a file lists, one source in a line, each as {@link #named} takes it; empty lines and those
   * that begin with # are left out.
   *
   * @throws IllegalArgumentException where it lists nothing, or names what is not there
   */
  public static Corpus list(Path file) {
    List<String> lines;
    try {
      lines =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the list " + file + " cannot be read: give a text file with a source in each line", e);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(file + " lists no clip: write one source in each line");
    }
    return named(lines);
  }

  /**
   * What somebody typed: files, folders, patterns, addresses, and {@code @} in front of a list.
   *
   * @throws IllegalArgumentException where a folder, pattern or list gives nothing
   */
  public static Corpus named(List<String> words) {
    Set<String> sources = new LinkedHashSet<>();
    for (String word : words) {
      sources.addAll(named(word));
    }
    return new Corpus(List.copyOf(sources));
  }

  private static List<String> named(String word) {
    if (word.contains("://") || Files.isRegularFile(Path.of(word))) {
      return List.of(word);
    }
    if (word.startsWith("@")) {
      return list(Path.of(word.substring(1))).sources();
    }
    if (Files.isDirectory(Path.of(word))) {
      return folder(word).sources();
    }
    return isGlob(word) ? glob(word).sources() : List.of(word);
  }

  /** These clips. */
  public static Corpus of(String... sources) {
    return new Corpus(List.of(sources));
  }

  /** These files. */
  public static Corpus of(Collection<Path> files) {
    return new Corpus(files.stream().map(Path::toString).toList());
  }

  private static List<String> files(Path folder, Predicate<Path> wanted) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes about) {
              boolean hidden =
                  !inside.equals(folder) && inside.getFileName().toString().startsWith(".");
              return hidden || Files.exists(inside.resolve(Manifest.FILE))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              if (Files.isRegularFile(file) && wanted.test(file)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
              return FileVisitResult.CONTINUE; // it may not be read, or is a link to a folder above
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().map(Path::toString).toList();
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
