package dev.reelframe.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's files on this machine, each verified against its checksum.
 *
 * @param entry what the catalogue says
 * @param paths path of each part, by role
 * @param sha256 checksum of each part, by role; computed for files of the user's own
 */
public record ModelFiles(ModelEntry entry, Map<String, Path> paths, Map<String, String> sha256) {
  public ModelFiles {
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** The main file: the part {@code model}, or the only one. */
  public Path model() {
    return paths.size() == 1 ? paths.values().iterator().next() : path("model");
  }

  /** Checksum of the main file, for a table's provenance. */
  public String modelSha256() {
    return paths.size() == 1 ? sha256.values().iterator().next() : sha256.get("model");
  }

  /**
   * File of one part.
   *
   * @throws ModelMissing when the model has no such part
   */
  public Path path(String role) {
    Path path = paths.get(role);
    if (path == null) {
      throw new ModelMissing(
          entry.name(),
          "Model "
              + entry.name()
              + " has no part '"
              + role
              + "', only "
              + paths.keySet()
              + ": add yours with ModelEntry.part(\""
              + role
              + "\", path).",
          null);
    }
    return path;
  }

  /**
   * Lines of a text part, for example {@code labels}; every line counts, also one that is a blank.
   */
  public List<String> lines(String role) {
    try {
      return Files.readString(path(role), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new ModelUnavailable(
          "The part " + role + " of model " + entry.name() + " cannot be read: " + e.getMessage(),
          false,
          e);
    }
  }

  /** Class names, one per index. */
  public List<String> labels() {
    return lines("labels");
  }
}
