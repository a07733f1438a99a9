package dev.reelframe.sql;

import dev.reelframe.table.Dataset;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of each analyzer's table over all clips of a folder. */
final class StoredTables {

  /** One clip's table as a file. */
  private record Stored(String clip, Path file) {}

  private static final String SCHEMA = ".schema.json";

  /** Clips of a dataset, and others one by one. */
  private final Map<String, List<Stored>> files;

  private final Dataset dataset;
  private final Map<String, List<String>> partitions;

  private StoredTables(
      Map<String, List<Stored>> files, Dataset dataset, Map<String, List<String>> partitions) {
    this.files = files;
    this.dataset = dataset;
    this.partitions = partitions;
  }

  static StoredTables below(Path folder) throws IOException {
    Map<String, List<Stored>> files = new TreeMap<>();
    Dataset dataset = Dataset.of(folder);
    Map<String, List<String>> partitions = new TreeMap<>();
    for (String table : dataset.tables()) {
      List<String> clips = dataset.clips(table);
      if (!clips.isEmpty()) {
        partitions.put(table, clips);
        files.put(table, new ArrayList<>());
      }
    }
    Set<String> known = Set.copyOf(dataset.clips(Dataset.SOURCES));
    for (Path clip : clips(folder)) {
      if (known.contains(clip.getFileName().toString())) {
        continue;
      }
      try (Stream<Path> inside = Files.list(clip.resolve("tables"))) {
        for (Path schema :
            inside.filter(file -> file.toString().endsWith(SCHEMA)).sorted().toList()) {
          String name = schema.getFileName().toString();
          name = name.substring(0, name.length() - SCHEMA.length());
          Optional<Path> file = stored(clip, name);
          if (file.isPresent()) {
            files
                .computeIfAbsent(Dataset.tableName(name), n -> new ArrayList<>())
                .add(new Stored(clip.getFileName().toString(), file.get()));
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          folder
              + " holds no tables: give the folder that `reelframe analyze ... --out` wrote, or one"
              + " clip's folder in it");
    }
    return new StoredTables(files, dataset, partitions);
  }

  private static List<Path> clips(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (SqlSession.isClip(root)) {
      return List.of(root);
    }
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    try (Stream<Path> inside = Files.list(root)) {
      return inside
          .filter(SqlSession::isClip)
          .filter(clip -> Files.isDirectory(clip.resolve("tables")))
          .sorted()
          .toList();
    }
  }

  private static Optional<Path> stored(Path clip, String name) {
    return Stream.of(TableFormat.PARQUET, TableFormat.CSV)
        .map(format -> clip.resolve("tables").resolve(name + "." + format.ending()))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  Set<String> names() {
    return files.keySet();
  }

  Map<String, Integer> clipCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    files.forEach((name, stored) ->
        counts.put(name, stored.size() + partitions.getOrDefault(name, List.of()).size()));
    return counts;
  }

  /** All clips' rows of one table; a column that a clip lacks is null there. */
  String select(String name) throws IOException {
    List<String> parts = new ArrayList<>();
    if (partitions.containsKey(name)) {
      parts.add(
          "select clip, * exclude (clip) from read_parquet("
              + SqlSession.literal(dataset.pattern(name))
              + ", union_by_name=true, hive_partitioning=true, hive_types={'clip': VARCHAR})");
    }
    for (Stored stored : files.get(name)) {
      parts.add(
          "select " + SqlSession.literal(stored.clip()) + " as clip, * from " + source(stored));
    }
    return parts.stream().collect(Collectors.joining(" union all by name "));
  }

  private static String source(Stored stored) throws IOException {
    String file = SqlSession.literal(stored.file().toString());
    return stored.file().toString().endsWith(TableFormat.PARQUET.ending())
        ? "read_parquet(" + file + ")"
        : "read_csv("
            + file
            + ", header=true, delim=',', quote='\"', escape='\"', columns="
            + SqlSession.csvTypes(TableFiles.schema(stored.file()))
            + ")";
  }
}
