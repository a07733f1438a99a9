package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph in one session; each call runs on the caller's thread, as it is. */
record DirectCalls(String model, OrtSession session, DeviceUse device) implements GraphCalls {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Override
  public <T> Answer<T> whole(long items, Call<T> call) {
    try {
      long start = System.nanoTime();
      long startCpu = THREADS.getCurrentThreadCpuTime();
      T value = call.on(session);
      long cpu = THREADS.getCurrentThreadCpuTime() - startCpu;
      return new Answer<>(value, device, System.nanoTime() - start, cpu);
    } catch (OrtException e) {
      throw OnnxErrors.running(model, e);
    }
  }

  @Override
  public Answer<Outputs> rows(Feeds feeds) {
    return whole(feeds.items(), on -> outputs(on.run(feeds.inputs(), feeds.wanted())));
  }

  /**
   * Takes the tensors over: they are closed one by one with the outputs, never through the result.
   */
  static Outputs outputs(OrtSession.Result result) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> value : result) {
      tensors.put(value.getKey(), Tensor.resident((OnnxTensor) value.getValue()));
    }
    return new Outputs(tensors);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelUnavailable("Model " + model + " did not close: " + e.getMessage(), false, e);
    }
  }
}
