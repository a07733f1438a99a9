package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the reader say the same of a plan. */
class PlanSchemaTest {
  private static final Path SCHEMA = Path.of("../docs/experiment.schema.json");
  @TempDir Path dir;

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(new ObjectMapper().readTree(SCHEMA.toFile()));
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../benchmarks/experiments"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedPlansFitTheSchemaAndCanBeRun(Path plan) throws Exception {
    JsonNode yaml = new YAMLMapper().readTree(plan.toFile());
    assertThat(schema().validate(yaml)).isEmpty();
    Design design = Experiment.read(plan).design();
    assertThat(design.name).isEqualTo(plan.getFileName().toString().replace(".yaml", ""));
    if (!design.grid.containsKey("models")) { // a mirror may not be here
      design.check();
    }
  }

  @Test
  void theSchemaKnowsTheKeysOfThePlan() throws Exception {
    JsonNode properties = new ObjectMapper().readTree(SCHEMA.toFile()).path("properties");
    assertThat(properties.propertyStream().map(p -> p.getKey()))
        .containsExactlyInAnyOrderElementsOf(PlanFile.KEYS);
    assertThat(properties.path("vary").path("properties").propertyStream().map(p -> p.getKey()))
        .containsExactlyInAnyOrderElementsOf(Configuration.OF_THE_RUN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repeat: 3 | a plan has no 'repeat' (did you mean repeats?)",
        "repeats: many | repeats \"many\": write a whole number",
        "repeats: 0 | 0 repeats after 1 warm-ups",
        "analyzers: cut_analysis | analyzers \"cut_analysis\": write a list",
        "judged_by_baseline: perhaps | judged_by_baseline: write true or false",
        "vary: {workers: 2} | workers: write a list",
        "vary: {worker: [2]} | 'worker' varies nothing (did you mean workers?)",
        "vary: {models: [large]} | models large: write embedded or mirror",
      })
  void whatIsWrongIsToldAndFailsTheSchemaToo(String line, String told) throws Exception {
    String text = "clips: [sample]\n" + line + "\n";
    Path plan = Files.writeString(dir.resolve("plan.yaml"), text);
    assertThatThrownBy(
            () -> {
              Design design = Experiment.read(plan).design();
              design.check();
              design.configurations().forEach(Configuration::models);
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
    assertThat(schema().validate(new YAMLMapper().readTree(text))).isNotEmpty();
  }

  @Test
  void aFaultOfTheFormIsToldWithItsPlace() throws Exception {
    Path yaml =
        Files.writeString(dir.resolve("plan.yaml"), "clips: [sample]\nvary: {workers: [1\n");
    assertThatThrownBy(() -> Experiment.read(yaml)).hasMessageContaining("plan.yaml, line ");
    Path twice = Files.writeString(dir.resolve("twice.yml"), "clips: [sample]\nclips: [sample]\n");
    assertThatThrownBy(() -> Experiment.read(twice))
        .hasMessageContaining("twice.yml, line 2")
        .hasMessageContaining("clips");
    Path json = Files.writeString(dir.resolve("plan.json"), "{\"clips\": [sample]}");
    assertThatThrownBy(() -> Experiment.read(json)).hasMessageContaining("plan.json, line 1");
  }

  @Test
  void copiesRunSideBySideAndEmbeddedModelsAreUsedAlone() throws Exception {
    Path plan =
        Files.writeString(
            dir.resolve("plan.yaml"),
            """
            clips: [sample]
            analyzers: [color_analysis]
            vary: {clips_at_once: [1, 2]}
            warmups: 0
            repeats: 1
            """);
    ExperimentResult found = Experiment.read(plan).run();
    assertThat(found.trials().doubleColumn("clips").asList()).containsExactly(4.0, 4.0);
    assertThat(found.verdict().stringColumn("measure").asList()).contains("wall_s");
    String before = String.valueOf(System.getProperty("reelframe.offline"));
    String offline = ModelSource.EMBEDDED.during(() -> System.getProperty("reelframe.offline"));
    assertThat(offline).isEqualTo("1");
    assertThat(String.valueOf(System.getProperty("reelframe.offline"))).isEqualTo(before);
  }
}
