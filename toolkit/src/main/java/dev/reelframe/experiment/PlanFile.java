package dev.reelframe.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Pipeline;
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
import java.util.Set;
import java.util.TreeSet;

/**
 * An experiment as JSON: the plan that a user writes, and the manifest that stands beside results.
 */
final class PlanFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLE = "sample";
  private static final String MEASURED_ON = "measured_on";
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "clips",
          "analyzers",
          "vary",
          "baseline",
          "judged_by_baseline",
          "budget_s",
          "warmups",
          "repeats",
          "seed",
          MEASURED_ON);

  private final Path base;
  private final JsonNode plan;

  private PlanFile(Path base, JsonNode plan) {
    this.base = base;
    this.plan = plan;
  }

  static Experiment read(Path file) {
    try {
      JsonNode plan = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      String name = file.getFileName().toString().replaceFirst("\\.json$", "");
      return new PlanFile(file.toAbsolutePath().getParent(), plan).experiment(name);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Experiment experiment(String fileName) {
    if (!plan.isObject()) {
      throw new IllegalArgumentException("a plan is a JSON object with " + new TreeSet<>(KEYS));
    }
    plan.fieldNames()
        .forEachRemaining(key -> {
          if (!KEYS.contains(key)) {
            throw new IllegalArgumentException(
                "a plan has no '" + key + "': write " + new TreeSet<>(KEYS));
          }
        });
    Experiment experiment =
        Experiment.of(analyzers())
            .named(plan.path("name").asText(fileName))
            .warmups(plan.path("warmups").asInt(1))
            .repeats(plan.path("repeats").asInt(3))
            .seed(plan.path("seed").asLong(1));
    for (JsonNode clip : plan.path("clips")) {
      experiment = experiment.clip(subject(clip));
    }
    for (Map.Entry<String, JsonNode> axis : plan.path("vary").properties()) {
      experiment = experiment.vary(axis.getKey(), values(axis));
    }
    for (Map.Entry<String, JsonNode> point : plan.path("baseline").properties()) {
      experiment = experiment.baseline(point.getKey(), value(point.getKey(), point.getValue()));
    }
    if (plan.path("judged_by_baseline").asBoolean()) {
      experiment = experiment.judgedByBaseline();
    }
    if (plan.has("budget_s")) {
      experiment = experiment.budget(Duration.ofSeconds(plan.get("budget_s").asLong()));
    }
    sameAnalyzers(experiment);
    return experiment;
  }

  private Analyzer[] analyzers() {
    List<Analyzer> known = Analyzers.all();
    if (!plan.has("analyzers")) {
      return known.toArray(Analyzer[]::new);
    }
    List<Analyzer> chosen = new ArrayList<>();
    for (JsonNode name : plan.get("analyzers")) {
      chosen.add(
          known.stream()
              .filter(a -> a.spec().name().equals(name.asText()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "no analyzer is named %s: choose from %s"
                          .formatted(
                              name.asText(), known.stream().map(a -> a.spec().name()).toList()))));
    }
    return chosen.toArray(Analyzer[]::new);
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
    Optional<Path> truth =
        clip.hasNonNull("truth")
            ? Optional.of(base.resolve(clip.get("truth").asText()))
            : Optional.empty();
    TrialClip subject = new TrialClip(path, truth);
    if (clip.hasNonNull("sha256")
        && Files.isRegularFile(path)
        && !subject.video().sha256().equals(clip.get("sha256").asText())) {
      throw new IllegalArgumentException(
          path + " is not the clip that was measured: its SHA-256 differs");
    }
    return subject;
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
    JsonNode before = plan.path(MEASURED_ON).path("analyzers");
    ObjectNode now = analyzers(experiment.design());
    for (Map.Entry<String, JsonNode> one : before.properties()) {
      JsonNode here = now.path(one.getKey());
      if (!here.equals(one.getValue())) {
        throw new IllegalArgumentException(
            "%s was measured as %s and is %s here: it cannot be repeated with this version"
                .formatted(one.getKey(), one.getValue(), here));
      }
    }
  }

  /** The plan, complete, with what it was measured on. It can be read again. */
  static ObjectNode manifest(Design design) {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", design.name);
    ArrayNode clips = root.putArray("clips");
    for (TrialClip subject : design.subjects) {
      ObjectNode clip = clips.addObject();
      clip.put("file", subject.file().toAbsolutePath().toString());
      clip.put("sha256", subject.video().sha256());
      subject.truth().ifPresent(truth -> clip.put("truth", truth.toAbsolutePath().toString()));
    }
    ArrayNode names = root.putArray("analyzers");
    design.analyzers.forEach(analyzer -> names.add(analyzer.spec().name()));
    ObjectNode vary = root.putObject("vary");
    design.grid.forEach((key, values) -> vary.set(key, JSON.valueToTree(values)));
    if (!design.factors.isEmpty()) {
      ArrayNode factors = root.putArray("factors_of_code");
      design.factors.keySet().forEach(factors::add);
    }
    if (!design.measures.isEmpty()) {
      ArrayNode measures = root.putArray("measures_of_code");
      design.measures.keySet().forEach(measures::add);
    }
    if (!design.baseline.isEmpty()) {
      root.set("baseline", JSON.valueToTree(design.baseline));
    }
    if (design.judgedByBaseline) {
      root.put("judged_by_baseline", true);
    }
    root.put("warmups", design.warmups);
    root.put("repeats", design.repeats);
    root.put("seed", design.seed);
    ObjectNode on = root.putObject(MEASURED_ON);
    on.put("machine", HostInfo.words());
    on.put("java", HostInfo.java());
    on.put("reelframe", HostInfo.reelframe());
    on.set("analyzers", analyzers(design));
    return root;
  }

  private static ObjectNode analyzers(Design design) {
    ObjectNode versions = JSON.createObjectNode();
    for (Analyzer analyzer : Pipeline.of(design.analyzers).analyzers()) {
      ObjectNode one = versions.putObject(analyzer.spec().name());
      one.put("version", analyzer.spec().version());
      ObjectNode parameters = one.putObject("parameters");
      analyzer.spec().parameters().forEach(parameters::put);
    }
    return versions;
  }
}
