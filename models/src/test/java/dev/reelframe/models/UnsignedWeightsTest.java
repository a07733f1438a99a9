package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsignedWeightsTest {
  private static final byte[][] WEIGHTS = {{127, -128}, {127, -128}, {127, -128}, {5, 7}};
  private static final float[] X = {255, 255, 255, 0};
  private static final float[] PRODUCT = {3 * 255 * 127, 3 * 255 * -128};

  @TempDir Path folder;

  private static float[] floats(OrtSession.Result result, String name) throws OrtException {
    FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] array = new float[values.remaining()];
    values.get(array);
    return array;
  }

  private static Map<String, OnnxTensor> feeds() throws OrtException {
    return Map.of(
        "x", OnnxTensor.createTensor(OnnxRuntime.environment(), new float[][] {X}),
        "flag", OnnxTensor.createTensor(OnnxRuntime.environment(), new boolean[] {true}));
  }

  /** On this machine's CPU, whichever it is: pairs of these products do not fit into 16 bits. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sumsAreNotCutOff(boolean turned) throws OrtException {
    Path file = TinyOnnx.product(folder.resolve("p.onnx"), WEIGHTS, turned);
    try (OnnxSession session = OnnxSession.open("p", file, SessionSettings.standard());
        OrtSession.Result result =
            session.run(feeds(), Set.of("y", "z"), Map.of(), 1, new UsageMeter())) {
      assertThat(floats(result, "y")).containsExactly(PRODUCT);
    }
  }

  /** Also where this machine does not need it; the weights' other users see them as they were. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theGraphWithUnsignedWeightsGivesTheSame(boolean turned) throws OrtException {
    Path file = TinyOnnx.product(folder.resolve("p.onnx"), WEIGHTS, turned);
    ByteBuffer unsigned = UnsignedWeights.of(file).orElseThrow();
    try (OrtSession session =
            OnnxRuntime.environment().createSession(unsigned, new OrtSession.SessionOptions());
        OrtSession.Result result = session.run(feeds())) {
      assertThat(floats(result, "y")).containsExactly(PRODUCT);
      assertThat(floats(result, "z"))
          .containsExactly(turned ? new float[] {127, 127, 127, 5} : new float[] {127, -128});
    }
  }

  @Test
  void aGraphWithoutSuchProductsIsLoadedAsItIs() {
    assertThat(UnsignedWeights.of(TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, 1)))
        .isEmpty();
  }

  @Test
  void aFileThatIsNoGraphIsLeftToTheRuntime() throws Exception {
    assertThat(UnsignedWeights.of(Files.write(folder.resolve("x.onnx"), new byte[] {7, 7, 7})))
        .isEmpty();
  }
}
