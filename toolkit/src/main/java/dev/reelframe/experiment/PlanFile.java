package dev.reelframe.experiment;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.ParameterValue;
import dev.reelframe.analyzer.Parameters;
import dev.reelframe.media.SampleClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an experiment: the plan that a user writes, or the record that stands beside results. */
final class PlanFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  static final String SAMPLE = "sample";

  /** What a plan may say; docs/experiment.schema.json says the same for editors. */
  static final List<String> KEYS =
      List.of(
          "name",
          "clips",
          "analyzers",
          "vary",
          "baseline",
          "judged_by_baseline",
          "warmups",
          "repeats",
          "budget_s",
          "seed");

  /** What stands in a record beside that. */
  private static final List<String> OF_A_RECORD =
      List.of(
          ExperimentRecord.FACTORS_OF_CODE,
          ExperimentRecord.MEASURES_OF_CODE,
          ExperimentRecord.MEASURED_ON,
          ExperimentRecord.MODELS);

  private final JsonNode plan;
  private final Path base;
  private final MediaSearch media;

  private PlanFile(JsonNode plan, Path base, List<Path> mediaFolders) {
    this.plan = plan;
    this.base = base;
    this.media = new MediaSearch(base, mediaFolders);
  }

  static Experiment read(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          file + " is a folder: give the plan's file, or the experiment.json in it");
    }
    try {
      String fileName = file.getFileName().toString();
      boolean yaml = fileName.matches(".*\\.ya?ml");
      JsonNode plan = (yaml ? YAML : JSON).readTree(Files.readString(file, StandardCharsets.UTF_8));
      String name = fileName.replaceFirst("\\.(json|ya?ml)$", "");
      PlanFile read = new PlanFile(plan, file.toAbsolutePath().getParent(), List.of());
      Experiment experiment = read.experiment(name);
      read.sameAnalyzers(experiment);
      return experiment;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      String why = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
      throw new IllegalArgumentException(file + where + ": " + why, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The experiment that a folder holds, with the analyzers of this version.
   *
   * @param mediaFolders where its clips are looked for first
   */
  static Experiment load(Path folder, List<Path> mediaFolders) {
    JsonNode record = ExperimentRecord.read(folder);
    return new PlanFile(record, folder.toAbsolutePath().normalize(), mediaFolders)
        .experiment("experiment");
  }

  /** What was run into a folder, to be read only: clips by their names, wherever they are. */
  static Design stored(Path folder) {
    JsonNode record = ExperimentRecord.read(folder);
    List<TrialClip> clips = new ArrayList<>();
    for (JsonNode clip : record.path("clips")) {
      String file = clip.path("file").asText();
      boolean sample = file.equals(SAMPLE);
      Path path = sample ? SampleClip.video().file() : folder.resolve(file);
      clips.add(new TrialClip(path, Optional.empty()));
    }
    ((ObjectNode) record).putArray("clips");
    return new PlanFile(record, folder, List.of())
        .experiment("experiment")
        .design()
        .with(d -> d.subjects = clips);
  }

  private Experiment experiment(String fileName) {
    if (!plan.isObject()) {
      throw new IllegalArgumentException("a plan has keys with values: write " + KEYS);
    }
    plan.fieldNames()
        .forEachRemaining(key -> {
          if (!KEYS.contains(key) && !OF_A_RECORD.contains(key)) {
            throw new IllegalArgumentException(
                "a plan has no '%s'%s: write %s"
                    .formatted(key, Parameters.nearest(key, KEYS), KEYS));
          }
        });
    Experiment experiment =
        Experiment.of(analyzers())
            .named(plan.path("name").asText(fileName))
            .warmups((int) whole("warmups", 1))
            .repeats((int) whole("repeats", 3))
            .seed(whole("seed", 1));
    for (JsonNode clip : list("clips")) {
      experiment = experiment.clip(subject(clip));
    }
    for (Map.Entry<String, JsonNode> axis : plan.path("vary").properties()) {
      experiment = experiment.vary(axis.getKey(), values(axis));
    }
    for (Map.Entry<String, JsonNode> point : plan.path("baseline").properties()) {
      experiment = experiment.baseline(point.getKey(), value(point.getKey(), point.getValue()));
    }
    JsonNode judged = plan.path("judged_by_baseline");
    if (!judged.isMissingNode() && !judged.isBoolean()) {
      throw new IllegalArgumentException("judged_by_baseline: write true or false");
    }
    if (judged.asBoolean()) {
      experiment = experiment.judgedByBaseline();
    }
    if (plan.has("budget_s")) {
      experiment = experiment.budget(Duration.ofSeconds(whole("budget_s", 0)));
    }
    List<String> code = new ArrayList<>();
    plan.path(ExperimentRecord.FACTORS_OF_CODE).forEach(name -> code.add(name.asText()));
    plan.path(ExperimentRecord.MEASURES_OF_CODE).forEach(name -> code.add(name.asText()));
    return experiment.expecting(code);
  }

  private long whole(String key, long standard) {
    JsonNode value = plan.path(key);
    if (!value.isMissingNode() && !value.isIntegralNumber()) {
      throw new IllegalArgumentException(key + " " + value + ": write a whole number");
    }
    return value.asLong(standard);
  }

  private JsonNode list(String key) {
    JsonNode value = plan.path(key);
    if (!value.isMissingNode() && !value.isArray()) {
      throw new IllegalArgumentException(key + " " + value + ": write a list");
    }
    return value;
  }

  private Analyzer[] analyzers() {
    List<Analyzer> known = Analyzers.all();
    if (!plan.has("analyzers")) {
      return known.toArray(Analyzer[]::new);
    }
    List<String> names = known.stream().map(a -> a.spec().name()).toList();
    List<Analyzer> chosen = new ArrayList<>();
    for (JsonNode name : list("analyzers")) {
      int place = names.indexOf(name.asText());
      if (place < 0) {
        throw new IllegalArgumentException(
            "no analyzer is named %s%s: choose from %s"
                .formatted(name.asText(), Parameters.nearest(name.asText(), names), names));
      }
      chosen.add(asMeasured(known.get(place)));
    }
    return chosen.toArray(Analyzer[]::new);
  }

  /** With the parameters that it was measured with, where the plan is a record. */
  private Analyzer asMeasured(Analyzer analyzer) {
    JsonNode before =
        plan.path(ExperimentRecord.MEASURED_ON).path("analyzers").path(analyzer.spec().name());
    Analyzer set = analyzer;
    for (ParameterValue<?> own : analyzer.spec().adjustable()) {
      JsonNode value = before.path("parameters").path(own.parameter().name());
      if (value.isTextual()) {
        set = Parameters.set(set, own.parameter().name(), value.asText());
      }
    }
    return set;
  }

  /**
   * {@code "clip.mp4"}, or {@code {"file": .., "truth": .., "sha256": ..}}, relative to the plan.
   */
  private TrialClip subject(JsonNode clip) {
    String file = clip.isTextual() ? clip.asText() : clip.path("file").asText();
    if (file.isEmpty()) {
      throw new IllegalArgumentException("a clip is a file name, or an object with a file");
    }
    Path path = file.equals(SAMPLE) ? SampleClip.video().file() : base.resolve(file);
    if (clip.hasNonNull("sha256")) {
      path = media.find(path.toString(), clip.path("bytes").asLong(), clip.get("sha256").asText());
    }
    Optional<Path> truth =
        clip.hasNonNull("truth")
            ? Optional.of(base.resolve(clip.get("truth").asText()))
            : Optional.empty();
    return new TrialClip(path, truth);
  }

  private static Object[] values(Map.Entry<String, JsonNode> axis) {
    if (!axis.getValue().isArray()) {
      throw new IllegalArgumentException(axis.getKey() + ": write a list of values");
    }
    List<Object> values = new ArrayList<>();
    axis.getValue().forEach(value -> values.add(value(axis.getKey(), value)));
    return values.toArray();
  }

  private static Object value(String key, JsonNode value) {
    if (value.isNumber()) {
      return value.isIntegralNumber() ? (Object) value.asInt() : (Object) value.asDouble();
    }
    if (value.isTextual()) {
      return value.asText();
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(text -> texts.add(text.asText()));
      return List.copyOf(texts);
    }
    throw new IllegalArgumentException(
        key + ": " + value + " is not a number, text or list of texts");
  }

  /** A repetition is one only with analyzers of the same versions and parameters. */
  private void sameAnalyzers(Experiment experiment) {
    JsonNode before = plan.path(ExperimentRecord.MEASURED_ON).path("analyzers");
    JsonNode now = ExperimentRecord.analyzers(experiment.design());
    for (Map.Entry<String, JsonNode> one : before.properties()) {
      JsonNode here = now.path(one.getKey());
      if (!here.equals(one.getValue())) {
        throw new IllegalArgumentException(
            "%s was measured as %s and is %s here: it cannot be repeated with this version"
                .formatted(one.getKey(), one.getValue(), here));
      }
    }
  }
}
