package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.media.Video;
import dev.reelframe.models.Sha256;
import dev.reelframe.results.Manifest;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a run a folder holds already. An analyzer's table is done where it was made from the same
 * media, by the same version, with the same parameters and models, from tables that are done
 * likewise, and its files are as they were written; any other is made again, and only that.
 */
public final class Resume {
  private final Path folder;
  private final Video video;
  private final Pipeline pipeline;
  private JsonNode manifest = MissingNode.getInstance();
  private final Map<String, JsonNode> entries = new LinkedHashMap<>();

  /** Files that are not as they were written. */
  private final Set<String> changed = new LinkedHashSet<>();

  private final Map<String, String> missing = new LinkedHashMap<>();

  /** Those of the missing ones whose tables may come out otherwise than they were. */
  private final Set<String> other = new HashSet<>();

  /** Why there is nothing to go on from. */
  private Optional<String> nothing = Optional.empty();

  private Optional<String> unwritten = Optional.empty();

  private Resume(Path folder, Video video, Pipeline pipeline) {
    this.folder = folder;
    this.video = video;
    this.pipeline = pipeline;
  }

  /**
   * Looks into a folder.
   *
   * @param folder where {@link Analysis#save} wrote, or one that is not there
   * @param formats that are wanted
   */
  public static Resume in(
      Path folder, Video video, Pipeline pipeline, Collection<TableFormat> formats)
      throws IOException {
    Resume resume = new Resume(folder, video, pipeline);
    resume.nothing = resume.read();
    for (Analyzer analyzer : pipeline.analyzers()) {
      String name = analyzer.spec().name();
      Optional<String> why = resume.nothing.or(() -> resume.another(analyzer));
      if (why.isPresent()) {
        resume.other.add(name);
      }
      why.or(() -> resume.brokenTable(name)).ifPresent(text -> resume.missing.put(name, text));
    }
    resume.unwritten = resume.findUnwritten(formats);
    return resume;
  }

  /** Analyzers that have to work, required ones first, and why. */
  public Map<String, String> missing() {
    return missing;
  }

  /** A file that has to be written, though the tables may all be there. */
  public Optional<String> unwritten() {
    return unwritten;
  }

  /** Whether there is nothing to do. */
  public boolean isComplete() {
    return missing.isEmpty() && unwritten.isEmpty();
  }

  /** Why there is something to do, in one line; empty where there is not. */
  public Optional<String> reason() {
    Optional<String> first =
        missing.entrySet().stream().findFirst().map(e -> e.getKey() + ": " + e.getValue());
    String more = missing.size() > 1 ? "; and " + (missing.size() - 1) + " more" : "";
    return nothing.or(() -> first.map(text -> text + more)).or(() -> unwritten);
  }

  /** What the manifest says of each analyzer. */
  Collection<JsonNode> entries() {
    return entries.values();
  }

  /** Reads the manifest and looks at all files; the reason why there is nothing to go on from. */
  private Optional<String> read() throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.of("there is no " + Manifest.FILE);
    }
    Manifest read;
    try {
      read = Manifest.read(file);
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
    if (!read.mediaSha256().equals(video.sha256())) {
      return Optional.of("it is of another file");
    }
    manifest = read.json();
    manifest.path("analyzers").forEach(a -> entries.put(a.path("name").asText(), a));
    for (Map.Entry<String, JsonNode> written : manifest.path("files").properties()) {
      if (isChanged(folder.resolve(written.getKey()), written.getValue())) {
        changed.add(written.getKey());
      }
    }
    return Optional.empty();
  }

  private static boolean isChanged(Path file, JsonNode written) throws IOException {
    return !Files.isRegularFile(file)
        || Files.size(file) != written.path("bytes").asLong()
        || !Sha256.of(file).equals(written.path("sha256").asText());
  }

  /** Why an analyzer may make another table now than it did. */
  private Optional<String> another(Analyzer analyzer) {
    AnalyzerSpec spec = analyzer.spec();
    JsonNode entry = entries.get(spec.name());
    if (entry == null) {
      return Optional.of("it did not run");
    }
    if (entry.path("state").asText().equals("failed")) {
      return Optional.of("it failed");
    }
    Optional<String> different = Repeatability.differs(Manifest.ran(entry), analyzer, video.info());
    if (different.isPresent()) {
      return different;
    }
    return otherInput(spec, entry);
  }

  /** A table that it reads and that is another now, or will be. */
  private Optional<String> otherInput(AnalyzerSpec spec, JsonNode entry) {
    for (String input : spec.inputs()) {
      JsonNode read = entry.path("provenance").path("inputs").path(input);
      JsonNode there = entries.getOrDefault(input, MissingNode.getInstance());
      boolean same =
          read.isMissingNode()
              ? !entry.has("rows") || !there.has("rows")
              : read.equals(there.path("provenance"));
      if (other.contains(input) || !same) {
        return Optional.of(input + " is another");
      }
    }
    return Optional.empty();
  }

  /** A file of its table that is not as it was written. */
  private Optional<String> brokenTable(String name) {
    if (entries.get(name).has("rows") && stored(name).isEmpty()) {
      return Optional.of("no file of it was written");
    }
    return changed.stream()
        .filter(file -> file.startsWith(tables(name)))
        .findFirst()
        .map(file -> file + " is missing or changed");
  }

  private static String tables(String name) {
    return SavedRun.TABLES + "/" + name + ".";
  }

  /** The file to read a table from. */
  private Optional<Path> stored(String name) {
    return List.of(TableFormat.PARQUET, TableFormat.ARROW, TableFormat.CSV, TableFormat.JSON)
        .stream()
        .map(format -> tables(name) + format.ending())
        .filter(file -> manifest.path("files").has(file))
        .findFirst()
        .map(folder::resolve);
  }

  private Optional<String> findUnwritten(Collection<TableFormat> formats) {
    for (Analyzer analyzer : pipeline.analyzers()) {
      String name = analyzer.spec().name();
      if (!missing.containsKey(name) && entries.get(name).has("rows")) {
        for (TableFormat format : formats) {
          if (!manifest.path("files").has(tables(name) + format.ending())) {
            return Optional.of(tables(name) + format.ending() + " was not written");
          }
        }
      }
    }
    return changed.stream()
        .filter(file -> missing.keySet().stream().noneMatch(name -> file.startsWith(tables(name))))
        .findFirst()
        .map(file -> file + " is missing or changed");
  }

  /** Reads what is done, for a run that makes the rest. */
  Earlier earlier() throws IOException {
    Map<String, AnalyzerResult> done = new HashMap<>();
    List<AnalyzerResult> beside = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (Analyzer analyzer : pipeline.analyzers()) {
      String name = analyzer.spec().name();
      wanted.add(name);
      if (!missing.containsKey(name)) {
        done.put(name, StoredResult.read(analyzer.spec(), entries.get(name), stored(name)));
      }
    }
    for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
      Optional<Path> table = stored(entry.getKey());
      if (!wanted.contains(entry.getKey())
          && table.isPresent()
          && brokenTable(entry.getKey()).isEmpty()) {
        beside.add(StoredResult.read(entry.getValue(), table.get()));
      }
    }
    return new Earlier(done, beside, Optional.of(manifest.path("source")));
  }
}
