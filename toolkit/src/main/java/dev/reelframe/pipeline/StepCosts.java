package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.results.Manifest;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.api.Row;

/**
 * What the steps of runs have cost, as their profiles tell.
 *
 * @param steps by the name of the analyzer, and {@code decoder}
 * @param source where it was measured
 */
public record StepCosts(Map<String, Cost> steps, String source) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPPED = "costs.json";

  /** Name of the step that decodes. */
  static final String DECODER = "decoder";

  /**
   * CPU time of one step.
   *
   * @param openS seconds to open it, its models included
   * @param foldRatio seconds for each second of the clip while it is decoded
   * @param decideRatio likewise when it has been decoded; of the decoder the thread that reads from
   *     the child, beside it
   */
  public record Cost(double openS, double foldRatio, double decideRatio) {}

  public StepCosts {
    steps = Map.copyOf(steps);
  }

  /** Measured once, with the models that come along; the source says on what. */
  public static StepCosts shipped() {
    try (InputStream file = StepCosts.class.getResourceAsStream(SHIPPED)) {
      JsonNode root = JSON.readTree(file);
      Map<String, Cost> steps = new TreeMap<>();
      for (JsonNode step : root.path("steps")) {
        steps.put(
            step.path("name").asText(),
            new Cost(
                step.path("open_s").asDouble(),
                step.path("fold_ratio").asDouble(),
                step.path("decide_ratio").asDouble()));
      }
      return new StepCosts(steps, root.path("source").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The mean of the runs in a folder of results; empty where there is none with a profile.
   *
   * @param results holds a folder for each clip
   */
  public static Optional<StepCosts> measured(Path results) throws IOException {
    List<Path> runs = runs(results);
    Map<String, List<Cost>> each = new TreeMap<>();
    for (Path run : runs) {
      of(run).forEach((name, cost) -> each.computeIfAbsent(name, n -> new ArrayList<>()).add(cost));
    }
    Map<String, Cost> steps = new TreeMap<>();
    each.forEach((name, costs) -> steps.put(name, mean(costs)));
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new StepCosts(steps, "the mean of " + runs.size() + " runs in " + results));
  }

  private static List<Path> runs(Path results) throws IOException {
    if (!Files.isDirectory(results)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(results)) {
      return inside.filter(run -> profile(run).isPresent()).sorted().toList();
    }
  }

  private static Optional<Path> profile(Path run) {
    return Stream.of(TableFormat.values())
        .map(format -> run.resolve("profile." + format.ending()))
        .filter(file -> Files.exists(file) && Files.exists(run.resolve(Manifest.FILE)))
        .findFirst();
  }

  private static Map<String, Cost> of(Path run) throws IOException {
    double durationS =
        JSON.readTree(run.resolve(Manifest.FILE).toFile())
            .path("source")
            .path("duration_s")
            .asDouble();
    Map<String, Cost> steps = new TreeMap<>();
    if (durationS > 0) {
      for (Row span : TableFiles.readAlone(profile(run).orElseThrow())) {
        add(steps, span, durationS);
      }
    }
    return steps;
  }

  private static void add(Map<String, Cost> steps, Row span, double durationS) {
    String stage = span.getString("stage");
    if (stage.equals("write")) {
      return; // no step of a plan
    }
    boolean decoder = stage.equals("decode") || stage.equals("read");
    String name = decoder ? DECODER : span.getString("name");
    double busy = span.getDouble("busy_s");
    Cost so = steps.getOrDefault(name, new Cost(0, 0, 0));
    steps.put(
        name,
        switch (stage) {
          case "open" -> new Cost(so.openS + busy, so.foldRatio, so.decideRatio);
          case "decide", "read" ->
              new Cost(so.openS, so.foldRatio, so.decideRatio + busy / durationS);
          default -> new Cost(so.openS, so.foldRatio + busy / durationS, so.decideRatio);
        });
  }

  private static Cost mean(List<Cost> costs) {
    return new Cost(
        costs.stream().mapToDouble(Cost::openS).average().orElse(0),
        costs.stream().mapToDouble(Cost::foldRatio).average().orElse(0),
        costs.stream().mapToDouble(Cost::decideRatio).average().orElse(0));
  }
}
