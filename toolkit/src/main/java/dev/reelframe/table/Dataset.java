package dev.reelframe.table;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Parquet tables of all clips of a folder, as engines read partitioned tables (Hive's layout):
 * {@code dataset/<table>/clip=<clip>/part.parquet}. A file in it is the clip's own under another
 * name where the file system can do that, a copy otherwise; so it costs next to nothing and holds
 * the same bytes.
 */
public final class Dataset {
  /** The folder beside those of the clips. */
  public static final String FOLDER = "dataset";

  /** The table of where each clip came from; every clip of the dataset is in it. */
  public static final String SOURCES = "clip_source";

  private static final String SOURCES_FILE = SOURCES + ".parquet";
  private static final String PART = "part.parquet";
  private static final String PARTITION = "clip=";
  private static final String STAGING = ".part-";

  /** What Hive and Spark write as {@code %XX} in the name of a partition. */
  private static final String ESCAPED = "\"#%'*/:=?\\\u007f{[]^";

  private final Path root;

  private Dataset(Path root) {
    this.root = root;
  }

  /** The dataset of a folder of results, be it there already or not. */
  public static Dataset of(Path results) {
    return new Dataset(results.resolve(FOLDER));
  }

  /**
   * Puts a clip's tables in the place of what was there of it.
   *
   * @param tables the folder of its tables; those that are not Parquet are left out
   * @param source one row of {@link #SOURCES}
   */
  public void put(String clip, Path tables, MeasuredTable source) throws IOException {
    Set<String> there = new HashSet<>();
    for (Path file : parquet(tables)) {
      String name = file.getFileName().toString();
      String table = tableName(name.substring(0, name.lastIndexOf('.')));
      there.add(table);
      place(file, part(table, clip));
    }
    if (!there.isEmpty()) {
      there.add(SOURCES);
      Path fresh = Files.createDirectories(staging(clip));
      TableFiles.write(source, fresh, EnumSet.of(TableFormat.PARQUET));
      Path part = part(SOURCES, clip);
      Files.createDirectories(part.getParent());
      Files.move(
          fresh.resolve(SOURCES_FILE),
          part,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    clearUp(clip);
    for (String table : tables()) {
      if (!there.contains(table)) {
        remove(table, clip);
      }
    }
  }

  /** A signal's file is {@code <table>.signal}, which is not a name in SQL. */
  public static String tableName(String file) {
    return file.replace('.', '_');
  }

  private static List<Path> parquet(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  private static void place(Path file, Path part) throws IOException {
    if (Files.exists(part) && Files.isSameFile(file, part)) {
      return;
    }
    Files.createDirectories(part.getParent());
    Path fresh = part.resolveSibling("." + PART);
    Files.deleteIfExists(fresh);
    try {
      Files.createLink(fresh, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, fresh);
    }
    Files.move(fresh, part, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts a clip's tables into another dataset. */
  public void copy(String clip, Dataset other) throws IOException {
    for (String table : tables()) {
      if (Files.exists(part(table, clip))) {
        place(part(table, clip), other.part(table, clip));
      }
    }
  }

  /** Removes the clips that are not among these, and tables that none has any more. */
  public void retain(Set<String> clips) throws IOException {
    for (String name : folders(root).filter(name -> name.startsWith(STAGING)).toList()) {
      String clip = unescaped(name.substring(STAGING.length()));
      if (!clips.contains(clip)) {
        clearUp(clip);
      }
    }
    for (String table : tables()) {
      for (String clip : clips(table)) {
        if (!clips.contains(clip)) {
          remove(table, clip);
        }
      }
      if (clips(table).isEmpty()) {
        try {
          Files.delete(root.resolve(table));
        } catch (DirectoryNotEmptyException e) {
          // Something of the user's is in it.
        }
      }
    }
  }

  /** Where a clip's row of {@link #SOURCES} is written; a run that was killed may leave it. */
  private Path staging(String clip) {
    return root.resolve(STAGING + escaped(clip));
  }

  private void clearUp(String clip) throws IOException {
    Path fresh = staging(clip);
    Files.deleteIfExists(fresh.resolve(SOURCES_FILE));
    Files.deleteIfExists(fresh.resolve(SOURCES + ".schema.json"));
    Files.deleteIfExists(fresh);
  }

  private void remove(String table, String clip) throws IOException {
    Path partition = part(table, clip).getParent();
    if (Files.isDirectory(partition)) {
      Files.deleteIfExists(partition.resolve(PART));
      Files.deleteIfExists(partition.resolve("." + PART));
      Files.delete(partition);
    }
  }

  /** Names of the tables, sorted; empty where there is no dataset. */
  public List<String> tables() throws IOException {
    return folders(root).filter(name -> !name.startsWith(".")).toList();
  }

  /** Names of the clips that have a table, sorted. */
  public List<String> clips(String table) throws IOException {
    return folders(root.resolve(table))
        .filter(name -> name.startsWith(PARTITION))
        .map(name -> unescaped(name.substring(PARTITION.length())))
        .toList();
  }

  /** The files of a table, as a pattern. */
  public String pattern(String table) {
    return root.resolve(table).toAbsolutePath().normalize() + "/*/" + PART;
  }

  private static Stream<String> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  private Path part(String table, String clip) {
    return root.resolve(table).resolve(PARTITION + escaped(clip)).resolve(PART);
  }

  private static String escaped(String clip) {
    StringBuilder out = new StringBuilder();
    for (char c : clip.toCharArray()) {
      if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
        out.append(String.format("%%%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String unescaped(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%' && i + 2 < name.length()) {
        out.append((char) Integer.parseInt(name.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.append(name.charAt(i));
      }
    }
    return out.toString();
  }
}
