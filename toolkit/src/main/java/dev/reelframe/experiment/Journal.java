package dev.reelframe.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trials as they end, a line of JSON each, so that an interrupted experiment goes on where it was.
 * Beside it stands the manifest that says which experiment these trials belong to.
 */
final class Journal {
  static final String MANIFEST = "experiment.json";
  private static final String TRIALS = "trials.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<TrialResult> done = new ArrayList<>();

  private Journal(Path file) {
    this.file = file;
  }

  /**
   * Opens the journal of a folder, or begins one.
   *
   * @throws IllegalArgumentException where the folder holds another experiment
   */
  static Journal open(Path folder, JsonNode manifest) {
    try {
      Files.createDirectories(folder);
      Path beside = folder.resolve(MANIFEST);
      if (Files.exists(beside)) {
        String difference = difference(JSON.readTree(beside.toFile()), manifest);
        if (!difference.isEmpty()) {
          throw new IllegalArgumentException(
              folder
                  + " holds another experiment (its "
                  + difference
                  + " differs): choose another folder, or remove that one");
        }
      } else {
        Files.writeString(
            beside,
            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n",
            StandardCharsets.UTF_8);
      }
      Journal journal = new Journal(folder.resolve(TRIALS));
      journal.read();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first name whose content is not the same. */
  private static String difference(JsonNode before, JsonNode now) {
    for (Map.Entry<String, JsonNode> field : now.properties()) {
      // Through text: a number that was an int may come back as a long.
      if (!before.path(field.getKey()).toString().equals(field.getValue().toString())) {
        return field.getKey();
      }
    }
    return "";
  }

  /** A line that was cut off by the interruption is the last one; its trial is run again. */
  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder whole = new StringBuilder();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      try {
        done.add(measured(JSON.readTree(line)));
        whole.append(line).append('\n');
      } catch (JsonProcessingException cut) {
        break;
      }
    }
    Files.writeString(file, whole, StandardCharsets.UTF_8);
  }

  List<TrialResult> done() {
    return List.copyOf(done);
  }

  boolean holds(Trial trial) {
    return done.stream().anyMatch(m -> m.trial().equals(trial));
  }

  void add(TrialResult measured) {
    ObjectNode line = JSON.createObjectNode();
    line.put("round", measured.trial().round());
    line.put("order", measured.trial().order());
    line.put("clip", measured.trial().subject());
    line.put("configuration", measured.trial().configuration());
    line.put("device", measured.device());
    line.put("error", measured.error());
    ObjectNode values = line.putObject("values");
    measured.values().forEach(values::put);
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    done.add(measured);
  }

  private static TrialResult measured(JsonNode line) {
    Map<String, Double> values = new LinkedHashMap<>();
    line.path("values").properties().forEach(v -> values.put(v.getKey(), v.getValue().asDouble()));
    Trial trial =
        new Trial(
            line.path("round").asInt(),
            line.path("order").asInt(),
            line.path("clip").asInt(),
            line.path("configuration").asInt());
    return new TrialResult(
        trial, line.path("device").asText(), line.path("error").asText(), values);
  }
}
