package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Span;
import dev.reelframe.chart.PageWidth;
import dev.reelframe.media.SampleClip;
import dev.reelframe.models.Device;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.TableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The profile of a run over the sample, held against what Java's flight recorder saw of the same
 * run by its own clock.
 */
class ProfileTest {
  @TempDir static Path dir;

  private static Analysis run;
  private static List<RecordedEvent> recorded;

  @BeforeAll
  static void runOnce() throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("reelframe.ModelCall").withThreshold(Duration.ZERO);
      recording.enable("reelframe.Step").withThreshold(Duration.ZERO);
      recording.start();
      run =
          Pipeline.of(Analyzers.faces(), Analyzers.speechActivity(), Analyzers.audioEnvironment())
              .on(Device.cpu())
              .run(SampleClip.video());
      recording.stop();
      Path file = dir.resolve("run.jfr");
      recording.dump(file);
      recorded = RecordingFile.readAllEvents(file);
    }
  }

  private static Map<String, Double> inference(List<Span> spans) {
    return spans.stream()
        .filter(span -> span.activity() == Activity.INFERENCE)
        .collect(
            Collectors.groupingBy(
                Span::what, TreeMap::new, Collectors.summingDouble(Span::spentS)));
  }

  @Test
  void modelSecondsAddUpToTheProfile() {
    Map<String, Double> calls = new TreeMap<>();
    for (RecordedEvent event : recorded) {
      if (event.getEventType().getName().equals("reelframe.ModelCall")) {
        calls.merge(event.getString("model"), event.getDuration().toNanos() / 1e9, Double::sum);
      }
    }
    Map<String, Double> profile = inference(run.cost().spans());
    assertThat(profile.keySet()).hasSizeGreaterThan(3).isEqualTo(calls.keySet());
    profile.forEach((model, spentS) ->
        assertThat(spentS).as(model).isCloseTo(calls.get(model), near(calls.get(model))));
    inference(run.cost().work().stretches())
        .forEach((model, spentS) ->
            assertThat(spentS).as(model).isCloseTo(profile.get(model), within(1e-6)));
  }

  @Test
  void eachAnalyzersOwnSecondsAreThoseOfItsSteps() {
    for (AnalyzerResult result : run.results()) {
      double steps =
          recorded.stream()
              .filter(event -> event.getEventType().getName().equals("reelframe.Step"))
              .filter(event -> event.getString("name").equals(result.name()))
              .mapToDouble(event -> event.getDuration().toNanos() / 1e9)
              .sum();
      double spent =
          run.cost().spans().stream()
              .filter(s -> s.name().equals(result.name()) && s.activity() != Activity.WAIT)
              .mapToDouble(Span::spentS)
              .sum();
      assertThat(spent).as(result.name()).isCloseTo(steps, near(steps));
    }
  }

  /** 3 %; and a thread may lose its core between the two clocks' looks: a time slice or two. */
  private static Offset<Double> near(double seconds) {
    return within(0.03 * seconds + 0.03);
  }

  @Test
  void stretchesOfAThreadFollowEachOther() {
    Map<String, Double> until = new HashMap<>();
    for (Span span : run.cost().work().stretches()) {
      assertThat(span.startS())
          .as("%s", span)
          .isGreaterThanOrEqualTo(until.getOrDefault(span.name(), 0.0) - 1e-9);
      assertThat(span.endS()).isGreaterThanOrEqualTo(span.startS());
      until.put(span.name(), span.endS());
    }
  }

  /** The format's own document has no schema: this one says what it demands of what is written. */
  static Set<ValidationMessage> complaints(JsonNode trace) throws IOException {
    try (InputStream schema = ProfileTest.class.getResourceAsStream("trace-event.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(schema)
          .validate(trace);
    }
  }

  @Test
  void theTraceIsValid() throws IOException {
    JsonNode trace =
        new ObjectMapper().readTree(run.trace(dir.resolve("deep/trace.json")).toFile());
    assertThat(complaints(trace)).isEmpty();
    Map<String, Double> named = new TreeMap<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("cat").asText().equals("inference")) {
        named.merge(event.path("name").asText(), event.path("dur").asDouble() / 1e6, Double::sum);
      }
    }
    inference(run.cost().spans())
        .forEach((model, spentS) ->
            assertThat(named.get(model)).isCloseTo(spentS, within(0.03 * spentS)));
  }

  @Test
  void theGanttHasALaneForEachThreadAndHuesForWhatItDid() {
    assertThat(run.gantt().svg())
        .contains(">decoder<", ">views<", ">face_detection<", ">inference<", ">preprocess<");
    assertThat(run.cost().gantt(PageWidth.NARROW).svg()).contains(">face_detection<");
  }

  @Test
  void aSavedRunTellsWhatItsTablesTookToWrite() throws IOException {
    Path folder = run.save(dir.resolve("saved"));
    MeasuredTable profile = TableFiles.read(folder.resolve("profile.csv"));
    assertThat(profile.schema()).isEqualTo(Cost.SCHEMA);
    assertThat(profile.stringColumn("activity").asList())
        .contains("decode", "view", "wait", "preprocess", "inference", "postprocess", "write");
    assertThat(profile.where(profile.stringColumn("what").isEqualTo("silero_vad")).rowCount())
        .isPositive();
  }

  @Test
  void aSentenceSaysWhereTheTimeWent() {
    assertThat(run.whereTheTimeWent())
        .matches("[0-9.]+ s by the clock, [0-9.]+ CPU seconds: .*models [0-9]+ %.*")
        .contains("decoding ");
  }
}
