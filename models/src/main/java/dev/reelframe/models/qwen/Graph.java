package dev.reelframe.models.qwen;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ModelUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One ONNX graph and what its metadata says. The only class here that opens a session, so that the
 * session layer can be exchanged in one place.
 */
final class Graph implements AutoCloseable {

  private final String name;
  private final OrtSession session;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputs;

  private Graph(String name, OrtSession session) throws OrtException {
    this.name = name;
    this.session = session;
    this.inputs = tensors(session.getInputInfo());
    this.outputs = tensors(session.getOutputInfo());
  }

  /**
   * Opens {@code <folder>/onnx/<name><suffix>.onnx} (or the file directly in the folder).
   *
   * @throws ModelMissing when the file is not there
   * @throws ModelUnavailable when ONNX Runtime refuses it
   */
  static Graph open(Path folder, String name, Options options) {
    String file = name + options.suffix() + ".onnx";
    Path path = folder.resolve("onnx").resolve(file);
    if (!Files.exists(path)) {
      path = folder.resolve(file);
    }
    if (!Files.exists(path)) {
      throw new ModelMissing(
          Qwen2Vl.NAME,
          "%s is missing in %s: fetch the model, or choose another variant"
              .formatted(file, folder.resolve("onnx")),
          null);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
      if (options.threads() > 0) {
        session.setIntraOpNumThreads(options.threads());
      }
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session.setDeterministicCompute(true);
      session.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Every decode step has a new shape: a plan per shape would be kept for ever.
      session.setMemoryPatternOptimization(false);
      return new Graph(name, environment.createSession(path.toString(), session));
    } catch (OrtException e) {
      throw new ModelUnavailable(
          "ONNX Runtime cannot open " + path + ": " + e.getMessage(), false, e);
    }
  }

  boolean takes(String input) {
    return inputs.containsKey(input);
  }

  Set<String> inputs() {
    return inputs.keySet();
  }

  Optional<TensorInfo> input(String input) {
    return Optional.ofNullable(inputs.get(input));
  }

  TensorInfo output(String output) {
    TensorInfo info = outputs.get(output);
    if (info == null) {
      throw new ModelMismatch(
          "%s has no output %s, only %s: it is no Qwen2-VL export of the known contract"
              .formatted(name, output, outputs.keySet()));
    }
    return info;
  }

  /**
   * Runs the graph. Tensors that the caller hands in stay the caller's.
   *
   * @param wanted outputs that ONNX Runtime allocates; the result owns them
   * @param pinned outputs written into the caller's memory
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> feeds, Set<String> wanted, Map<String, OnnxTensor> pinned) {
    try {
      return session.run(feeds, wanted, pinned);
    } catch (OrtException e) {
      throw new ModelUnavailable(name + " failed: " + e.getMessage(), false, e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelUnavailable("closing " + name + " failed: " + e.getMessage(), false, e);
    }
  }

  private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    nodes.forEach((name, node) -> {
      if (node.getInfo() instanceof TensorInfo info) {
        tensors.put(name, info);
      }
    });
    return tensors;
  }
}
