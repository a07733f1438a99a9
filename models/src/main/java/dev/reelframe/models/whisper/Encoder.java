package dev.reelframe.models.whisper;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.reelframe.models.UsageMeter;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/** encoder_model.onnx: features of some windows to their hidden states. */
final class Encoder implements AutoCloseable {
  private static final String FEATURES = "input_features";
  private static final String HIDDEN = "last_hidden_state";

  private final WhisperGraph graph;
  private final int mels;
  private final WhisperMeter meter;

  Encoder(WhisperGraph graph, int mels, WhisperMeter meter) {
    this.graph = graph;
    this.mels = mels;
    this.meter = meter;
    graph.require(FEATURES);
  }

  Encoder countedBy(UsageMeter usage) {
    return new Encoder(graph.countedBy(usage), mels, meter);
  }

  /**
   * @param features [windows][mels][3000] in one array
   * @return hidden states, one row per window; the caller closes them
   */
  EncodedWindows encode(float[] features, int windows) {
    OnnxTensor input =
        graph.floats(
            FEATURES, FloatBuffer.wrap(features), windows, mels, MelSpectrogram.WINDOW_FRAMES);
    try {
      long start = System.nanoTime();
      OrtSession.Result result = graph.run(Map.of(FEATURES, input), Set.of(HIDDEN), windows);
      meter.encodeNanos.add(System.nanoTime() - start);
      meter.windows.add(windows);
      return new EncodedWindows(WhisperGraph.output(result, HIDDEN), result);
    } finally {
      WhisperGraph.free(input);
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
