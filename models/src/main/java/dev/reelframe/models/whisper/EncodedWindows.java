package dev.reelframe.models.whisper;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Hidden states [windows, positions, width] of encoded windows, in native memory. */
final class EncodedWindows implements AutoCloseable {
  private final OnnxTensor hidden;
  private final OrtSession.Result owner;

  EncodedWindows(OnnxTensor hidden, OrtSession.Result owner) {
    this.hidden = hidden;
    this.owner = owner;
  }

  OnnxTensor hidden() {
    return hidden;
  }

  int windows() {
    return (int) hidden.getInfo().getShape()[0];
  }

  int positions() {
    return (int) hidden.getInfo().getShape()[1];
  }

  int width() {
    return (int) hidden.getInfo().getShape()[2];
  }

  /** All states [windows][positions][width] as floats, copied. */
  FloatBuffer values() {
    return hidden.getFloatBuffer();
  }

  /**
   * The states of some windows as a tensor for a decoder input. Closing it leaves these states
   * alone.
   *
   * @param rows windows in the order wanted
   */
  Selection select(int[] rows, WhisperGraph decoder, String input) {
    boolean all = java.util.Arrays.equals(rows, IntStream.range(0, windows()).toArray());
    if (all && hidden.getInfo().type == decoder.type(input).onnx()) {
      return new Selection(hidden, false);
    }
    long[] shape = hidden.getInfo().getShape();
    int size = Math.toIntExact(shape[1] * shape[2]);
    FloatBuffer source = values();
    float[] chosen = new float[Math.multiplyExact(rows.length, size)];
    for (int i = 0; i < rows.length; i++) {
      source.get(rows[i] * size, chosen, i * size, size);
    }
    return new Selection(
        decoder.floats(input, FloatBuffer.wrap(chosen), rows.length, shape[1], shape[2]), true);
  }

  /** Some windows' states, owned or borrowed. */
  record Selection(OnnxTensor tensor, boolean owned) implements AutoCloseable {
    @Override
    public void close() {
      if (owned) {
        WhisperGraph.free(tensor);
      }
    }
  }

  @Override
  public void close() {
    WhisperGraph.free(owner);
  }
}
