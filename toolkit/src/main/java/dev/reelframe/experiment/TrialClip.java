package dev.reelframe.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.Video;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A clip of an experiment.
 *
 * @param file the media file
 * @param truth what is known about it, as {@link Quality} reads it
 */
record TrialClip(Path file, Optional<Path> truth) {

  /** Its name in tables. */
  String name() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  Video video() {
    return Video.open(file);
  }

  /**
   * What is known.
   *
   * @throws IllegalArgumentException where the file cannot be read or is not JSON
   */
  Optional<JsonNode> known() {
    if (truth.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectMapper().readTree(truth.get().toFile()));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the truth of " + name() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
