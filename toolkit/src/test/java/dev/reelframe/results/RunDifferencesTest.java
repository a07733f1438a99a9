package dev.reelframe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunDifferencesTest {
  private final ObjectNode before = manifest();
  private final ObjectNode after = manifest();

  private static ObjectNode manifest() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.putObject("source").put("file", "clip.mp4").put("sha256", "ab");
    root.putArray("analyzers");
    return root;
  }

  private static ObjectNode add(ObjectNode manifest, String analyzer, String everyS, String model) {
    ObjectNode entry = ((ArrayNode) manifest.get("analyzers")).addObject();
    entry.put("name", analyzer).put("state", "ok");
    ObjectNode provenance = entry.putObject("provenance").put("version", "2");
    provenance.putObject("parameters").put("every_s", everyS).put("width_px", "320");
    provenance.putArray("models").addObject().put("name", model).put("sha256", "1234567890");
    return entry;
  }

  private Object differences() {
    return RunDifferences.between(
            new Manifest(Path.of("a"), before), new Manifest(Path.of("b"), after))
        .toString();
  }

  @Test
  void aParameterAModelAndAnEndingAreNamed() {
    add(before, "body_pose", "0.5", "movenet");
    add(before, "cut_analysis", "0.5", "none");
    add(after, "cut_analysis", "0.5", "none");
    add(after, "body_pose", "0.25", "vitpose").put("state", "degraded");
    assertThat(differences())
        .isEqualTo(
            "[body_pose.every_s 0.5 → 0.25, body_pose.models movenet 12345678 → vitpose 12345678,"
                + " body_pose.state ok → degraded]");
  }

  @Test
  void otherAnalyzersOrAnotherClipAreRefused() {
    add(before, "body_pose", "0.5", "movenet");
    add(after, "cut_analysis", "0.5", "none");
    assertThatThrownBy(this::differences)
        .hasMessageContaining("did not ask the same analyzers")
        .hasMessageContaining("only a has body_pose; only b has cut_analysis")
        .hasMessageContaining("the same --only");
    after.withObject("/source").put("sha256", "cd");
    assertThatThrownBy(this::differences).hasMessageContaining("of different clips");
  }
}
