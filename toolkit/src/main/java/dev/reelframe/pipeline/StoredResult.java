package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.SchemaJson;
import dev.reelframe.table.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An analyzer's result as a manifest and the table beside it tell of it. */
final class StoredResult {
  /** What a manifest says of every analyzer; what else it says are circumstances. */
  private static final Set<String> COMMON =
      Set.of(
          "name",
          "state",
          "reason",
          "remedy",
          "error",
          "message",
          "cpu_s",
          "coverage_ratio",
          "rows",
          "schema_version",
          "provenance");

  private StoredResult() {}

  /**
   * Of an analyzer that is known.
   *
   * @param entry of the manifest
   * @param file its table; none where it was skipped
   */
  static AnalyzerResult read(AnalyzerSpec spec, JsonNode entry, Optional<Path> file)
      throws IOException {
    Optional<MeasuredTable> table =
        file.isPresent() ? Optional.of(TableFiles.read(file.get())) : Optional.empty();
    TreeMap<String, String> circumstances = new TreeMap<>();
    entry.properties().stream()
        .filter(e -> !COMMON.contains(e.getKey()))
        .forEach(e -> circumstances.put(e.getKey(), e.getValue().asText()));
    return new AnalyzerResult(
        spec,
        SchemaJson.readState(entry),
        table,
        entry.path("cpu_s").asDouble(),
        circumstances,
        Optional.empty());
  }

  /** Of an analyzer of which nothing else is known than its table. */
  static AnalyzerResult read(JsonNode entry, Path file) throws IOException {
    AnalyzerSpec spec =
        AnalyzerSpec.of(entry.path("provenance").path("version").asText(), TableFiles.schema(file));
    return read(spec, entry, Optional.of(file));
  }
}
