package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.media.Video;
import dev.reelframe.models.Sha256;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a folder holds already what a run would write: the same media, every analyzer in the same
 * version with the same parameters and models, and every file as it was written.
 */
public final class Resume {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode manifest;
  private final Map<String, JsonNode> analyzers = new HashMap<>();

  private Resume(Path folder, JsonNode manifest) {
    this.folder = folder;
    this.manifest = manifest;
    manifest.path("analyzers").forEach(a -> analyzers.put(a.path("name").asText(), a));
  }

  /**
   * Why the run has to be made; empty where it need not.
   *
   * @param folder where {@link Analysis#save} wrote
   * @param formats that are wanted
   */
  public static Optional<String> missing(
      Path folder, Video video, Pipeline pipeline, Collection<TableFormat> formats)
      throws IOException {
    Path file = folder.resolve(SavedRun.MANIFEST);
    if (!Files.isRegularFile(file)) {
      return Optional.of("there is no " + SavedRun.MANIFEST);
    }
    JsonNode manifest;
    try {
      manifest = JSON.readTree(file.toFile());
    } catch (IOException e) {
      return Optional.of(SavedRun.MANIFEST + " cannot be read");
    }
    Resume earlier = new Resume(folder, manifest);
    if (!manifest.path("source").path("sha256").asText().equals(video.sha256())) {
      return Optional.of("it is of another file");
    }
    for (Analyzer analyzer : pipeline.analyzers()) {
      Optional<String> different = earlier.missing(analyzer, video, formats);
      if (different.isPresent()) {
        return Optional.of(analyzer.spec().name() + ": " + different.get());
      }
    }
    return earlier.changedFile();
  }

  private Optional<String> missing(
      Analyzer analyzer, Video video, Collection<TableFormat> formats) {
    AnalyzerSpec spec = analyzer.spec();
    JsonNode entry = analyzers.get(spec.name());
    if (entry == null) {
      return Optional.of("it did not run");
    }
    JsonNode provenance = entry.path("provenance");
    if (!provenance.path("version").asText().equals(spec.version())) {
      return Optional.of("another version ran");
    }
    Map<String, String> parameters = new TreeMap<>();
    provenance
        .path("parameters")
        .properties()
        .forEach(e -> parameters.put(e.getKey(), e.getValue().asText()));
    if (!parameters.equals(spec.parameters())) {
      return Optional.of("it ran with other parameters");
    }
    String state = entry.path("state").asText();
    if (state.equals("failed")) {
      return Optional.of("it failed");
    }
    if (otherModels(entry, state, analyzer, video)) {
      return Optional.of("other models are here now");
    }
    return state.equals("skipped") ? Optional.empty() : missingFile(spec, formats);
  }

  /**
   * Each model that took part must be the one that would take part now. What ended for want of a
   * model is made again once there is one more.
   */
  private static boolean otherModels(JsonNode entry, String state, Analyzer analyzer, Video video) {
    List<ModelUse> now = analyzer.modelsNow();
    List<ModelUse> then =
        entry
            .path("provenance")
            .path("models")
            .valueStream()
            .map(m -> new ModelUse(m.path("name").asText(), m.path("sha256").asText()))
            .toList();
    boolean wanting = state.equals("degraded") || state.equals("skipped");
    boolean able = analyzer.unable(video.info()).isEmpty();
    return !now.containsAll(then) || (wanting && able && !then.containsAll(now));
  }

  private Optional<String> missingFile(AnalyzerSpec spec, Collection<TableFormat> formats) {
    for (TableFormat format : formats) {
      String file = SavedRun.TABLES + "/" + spec.name() + "." + format.ending();
      if (!manifest.path("files").has(file)) {
        return Optional.of(file + " was not written");
      }
    }
    return Optional.empty();
  }

  /** A file that is not as it was written. */
  private Optional<String> changedFile() throws IOException {
    for (Map.Entry<String, JsonNode> file : manifest.path("files").properties()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path)
          || Files.size(path) != file.getValue().path("bytes").asLong()
          || !Sha256.of(path).equals(file.getValue().path("sha256").asText())) {
        return Optional.of(file.getKey() + " is missing or changed");
      }
    }
    return Optional.empty();
  }
}
