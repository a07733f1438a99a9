package dev.reelframe.benchmarks.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.models.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a run as one finds them. */
final class SavedFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "analysis.json";

  /** They show what took how long. */
  private static final Set<String> TIMES = Set.of("profile.csv", "report.html");

  private SavedFolder() {}

  /**
   * Every file with its SHA-256, but those that tell times by their name only; and the manifest
   * without its times: when the run ended, what it and each analyzer took, and the hashes of {@link
   * #TIMES}.
   */
  static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return content;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        content.put(
            name,
            name.equals(MANIFEST)
                ? withoutTimes(file)
                : TIMES.contains(name) ? "" : Sha256.of(file));
      }
    }
    return content;
  }

  private static String withoutTimes(Path manifest) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(manifest.toFile());
    ((ObjectNode) root.path("run")).remove("finished");
    ((ObjectNode) root.path("run")).remove("wall_s");
    root.path("analyzers").forEach(analyzer -> ((ObjectNode) analyzer).remove("cpu_s"));
    root.remove("scorecard"); // one of its rows is the wall time over the clip's
    TIMES.forEach(((ObjectNode) root.path("files"))::remove);
    return root.toString();
  }

  /** What a manifest names and is not there, or not as it says; empty where all is right. */
  static Optional<String> broken(Path folder) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.exists(manifest)) {
      return Optional.empty();
    }
    JsonNode files = JSON.readTree(manifest.toFile()).path("files");
    for (var named : files.properties()) {
      Path file = folder.resolve(named.getKey());
      if (!Files.exists(file)
          || !Sha256.of(file).equals(named.getValue().path("sha256").asText())) {
        return Optional.of(named.getKey());
      }
    }
    return Optional.empty();
  }
}
