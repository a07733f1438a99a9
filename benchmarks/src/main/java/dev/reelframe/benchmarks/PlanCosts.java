package dev.reelframe.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.pipeline.StepCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * Makes {@code costs.json}, from which plans are made where no earlier run has a profile: the mean
 * of the runs in a folder of results.
 *
 * <p>Usage: {@code PlanCosts RESULTS "what it was measured on"}.
 */
public final class PlanCosts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanCosts() {}

  public static void main(String[] args) throws IOException {
    StepCosts costs = StepCosts.measured(Path.of(args[0])).orElseThrow();
    ObjectNode root = JSON.createObjectNode().put("source", args[1]);
    ArrayNode steps = root.putArray("steps");
    new TreeMap<>(costs.steps())
        .forEach((name, cost) ->
            steps
                .addObject()
                .put("name", name)
                .put("open_s", rounded(cost.openS()))
                .put("fold_ratio", rounded(cost.foldRatio()))
                .put("decide_ratio", rounded(cost.decideRatio())));
    System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e5) / 1e5;
  }
}
