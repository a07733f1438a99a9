package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model gives what another runtime gave for the same input. The inputs are integer patterns
 * that make-references.js (src/test/references) computes in the same way.
 */
class ReferenceOutputsTest {
  private static final double TOLERANCE = 1e-3;
  @TempDir static Path home;

  private static JsonNode cases() throws IOException {
    try (InputStream json =
        ReferenceOutputsTest.class.getResourceAsStream("reference-outputs.json")) {
      return new ObjectMapper().readTree(json);
    }
  }

  static List<String> names() throws IOException {
    return cases().findValuesAsText("model");
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsAnotherRuntime(String name) throws IOException {
    ModelFiles files = SharedModels.storeFor(name, home).resolve(name);
    for (JsonNode one : cases()) {
      if (one.get("model").asText().equals(name)) {
        compare(one, files);
      }
    }
  }

  @Test
  void aCaseForEveryModelThatThisMachineCanRun() throws IOException {
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.standard().entries().stream()
                .filter(e -> e.format().equals("onnx") && comesAsOneFileOrAlong(e))
                .map(ModelEntry::name)
                .toList());
  }

  private static boolean comesAsOneFileOrAlong(ModelEntry entry) {
    return entry.part("model").isPresent()
        || entry.parts().stream().allMatch(part -> part.source() instanceof Source.Embedded);
  }

  private static void compare(JsonNode one, ModelFiles files) {
    Map<String, Tensor> inputs = new HashMap<>();
    one.get("inputs").forEach(spec -> inputs.put(spec.get("name").asText(), input(spec)));
    try (OnnxModel model =
        OnnxModel.open(files.entry().name(), file(one, files), SessionSettings.standard())) {
      Map<String, Tensor> outputs = model.run(inputs);
      for (JsonNode expected : one.get("outputs")) {
        compare(expected, outputs.get(expected.get("name").asText()));
      }
      assertThat(model.run(inputs).values())
          .zipSatisfy(
              outputs.values(),
              (again, first) -> assertThat(again.toFloats()).isEqualTo(first.toFloats()));
    }
  }

  private static Path file(JsonNode one, ModelFiles files) {
    return one.has("role") ? files.path(one.get("role").asText()) : files.model();
  }

  private static void compare(JsonNode expected, Tensor actual) {
    String name = expected.get("name").asText();
    assertThat(actual.shape()).as(name).containsExactly(longs(expected.get("shape")));
    FloatBuffer values = actual.floats();
    double sum = 0;
    for (int i = 0; i < values.limit(); i++) {
      sum += values.get(i);
    }
    close(name + " mean", sum / values.limit(), expected.get("mean").asDouble());
    for (JsonNode pair : expected.get("values")) {
      int index = pair.get(0).asInt();
      close(name + "[" + index + "]", values.get(index), pair.get(1).asDouble());
    }
    int top = expected.get("top").get(0).asInt();
    close(name + " top", values.get(top), expected.get("top").get(1).asDouble());
  }

  private static void close(String what, double actual, double expected) {
    assertThat(actual)
        .as(what)
        .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  private static Tensor input(JsonNode spec) {
    long[] shape = longs(spec.get("shape"));
    int size = Math.toIntExact(Tensor.elements(shape));
    if (spec.get("layout").asText().equals("constant")) {
      return Tensor.longs(new long[] {spec.get("low").asLong()}, shape);
    }
    float[] floats = new float[size];
    int[] ints = new int[size];
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      double value = element(spec, shape, i);
      floats[i] = (float) value;
      ints[i] = (int) value;
      bytes[i] = (byte) (int) value;
    }
    return switch (spec.get("type").asText()) {
      case "uint8" -> Tensor.uint8(bytes, shape);
      case "int32" -> Tensor.ints(ints, shape);
      default -> Tensor.floats(floats, shape);
    };
  }

  private static double element(JsonNode spec, long[] shape, int i) {
    double low = spec.get("low").asDouble();
    double high = spec.get("high").asDouble();
    int value =
        switch (spec.get("layout").asText()) {
          case "nchw" -> {
            int h = (int) shape[2];
            int w = (int) shape[3];
            yield pixel(i % w, (i / w) % h, (i / (w * h)) % 3, w, h);
          }
          case "nhwc" -> {
            int h = (int) shape[1];
            int w = (int) shape[2];
            yield pixel((i / 3) % w, (i / (3 * w)) % h, i % 3, w, h);
          }
          default -> Math.abs((i * 7) % 511 - 255);
        };
    return low + (high - low) * value / 255;
  }

  /** A gradient, a checkerboard and a face, in whole numbers. */
  private static int pixel(int x, int y, int c, int w, int h) {
    int value = 64 + x * 100 / w + (((x >> 4) ^ (y >> 4)) & 1) * 20;
    if (disc(x - w * 50 / 100, y - h * 50 / 100, w * 22 / 100 + 1, h * 32 / 100 + 1)) {
      value = 200 - 25 * c;
    }
    boolean left = disc(x - w * 42 / 100, y - h * 42 / 100, w * 4 / 100 + 1, h * 3 / 100 + 1);
    boolean right = disc(x - w * 58 / 100, y - h * 42 / 100, w * 4 / 100 + 1, h * 3 / 100 + 1);
    if (left || right) {
      value = 30;
    }
    if (disc(x - w * 50 / 100, y - h * 66 / 100, w * 9 / 100 + 1, h * 3 / 100 + 1)) {
      value = 90 + 20 * c;
    }
    return value;
  }

  private static boolean disc(long x, long y, long rx, long ry) {
    return x * x * ry * ry + y * y * rx * rx < rx * rx * ry * ry;
  }
}
