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
 * The first line holds the hash of the experiment that they belong to; the record beside it says
 * what that is.
 */
final class Journal {
  private static final String TRIALS = "trials.jsonl";
  private static final String EXPERIMENT = "experiment";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path file;
  private final ObjectNode record;
  private final List<TrialResult> done = new ArrayList<>();

  private Journal(Path folder, ObjectNode record) {
    this.folder = folder;
    this.file = folder.resolve(TRIALS);
    this.record = record;
  }

  /**
   * Opens the journal of a folder, or begins one. A record that is cut off is written anew where
   * its trials are of this experiment.
   *
   * @throws IllegalArgumentException where the folder holds another experiment, or one that cannot
   *     be told
   */
  static Journal open(Path folder, ObjectNode record) {
    try {
      Files.createDirectories(folder);
      Journal journal = new Journal(folder, record);
      List<String> lines = journal.lines();
      String hash = ExperimentRecord.hash(record);
      if (lines.isEmpty()) {
        journal.append(JSON.createObjectNode().put(EXPERIMENT, hash).toString());
      } else if (!hash(lines).equals(hash)) {
        throw journal.another();
      }
      journal.read(lines);
      ExperimentRecord.write(record, folder);
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a folder has measured, whoever measured it. */
  static List<TrialResult> results(Path folder) {
    try {
      Journal journal = new Journal(folder, JSON.createObjectNode());
      for (String line : journal.lines()) {
        journal.take(JSON.readTree(line));
      }
      return journal.done();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IllegalArgumentException another() {
    String difference = ExperimentRecord.difference(ExperimentRecord.read(folder), record);
    return new IllegalArgumentException(
        "%s holds another experiment (its %s differs): choose another folder, or remove that one"
            .formatted(folder, difference));
  }

  private static String hash(List<String> lines) throws JsonProcessingException {
    return JSON.readTree(lines.getFirst()).path(EXPERIMENT).asText();
  }

  /** Those that are whole: one that an interruption cut off is the last one. */
  private List<String> lines() throws IOException {
    List<String> whole = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        try {
          JSON.readTree(line);
          whole.add(line);
        } catch (JsonProcessingException cut) {
          break;
        }
      }
    }
    return whole;
  }

  /** The trial of a line that was cut off is run again. */
  private void read(List<String> lines) throws IOException {
    for (String line : lines) {
      take(JSON.readTree(line));
    }
    if (!lines.isEmpty()) {
      Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }
  }

  private void take(JsonNode line) {
    if (!line.has(EXPERIMENT)) {
      done.add(measured(line));
    }
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
    line.set(ExperimentRecord.MODELS, JSON.valueToTree(measured.models()));
    try {
      append(line.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    done.add(measured);
  }

  /** Adds the models that took part to the record. */
  void end() throws IOException {
    ObjectNode models = record.putObject(ExperimentRecord.MODELS);
    done.forEach(trial -> trial.models().forEach(models::put));
    ExperimentRecord.write(record, folder);
  }

  private void append(String line) throws IOException {
    Files.writeString(
        file,
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static TrialResult measured(JsonNode line) {
    Map<String, Double> values = new LinkedHashMap<>();
    line.path("values").properties().forEach(v -> values.put(v.getKey(), v.getValue().asDouble()));
    Map<String, String> models = new LinkedHashMap<>();
    line.path(ExperimentRecord.MODELS)
        .properties()
        .forEach(m -> models.put(m.getKey(), m.getValue().asText()));
    Trial trial =
        new Trial(
            line.path("round").asInt(),
            line.path("order").asInt(),
            line.path("clip").asInt(),
            line.path("configuration").asInt());
    return new TrialResult(
        trial, line.path("device").asText(), line.path("error").asText(), values, models);
  }
}
