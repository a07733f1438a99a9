package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One ONNX graph in memory, on the device or devices it may use: the only way from this library to
 * a session of the runtime, for detectors, Whisper and Qwen2-VL alike. Here are decided device and
 * threads, and here errors get their types and calls are counted. Safe to call from many threads at
 * once. On the CPU each call runs on the caller's thread, as it is; on GPUs it waits for its turn.
 * Closing waits for running calls.
 */
public final class OnnxSession implements AutoCloseable {
  private final String name;
  private final GraphCalls calls;
  private final GraphDescription graph;
  private final long loadNanos;
  private final UsageMeter total = new UsageMeter();
  private final Lifetime life;

  private OnnxSession(String name, OnnxRuntime.Loaded loaded, long loadNanos) {
    this.name = name;
    this.calls = loaded.calls();
    this.graph = loaded.description();
    this.loadNanos = loadNanos;
    this.life = new Lifetime("Model " + name);
  }

  /**
   * Loads a file that the caller has verified.
   *
   * @param name for messages and for the record of use
   * @throws ModelMissing when the file is not there
   * @throws ModelMismatch when it is damaged
   * @throws ModelUnavailable when the runtime refuses it, or the wanted device does
   */
  public static OnnxSession open(String name, Path file, SessionSettings settings) {
    if (!Files.isRegularFile(file)) {
      throw new ModelMissing(name, "Model " + name + " has no file " + file + ".", null);
    }
    // The runtime starts once per process: not a cost of whichever model comes first.
    OnnxRuntime.environment();
    long start = System.nanoTime();
    OnnxRuntime.Loaded loaded = OnnxRuntime.load(name, file, settings);
    return opened(name, loaded, System.nanoTime() - start);
  }

  /** A graph that is loaded already. */
  static OnnxSession opened(String name, OnnxRuntime.Loaded loaded, long loadNanos) {
    NativeCount.SESSIONS.opened();
    return new OnnxSession(name, loaded, loadNanos);
  }

  /** The runtime's environment, for tensors that calls take. */
  public static OrtEnvironment environment() {
    return OnnxRuntime.environment();
  }

  public String name() {
    return name;
  }

  /** What the loaded file takes, in its order. */
  public List<TensorSpec> inputs() {
    return graph.inputs();
  }

  /** What the loaded file gives, in its order. */
  public List<TensorSpec> outputs() {
    return graph.outputs();
  }

  public Optional<TensorSpec> input(String input) {
    return graph.inputs().stream().filter(spec -> spec.name().equals(input)).findFirst();
  }

  public Optional<TensorSpec> output(String output) {
    return graph.outputs().stream().filter(spec -> spec.name().equals(output)).findFirst();
  }

  /** Device wanted and device used. */
  public DeviceUse device() {
    return calls.device();
  }

  /**
   * Runs the graph. Tensors that the caller hands in stay the caller's.
   *
   * @param feeds a tensor for every input
   * @param wanted outputs that the runtime allocates; the result owns them
   * @param pinned outputs written into the caller's memory
   * @param items inputs in this call, for the record of use
   * @param meter where the call is counted, beside the session's own total
   * @throws ModelMismatch when an input does not fit
   * @throws ModelUnavailable when the runtime fails; retryable where memory ran out
   * @throws IllegalStateException when the session was closed
   */
  public OrtSession.Result run(
      Map<String, OnnxTensor> feeds,
      Set<String> wanted,
      Map<String, OnnxTensor> pinned,
      long items,
      UsageMeter meter) {
    return life.during(
        () -> counted(() -> calls.whole(items, on -> on.run(feeds, wanted, pinned)), items, meter));
  }

  /**
   * Runs a graph for outputs that the runtime allocates. On a GPU its rows may share a batch with
   * those of other callers, where the file says that they do not depend on each other.
   *
   * @param rows first dimension of the inputs; 1 where the graph has no open one
   */
  Outputs run(Map<String, OnnxTensor> feeds, Set<String> wanted, long rows, UsageMeter meter) {
    Supplier<GraphCalls.Answer<Outputs>> call =
        graph.rowwise()
            ? () -> calls.rows(new GraphCalls.Feeds(feeds, wanted, rows))
            : () -> calls.whole(rows, on -> DirectCalls.outputs(on.run(feeds, wanted)));
    return life.during(() -> counted(call, rows, meter));
  }

  private <T> T counted(Supplier<GraphCalls.Answer<T>> asked, long items, UsageMeter meter) {
    ModelCallEvent event = ModelCallEvent.begun();
    long start = System.nanoTime();
    GraphCalls.Answer<T> answer = asked.get();
    long end = System.nanoTime();
    event.end();
    ModelCall call =
        new ModelCall(
            name, answer.where(), items, start, end, answer.nanos(), answer.cpuNanos(), loadNanos);
    event.tell(call);
    total.count(call);
    meter.count(call);
    return answer.value();
  }

  /** What this session has cost so far. */
  public ModelUsage usage() {
    return total.read().stream()
        .findFirst()
        .orElseGet(() -> new ModelUsage(name, device(), 0, 0, 0, 0, loadNanos));
  }

  /** Waits for running calls, then frees the graph; a second call does nothing. */
  @Override
  public void close() {
    life.end(() -> {
      calls.close();
      NativeCount.SESSIONS.closed();
    });
  }
}
