package dev.reelframe.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.SampleClip;
import dev.reelframe.models.Sha256;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * {@code experiment.json}: the plan, complete, with what it was measured on. It is written whole or
 * not at all, can be read as a plan, and names clips by their hashes, so that it still holds when
 * its folder is somewhere else.
 */
final class ExperimentRecord {
  static final String FILE = "experiment.json";
  static final String MEASURED_ON = "measured_on";
  static final String FACTORS_OF_CODE = "factors_of_code";
  static final String MEASURES_OF_CODE = "measures_of_code";
  static final String MODELS = "models";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExperimentRecord() {}

  /**
   * Of an experiment that writes into a folder; the files of what is known are copied there.
   *
   * @throws UncheckedIOException where that fails
   */
  static ObjectNode of(Design design, Path folder) {
    try {
      return record(design, folder.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode record(Design design, Path folder) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", design.name);
    ArrayNode clips = root.putArray("clips");
    for (TrialClip subject : design.subjects) {
      clip(clips.addObject(), subject, folder);
    }
    ArrayNode names = root.putArray("analyzers");
    design.analyzers.forEach(analyzer -> names.add(analyzer.spec().name()));
    root.set("vary", JSON.valueToTree(design.grid));
    names(root, FACTORS_OF_CODE, design.factors.keySet());
    names(root, MEASURES_OF_CODE, design.measures.keySet());
    if (!design.baseline.isEmpty()) {
      root.set("baseline", JSON.valueToTree(design.baseline));
    }
    if (design.judgedByBaseline) {
      root.put("judged_by_baseline", true);
    }
    root.put("warmups", design.warmups);
    root.put("repeats", design.repeats);
    root.put("seed", design.seed);
    measuredOn(root.putObject(MEASURED_ON), design);
    return root;
  }

  private static void names(ObjectNode root, String key, Iterable<String> names) {
    if (names.iterator().hasNext()) {
      ArrayNode array = root.putArray(key);
      names.forEach(array::add);
    }
  }

  private static void clip(ObjectNode clip, TrialClip subject, Path folder) throws IOException {
    Path file = subject.file().toAbsolutePath().normalize();
    boolean sample = file.equals(SampleClip.video().file().toAbsolutePath().normalize());
    clip.put("file", sample ? PlanFile.SAMPLE : folder.relativize(file).toString());
    clip.put("bytes", Files.size(file));
    clip.put("sha256", subject.video().sha256());
    if (subject.truth().isPresent()) {
      Path truth = subject.truth().get().toAbsolutePath().normalize();
      if (Files.isRegularFile(truth)) {
        Path copy = folder.resolve("truth").resolve(subject.name() + ".json");
        if (!truth.equals(copy)) {
          Files.createDirectories(copy.getParent());
          Files.copy(truth, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        truth = copy;
        clip.put("truth_sha256", Sha256.of(copy));
      }
      clip.put("truth", folder.relativize(truth).toString());
    }
  }

  private static void measuredOn(ObjectNode on, Design design) {
    on.put("machine", HostInfo.words());
    on.put("gpu", HostInfo.gpu());
    on.put("java", HostInfo.java());
    ArrayNode flags = on.putArray("jvm_flags");
    HostInfo.jvmFlags().forEach(flags::add);
    on.put("reelframe", HostInfo.reelframe());
    HostInfo.commit().ifPresent(commit -> on.put("commit", commit));
    on.set("libraries", JSON.valueToTree(HostInfo.libraries()));
    on.set("analyzers", analyzers(design));
  }

  /** Versions and parameters of the analyzers, those that are required included. */
  static ObjectNode analyzers(Design design) {
    ObjectNode versions = JSON.createObjectNode();
    for (Analyzer analyzer : Pipeline.of(design.analyzers).analyzers()) {
      ObjectNode one = versions.putObject(analyzer.spec().name());
      one.put("version", analyzer.spec().version());
      ObjectNode parameters = one.putObject("parameters");
      analyzer.spec().parameters().forEach(parameters::put);
    }
    return versions;
  }

  /** What makes it this experiment and no other: all but the places of files. */
  static JsonNode identity(JsonNode record) {
    ObjectNode same = record.deepCopy();
    same.remove(List.of(MODELS, "budget_s"));
    for (JsonNode clip : same.path("clips")) {
      ((ObjectNode) clip).remove(List.of("file", "truth"));
    }
    return same;
  }

  /** SHA-256 of {@link #identity}. */
  static String hash(JsonNode record) {
    return HexFormat.of().formatHex(Sha256.bytesOf(identity(record).toString()));
  }

  /**
   * The first thing in which two records are not of one experiment, as a path of names; empty where
   * they are.
   */
  static String difference(JsonNode before, JsonNode now) {
    return difference("", identity(before), identity(now));
  }

  private static String difference(String path, JsonNode before, JsonNode now) {
    if (!now.isObject() || !before.isObject()) {
      // Through text: a number that was an int may come back as a long.
      return before.toString().equals(now.toString()) ? "" : path;
    }
    for (Map.Entry<String, JsonNode> field : now.properties()) {
      String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      String found = difference(name, before.path(field.getKey()), field.getValue());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  /**
   * Reads the record of a folder.
   *
   * @throws IllegalArgumentException where there is none, or only a part of one
   */
  static JsonNode read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          folder + " holds no " + FILE + ": give the folder that an experiment was run into");
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      if (json.has("clips")) {
        return json;
      }
    } catch (JsonProcessingException cut) {
      // told below
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException(
        file + " is cut off: running the same experiment into its folder again mends it");
  }

  /** Writes it whole, in the place of what was there. */
  static void write(JsonNode record, Path folder) throws IOException {
    Path part = folder.resolve(FILE + ".part");
    Files.writeString(
        part,
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n",
        StandardCharsets.UTF_8);
    Files.move(
        part,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
