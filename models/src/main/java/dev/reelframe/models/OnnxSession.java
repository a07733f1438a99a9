package dev.reelframe.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One ONNX graph in memory, on one device: the only way from this library to a session of the
 * runtime, for detectors, Whisper and Qwen2-VL alike. Here are decided device and threads, and here
 * errors get their types and calls are counted. Safe to call from many threads at once: each call
 * runs on the caller's thread, and closing waits for running calls.
 */
public final class OnnxSession implements AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String name;
  private final OrtSession session;
  private final DeviceUse device;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final long loadNanos;
  private final UsageMeter total = new UsageMeter();
  private final Lifetime life;

  private OnnxSession(String name, OnnxRuntime.Loaded loaded, long loadNanos) throws OrtException {
    this.name = name;
    this.session = loaded.session();
    this.device = loaded.device();
    this.inputs = specs(session.getInputInfo());
    this.outputs = specs(session.getOutputInfo());
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
    try {
      OnnxSession opened = new OnnxSession(name, loaded, System.nanoTime() - start);
      NativeCount.SESSIONS.opened();
      return opened;
    } catch (OrtException | RuntimeException e) {
      closeQuietly(loaded.session(), e);
      throw e instanceof ModelException known
          ? known
          : new ModelUnavailable(
              "Model " + name + " does not describe its tensors: " + e.getMessage(), false, e);
    }
  }

  private static void closeQuietly(OrtSession session, Exception cause) {
    try {
      session.close();
    } catch (OrtException e) {
      cause.addSuppressed(e);
    }
  }

  private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    nodes.forEach((name, node) -> {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        throw new ModelMismatch(
            "'" + name + "' is not a tensor: only models with tensor inputs and outputs run here.");
      }
      specs.add(
          new TensorSpec(
              name, ElementType.of(info.type), Arrays.stream(info.getShape()).boxed().toList()));
    });
    return List.copyOf(specs);
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
    return inputs;
  }

  /** What the loaded file gives, in its order. */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  public Optional<TensorSpec> input(String input) {
    return inputs.stream().filter(spec -> spec.name().equals(input)).findFirst();
  }

  public Optional<TensorSpec> output(String output) {
    return outputs.stream().filter(spec -> spec.name().equals(output)).findFirst();
  }

  /** Device wanted and device used. */
  public DeviceUse device() {
    return device;
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
    return life.during(() -> {
      try {
        long start = System.nanoTime();
        long startCpu = THREADS.getCurrentThreadCpuTime();
        OrtSession.Result result = session.run(feeds, wanted, pinned);
        long cpu = THREADS.getCurrentThreadCpuTime() - startCpu;
        ModelUsage call =
            new ModelUsage(name, device, 1, items, System.nanoTime() - start, cpu, loadNanos);
        total.add(call);
        meter.add(call);
        return result;
      } catch (OrtException e) {
        throw OnnxErrors.running(name, e);
      }
    });
  }

  /** What this session has cost so far. */
  public ModelUsage usage() {
    return total.read().stream()
        .findFirst()
        .orElseGet(() -> new ModelUsage(name, device, 0, 0, 0, 0, loadNanos));
  }

  /** Waits for running calls, then frees the graph; a second call does nothing. */
  @Override
  public void close() {
    life.end(() -> {
      try {
        session.close();
        NativeCount.SESSIONS.closed();
      } catch (OrtException e) {
        throw new ModelUnavailable("Model " + name + " did not close: " + e.getMessage(), false, e);
      }
    });
  }
}
