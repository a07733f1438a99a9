package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One loaded ONNX file. Safe to call from many threads at once; closing waits for running calls.
 *
 * <pre>{@code
 * Map<String, Tensor> out = model.run(Map.of("images", Tensor.floats(pixels, 1, 3, 416, 416)));
 * FloatBuffer boxes = out.get("output").floats();
 * }</pre>
 */
public final class OnnxModel implements AutoCloseable {
  private final OnnxSession session;
  private final Path file;
  private final UsageMeter meter;

  private OnnxModel(OnnxSession session, Path file, UsageMeter meter) {
    this.session = session;
    this.file = file;
    this.meter = meter;
  }

  /**
   * Loads a file that the caller has verified; analyzers get theirs from {@link ModelAccess}.
   *
   * @throws ModelMissing when the file is not there
   * @throws ModelUnavailable when the runtime refuses it, or the wanted device does
   */
  public static OnnxModel open(String name, Path file, SessionSettings settings) {
    return new OnnxModel(OnnxSession.open(name, file, settings), file, new UsageMeter());
  }

  /** The same loaded model, its calls counted by that meter too; not loaded again. */
  OnnxModel countedBy(UsageMeter other) {
    return new OnnxModel(session, file, other);
  }

  /** Catalogue name. */
  public String name() {
    return session.name();
  }

  public Path file() {
    return file;
  }

  /** What the loaded file really takes, in its order. */
  public List<TensorSpec> inputs() {
    return session.inputs();
  }

  /** What the loaded file really gives, in its order. */
  public List<TensorSpec> outputs() {
    return session.outputs();
  }

  /** What the file says of itself under a key, for example the letters that a recogniser knows. */
  public Optional<String> metadata(String key) {
    return Optional.ofNullable(OnnxMetadata.of(file).get(key));
  }

  /** Device wanted and device used. */
  public DeviceUse device() {
    return session.device();
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
    List<TensorSpec> inputs = inputs();
    if (inputs.size() != 1) {
      throw new ModelMismatch(
          "Model " + name() + " has " + inputs.size() + " inputs, not one: " + inputs + ".");
    }
    String first = outputs().getFirst().name();
    return run(Map.of(inputs.getFirst().name(), only), first).get(first);
  }

  /**
   * Like {@link #run(Map, String...)}, the outputs staying in the runtime's memory until closed.
   */
  public Outputs runResident(Map<String, Tensor> values, String... wanted) {
    requireInputs(values);
    Set<String> names = requested(wanted);
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
      return session.run(opened, names, batch(values), meter);
    } catch (OrtException e) {
      throw new ModelUnavailable(
          "Model " + name() + " cannot take " + values + ": " + e.getMessage(), false, e);
    } finally {
      owned.forEach(OnnxTensor::close);
    }
  }

  private void requireInputs(Map<String, Tensor> values) {
    for (TensorSpec input : inputs()) {
      Tensor value = values.get(input.name());
      if (value == null) {
        throw new ModelMismatch("Model " + name() + " needs the input " + input + ".");
      }
      if (!input.accepts(value.type(), value.shape())) {
        throw new ModelMismatch("Model " + name() + " takes " + input + ", not " + value + ".");
      }
    }
    if (values.size() > inputs().size()) {
      throw new ModelMismatch(
          "Model " + name() + " takes " + inputs() + ", not " + values.keySet() + ".");
    }
  }

  private Set<String> requested(String... wanted) {
    Set<String> all = new LinkedHashSet<>();
    outputs().forEach(output -> all.add(output.name()));
    if (wanted.length == 0) {
      return all;
    }
    Set<String> names = new LinkedHashSet<>(List.of(wanted));
    if (!all.containsAll(names)) {
      throw new ModelMismatch("Model " + name() + " gives " + outputs() + ", not " + names + ".");
    }
    return names;
  }

  private long batch(Map<String, Tensor> values) {
    if (inputs().isEmpty()) {
      return 1;
    }
    TensorSpec first = inputs().getFirst();
    boolean open = !first.shape().isEmpty() && first.shape().getFirst() < 0;
    return open ? values.get(first.name()).shape()[0] : 1;
  }

  /** What this model has cost so far, whoever called it. */
  public ModelUsage usage() {
    return session.usage();
  }

  /** Waits for running calls, then frees the model. */
  @Override
  public void close() {
    session.close();
  }

  @Override
  public String toString() {
    return name() + " on " + device().used() + " " + inputs() + " -> " + outputs();
  }
}
