package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The keys and values of every layer, {@code [B, KV, P, D]} each, under their input names. What the
 * decoder returned is handed back to it as it is: no Java copy.
 */
final class KvCache implements AutoCloseable {

  /** Caches not closed yet, all models together; the leak test reads it. */
  private static final AtomicLong OPEN = new AtomicLong();

  private final int batch;
  private final int length;
  private final Map<String, OnnxTensor> tensors;
  private final Runnable free;

  /**
   * @param batch B, rows
   * @param length P, tokens per row
   * @param tensors by name of the decoder's input
   * @param free frees the tensors
   */
  KvCache(int batch, int length, Map<String, OnnxTensor> tensors, Runnable free) {
    this.batch = batch;
    this.length = length;
    this.tensors = tensors;
    this.free = free;
    OPEN.incrementAndGet();
  }

  static long open() {
    return OPEN.get();
  }

  int batch() {
    return batch;
  }

  int length() {
    return length;
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    free.run();
    OPEN.decrementAndGet();
  }
}
