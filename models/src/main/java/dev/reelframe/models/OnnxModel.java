package dev.reelframe.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One loaded ONNX file. Safe to call from many threads at once: each call runs on the caller's
 * thread. Closing waits for running calls.
 *
 * <pre>{@code
 * Map<String, Tensor> out = model.run(Map.of("images", Tensor.floats(pixels, 1, 3, 416, 416)));
 * FloatBuffer boxes = out.get("output").floats();
 * }</pre>
 */
public final class OnnxModel implements AutoCloseable {
  private final String name;
  private final Path file;
  private final OrtSession session;
  private final DeviceUse device;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final long loadNanos;
  private final LongAdder calls = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final LongAdder runNanos = new LongAdder();
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxModel(String name, Path file, OnnxRuntime.Loaded loaded, long loadNanos)
      throws OrtException {
    this.name = name;
    this.file = file;
    this.session = loaded.session();
    this.device = loaded.device();
    this.inputs = specs(session.getInputInfo());
    this.outputs = specs(session.getOutputInfo());
    this.loadNanos = loadNanos;
  }

  /**
   * Loads a file that the caller has verified; analyzers get theirs from {@link ResidentModels}.
   *
   * @throws ModelMissing when the file is not there
   * @throws ModelUnavailable when the runtime refuses it, or the wanted device does
   */
  public static OnnxModel open(String name, Path file, SessionSettings settings) {
    if (!Files.isRegularFile(file)) {
      throw new ModelMissing(name, "Model " + name + " has no file " + file + ".", null);
    }
    // The runtime starts once per process: not a cost of whichever model comes first.
    OnnxRuntime.environment();
    long start = System.nanoTime();
    OnnxRuntime.Loaded loaded = OnnxRuntime.load(name, file, settings);
    try {
      OnnxModel model = new OnnxModel(name, file, loaded, System.nanoTime() - start);
      NativeCount.SESSIONS.opened();
      return model;
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

  /** Catalogue name. */
  public String name() {
    return name;
  }

  public Path file() {
    return file;
  }

  /** What the loaded file really takes, in its order. */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /** What the loaded file really gives, in its order. */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /** Device wanted and device used. */
  public DeviceUse device() {
    return device;
  }

  /**
   * Runs the model and copies its outputs into Java memory.
   *
   * @param values a tensor for every input
   * @param wanted names of the outputs to compute; none means all
   * @return the outputs by name, in the model's order; nothing to close
   * @throws ModelMismatch when an input is missing, unknown or of the wrong type or shape
   * @throws ModelUnavailable when the runtime fails
   */
  public Map<String, Tensor> run(Map<String, Tensor> values, String... wanted) {
    try (Outputs resident = runResident(values, wanted)) {
      Map<String, Tensor> copies = new LinkedHashMap<>();
      resident.names().forEach(output -> copies.put(output, resident.get(output).detached()));
      return copies;
    }
  }

  /** Runs a model that has one input and gives its first output, copied into Java memory. */
  public Tensor run(Tensor only) {
    if (inputs.size() != 1) {
      throw new ModelMismatch(
          "Model " + name + " has " + inputs.size() + " inputs, not one: " + inputs + ".");
    }
    String first = outputs.getFirst().name();
    return run(Map.of(inputs.getFirst().name(), only), first).get(first);
  }

  /**
   * Like {@link #run(Map, String...)}, the outputs staying in the runtime's memory until closed.
   */
  public Outputs runResident(Map<String, Tensor> values, String... wanted) {
    requireInputs(values);
    Set<String> names = requested(wanted);
    life.readLock().lock();
    try {
      requireOpen();
      long start = System.nanoTime();
      Outputs result = ModelTime.of(() -> call(values, names));
      runNanos.add(System.nanoTime() - start);
      calls.increment();
      items.add(batch(values));
      return result;
    } finally {
      life.readLock().unlock();
    }
  }

  private Outputs call(Map<String, Tensor> values, Set<String> names) {
    Map<String, OnnxTensor> opened = new LinkedHashMap<>();
    List<OnnxTensor> owned = new ArrayList<>();
    try {
      for (Map.Entry<String, Tensor> value : values.entrySet()) {
        OnnxTensor tensor = value.getValue().open(OnnxRuntime.environment());
        opened.put(value.getKey(), tensor);
        if (!value.getValue().isResident()) {
          owned.add(tensor);
        }
      }
      return outputs(session.run(opened, names));
    } catch (OrtException e) {
      throw new ModelUnavailable(
          "Model " + name + " failed on " + values + ": " + e.getMessage(), false, e);
    } finally {
      owned.forEach(OnnxTensor::close);
    }
  }

  /**
   * Takes the tensors over: they are closed one by one with the outputs, never through the result.
   */
  private static Outputs outputs(OrtSession.Result result) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> value : result) {
      tensors.put(value.getKey(), Tensor.resident((OnnxTensor) value.getValue()));
    }
    return new Outputs(tensors);
  }

  private void requireInputs(Map<String, Tensor> values) {
    for (TensorSpec input : inputs) {
      Tensor value = values.get(input.name());
      if (value == null) {
        throw new ModelMismatch("Model " + name + " needs the input " + input + ".");
      }
      if (!input.accepts(value.type(), value.shape())) {
        throw new ModelMismatch("Model " + name + " takes " + input + ", not " + value + ".");
      }
    }
    if (values.size() > inputs.size()) {
      throw new ModelMismatch(
          "Model " + name + " takes " + inputs + ", not " + values.keySet() + ".");
    }
  }

  private Set<String> requested(String... wanted) {
    Set<String> all = new LinkedHashSet<>();
    outputs.forEach(output -> all.add(output.name()));
    if (wanted.length == 0) {
      return all;
    }
    Set<String> names = new LinkedHashSet<>(List.of(wanted));
    if (!all.containsAll(names)) {
      throw new ModelMismatch("Model " + name + " gives " + outputs + ", not " + names + ".");
    }
    return names;
  }

  private long batch(Map<String, Tensor> values) {
    if (inputs.isEmpty()) {
      return 1;
    }
    TensorSpec first = inputs.getFirst();
    boolean open = !first.shape().isEmpty() && first.shape().getFirst() < 0;
    return open ? values.get(first.name()).shape()[0] : 1;
  }

  /** What this model has cost so far. */
  public ModelUsage usage() {
    return new ModelUsage(name, device, calls.sum(), items.sum(), runNanos.sum(), loadNanos);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "Model " + name + " was closed: get it again from ResidentModels.");
    }
  }

  /** Waits for running calls, then frees the model. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      session.close();
      NativeCount.SESSIONS.closed();
    } catch (OrtException e) {
      throw new ModelUnavailable("Model " + name + " did not close: " + e.getMessage(), false, e);
    } finally {
      life.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return name + " on " + device.used() + " " + inputs + " -> " + outputs;
  }
}
