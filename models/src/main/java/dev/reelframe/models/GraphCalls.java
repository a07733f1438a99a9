package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;

/**
 * Where the calls of a graph run: in one session on the caller's thread ({@link DirectCalls}), or
 * on the GPU that has room for them ({@link ScheduledCalls}). Both throw what {@link OnnxErrors}
 * makes of the runtime's errors.
 */
sealed interface GraphCalls permits DirectCalls, ScheduledCalls {
  /** Tensors for every input, and what to compute from them. */
  record Feeds(Map<String, OnnxTensor> inputs, Set<String> wanted, long items) {}

  /**
   * What a call gave.
   *
   * @param where it ran
   * @param nanos inside the runtime; of a batch that was shared its part
   * @param cpuNanos CPU time of the calling thread meanwhile
   */
  record Answer<T>(T value, DeviceUse where, long nanos, long cpuNanos) {}

  /** A call on a session of the runtime. */
  interface Call<T> {
    T on(OrtSession session) throws OrtException;
  }

  /** A call that is neither joined with others nor cut. */
  <T> Answer<T> whole(long items, Call<T> call);

  /** A call whose rows, along the first dimension of every tensor, do not depend on each other. */
  Answer<Outputs> rows(Feeds feeds);

  /** Where calls are meant to run. */
  DeviceUse device();

  /** Frees the graph; no call is running. */
  void close();
}
