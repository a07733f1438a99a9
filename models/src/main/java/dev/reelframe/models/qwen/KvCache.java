package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;

/**
 * The keys and values of every layer, {@code [B, KV, P, D]} each, under their input names. What the
 * decoder returned is handed back to it as it is: no Java copy.
 *
 * @param batch B, rows
 * @param length P, tokens per row
 * @param tensors by name of the decoder's input
 * @param owner frees the tensors
 */
record KvCache(int batch, int length, Map<String, OnnxTensor> tensors, Runnable owner)
    implements AutoCloseable {

  @Override
  public void close() {
    owner.run();
  }
}
