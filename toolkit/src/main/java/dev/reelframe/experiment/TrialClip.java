package dev.reelframe.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.Video;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A clip of an experiment.
 *
 * @param file the media file
 * @param truth what is known about it: a file as {@link Quality} reads it, or the folder of a saved
 *     run that stands for it
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
    if (truth.isEmpty() || Files.isDirectory(truth.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectMapper().readTree(truth.get().toFile()));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the truth of " + name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The tables of the saved run that stands for the truth.
   *
   * @throws IllegalArgumentException where the folder holds none, or one of another clip
   */
  Optional<List<MeasuredTable>> knownRun() {
    if (truth.isEmpty() || !Files.isDirectory(truth.get())) {
      return Optional.empty();
    }
    try {
      SavedResults saved = SavedResults.read(truth.get());
      if (!saved.mediaSha256().equals(video().sha256())) {
        throw new IllegalArgumentException(
            truth.get() + " is a run over another clip than " + file);
      }
      return Optional.of(saved.tables());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the reference of " + name() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
