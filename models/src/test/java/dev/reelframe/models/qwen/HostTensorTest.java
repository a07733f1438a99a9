package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxJavaType;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostTensorTest {

  @ParameterizedTest
  @EnumSource(
      value = OnnxJavaType.class,
      names = {"FLOAT", "FLOAT16"})
  void valuesGoInAndOutAtTheirPlace(OnnxJavaType type) throws Exception {
    try (HostTensor tensor = HostTensor.floats(type, 2, 3)) {
      tensor.put(1, new float[] {9, 1.5f, -2, 9}, 1, 2);
      tensor.put(4, FloatBuffer.wrap(new float[] {0.25f, 65504}));

      float[] all = new float[6];
      tensor.get(0, all);
      assertThat(all).containsExactly(0, 1.5f, -2, 0, 0.25f, 65504);
      assertThat(tensor.tensor().getInfo().getShape()).containsExactly(2, 3);
      // ONNX Runtime sees the same memory.
      assertThat(tensor.tensor().getFloatBuffer().get(2)).isEqualTo(-2);
    }
  }

  @Test
  void anEmptyTensorIsPossible() {
    try (HostTensor empty = HostTensor.floats(OnnxJavaType.FLOAT16, 1, 2, 0, 16)) {
      assertThat(empty.tensor().getInfo().getShape()).containsExactly(1, 2, 0, 16);
    }
  }

  @Test
  void otherTypesAreRefused() {
    assertThatThrownBy(() -> HostTensor.floats(OnnxJavaType.INT8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float16");
  }
}
