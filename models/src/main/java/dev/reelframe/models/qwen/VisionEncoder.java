package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.UsageMeter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The {@code vision_encoder} graph, called once per temporal slice with the grid {@code [1, h, w]}.
 * The published export unrolled its loops over slices and pictures for a single one: more in one
 * call gives wrong numbers without an error. Vision attention never crosses slices, so one call
 * each is exact.
 */
final class VisionEncoder implements AutoCloseable {

  private static final String PIXELS = "pixel_values";
  private static final String FEATURES = "image_features";

  private final QwenGraph graph;
  private final String gridInput;
  private final OnnxJavaType pixelType;
  private final boolean halfFeatures;

  private VisionEncoder(QwenGraph graph) {
    this.graph = graph;
    // Exports of the later Qwen-VL family call the same input image_grid_thw.
    this.gridInput = graph.takes("image_grid_thw") ? "image_grid_thw" : "grid_thw";
    if (!graph.takes(PIXELS) || !graph.takes(gridInput) || graph.inputs().size() != 2) {
      throw new ModelMismatch(
          "vision_encoder takes %s, not pixel_values and grid_thw: it is not a Qwen2-VL export"
              .formatted(graph.inputs()));
    }
    this.pixelType = graph.input(PIXELS).orElseThrow().type().onnx();
    this.halfFeatures = graph.output(FEATURES).type() == ElementType.FLOAT16;
  }

  static VisionEncoder open(Path folder, QwenOptions options) {
    QwenGraph graph = QwenGraph.open(folder, "vision_encoder", options);
    try {
      return new VisionEncoder(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  VisionEncoder countedBy(UsageMeter usage) {
    return new VisionEncoder(graph.countedBy(usage));
  }

  /**
   * Encodes one slice.
   *
   * @param frames distinct frames in it, for the counters
   */
  VisionFeatures encode(Patches patches, int frames) {
    Grid grid = patches.grid();
    long valuesPerPatch = patches.values().capacity() / grid.patches();
    try (HostTensor pixels = HostTensor.floats(pixelType, grid.patches(), valuesPerPatch);
        OnnxTensor shape = HostTensor.longs(new long[] {1, grid.rows(), grid.columns()}, 1, 3)) {
      pixels.put(0, patches.values().duplicate().rewind());
      Map<String, OnnxTensor> feeds = Map.of(PIXELS, pixels.tensor(), gridInput, shape);
      try (OrtSession.Result result = graph.run(feeds, Set.of(FEATURES), Map.of(), 1)) {
        OnnxTensor features = (OnnxTensor) result.get(FEATURES).orElseThrow();
        TensorInfo info = features.getInfo();
        return new VisionFeatures(grid, (int) info.getShape()[1], frames, floats(features, info));
      }
    }
  }

  private float[] floats(OnnxTensor features, TensorInfo info) {
    float[] rows = new float[(int) info.getNumElements()];
    if (halfFeatures) {
      ByteBuffer bytes = features.getByteBuffer();
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Float.float16ToFloat(bytes.getShort(2 * i));
      }
    } else {
      features.getFloatBuffer().get(rows);
    }
    return rows;
  }

  @Override
  public void close() {
    graph.close();
  }
}
