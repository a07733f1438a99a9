package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
  @TempDir Path folder;
  private long sessionsBefore;
  private long tensorsBefore;

  @BeforeEach
  void count() {
    sessionsBefore = NativeCount.SESSIONS.live();
    tensorsBefore = NativeCount.TENSORS.live();
  }

  @AfterEach
  void nothingLeaks() {
    assertThat(NativeCount.SESSIONS.live()).isEqualTo(sessionsBefore);
    assertThat(NativeCount.TENSORS.live()).isEqualTo(tensorsBefore);
  }

  private OnnxModel doubler(int type, long batch) {
    return OnnxModel.open(
        "doubler",
        TinyOnnx.doubler(folder.resolve("d.onnx"), type, batch),
        SessionSettings.standard());
  }

  @Test
  void describesWhatTheFileTakesAndGives() {
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, -1)) {
      assertThat(model.inputs())
          .containsExactly(new TensorSpec("x", ElementType.FLOAT32, List.of(-1L, 3L)));
      assertThat(model.outputs().getFirst()).hasToString("y float32 [?, 3]");
      assertThat(model.device()).isEqualTo(new DeviceUse(Device.cpu(), Device.cpu(), ""));
    }
  }

  @Test
  void runsOnArraysAndOnDirectBuffersThatAreFilledAgain() {
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, 1)) {
      assertThat(model.run(Tensor.floats(new float[] {1, 2, 3}, 1, 3)).toFloats())
          .containsExactly(2, 4, 6);

      Tensor reused = Tensor.allocate(ElementType.FLOAT32, 1, 3);
      reused.floats().put(new float[] {4, 5, 6});
      assertThat(model.run(reused).toFloats()).containsExactly(8, 10, 12);
      reused.floats().put(0, -1f);
      assertThat(model.run(reused).toFloats()).containsExactly(-2, 10, 12);
    }
  }

  @Test
  void readsABufferFromItsPosition() {
    FloatBuffer longer = FloatBuffer.wrap(new float[] {9, 9, 1, 2, 3}).position(2);
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, 1)) {
      assertThat(model.run(Tensor.floats(longer, 1, 3)).toFloats()).containsExactly(2, 4, 6);
    }
  }

  @Test
  void runsOnInt64AndUint8() {
    try (OnnxModel model = doubler(TinyOnnx.INT64, 1)) {
      assertThat(model.run(Tensor.longs(new long[] {1L << 40, 0, -7}, 1, 3)).longs().get(0))
          .isEqualTo(1L << 41);
    }
    try (OnnxModel model = doubler(TinyOnnx.UINT8, 1)) {
      ByteBuffer sum = model.run(Tensor.uint8(new byte[] {1, 100, (byte) 200}, 1, 3)).bytes();
      assertThat(new int[] {sum.get(0), sum.get(1) & 0xff, sum.get(2) & 0xff})
          .containsExactly(2, 200, 144);
    }
  }

  @Test
  void outputsCanStayInTheRuntimeAndFeedTheNextCall() {
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, 1)) {
      Tensor state = Tensor.floats(new float[] {1, 2, 3}, 1, 3);
      for (int step = 0; step < 3; step++) {
        Tensor previous = state;
        try (Outputs outputs = model.runResident(Map.of("x", previous))) {
          state = outputs.take("y");
        }
        previous.close();
      }
      assertThat(state.toFloats()).containsExactly(8, 16, 24);
      state.close();
      assertThatThrownBy(state::floats).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anEmptyTensorIsAFirstPast() {
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, -1)) {
      Tensor empty = model.run(Tensor.floats(new float[0], 0, 3));
      assertThat(empty.shape()).containsExactly(0, 3);
      assertThat(empty.toFloats()).isEmpty();
    }
  }

  @Test
  void refusesInputsThatDoNotFitAndNamesTheContract() {
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, 1)) {
      assertThatThrownBy(() -> model.run(Tensor.floats(new float[4], 1, 4)))
          .isInstanceOf(ModelMismatch.class)
          .hasMessageContaining("takes x float32 [1, 3], not float32 [1, 4]");
      assertThatThrownBy(() -> model.run(Map.of("other", Tensor.floats(new float[3], 1, 3))))
          .isInstanceOf(ModelMismatch.class);
      assertThatThrownBy(() -> model.run(Map.of("x", Tensor.longs(new long[3], 1, 3))))
          .isInstanceOf(ModelMismatch.class);
      assertThatThrownBy(() -> model.run(Map.of("x", Tensor.floats(new float[3], 1, 3)), "z"))
          .isInstanceOf(ModelMismatch.class);
    }
  }

  @Test
  void aTensorRefusesDataThatDoesNotFillItsShape() {
    assertThatThrownBy(() -> Tensor.floats(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    FloatBuffer foreign = ByteBuffer.allocateDirect(12).order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
    assertThatThrownBy(() -> Tensor.floats(foreign, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileThatIsNoModelIsATypedError() throws Exception {
    Path junk = Files.writeString(folder.resolve("junk.onnx"), "not a model");
    assertThatThrownBy(() -> OnnxModel.open("junk", junk, SessionSettings.standard()))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("junk")
        .hasMessageContaining("fetch the model");
    assertThatThrownBy(
            () -> OnnxModel.open("none", folder.resolve("none.onnx"), SessionSettings.standard()))
        .isInstanceOf(ModelMissing.class);
  }

  @Test
  void autoFallsBackToTheCpuAndSaysWhyWhileAnExplicitGpuFails() {
    Path file = TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, 1);
    try (OnnxModel model =
        OnnxModel.open("d", file, SessionSettings.standard().on(Device.auto()))) {
      if (model.device().used().equals(Device.cpu())) {
        assertThat(model.device().reason()).isNotBlank();
      }
    }
    assertThatThrownBy(
            () -> OnnxModel.open("d", file, SessionSettings.standard().on(Device.cuda(99))))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("cuda:99");
  }

  @Test
  void callsFromManyThreadsAreCountedAndEqual() throws Exception {
    try (OnnxModel model = doubler(TinyOnnx.FLOAT, -1);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<float[]> call =
          () -> model.run(Tensor.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)).toFloats();
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(threads.submit(call));
      }
      for (Future<float[]> one : all) {
        assertThat(one.get()).containsExactly(2, 4, 6, 8, 10, 12);
      }
      ModelUsage usage = model.usage();
      assertThat(usage.calls()).isEqualTo(50);
      assertThat(usage.items()).isEqualTo(100);
      assertThat(usage.runNanos()).isPositive();
      assertThat(usage.loadNanos()).isPositive();
    }
  }

  @Test
  void aClosedModelRefusesToRun() {
    OnnxModel model = doubler(TinyOnnx.FLOAT, 1);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.run(Tensor.floats(new float[3], 1, 3)))
        .isInstanceOf(IllegalStateException.class);
  }
}
