package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ModelUnavailable;
import dev.reelframe.models.OnnxSession;
import dev.reelframe.models.SessionSettings;
import dev.reelframe.models.TensorSpec;
import dev.reelframe.models.UsageMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One graph of a Qwen2-VL export: its session, and what its metadata says. */
final class QwenGraph implements AutoCloseable {
  private final OnnxSession session;
  private final UsageMeter meter;

  private QwenGraph(OnnxSession session, UsageMeter meter) {
    this.session = session;
    this.meter = meter;
  }

  /**
   * Opens {@code <folder>/onnx/<name><suffix>.onnx} (or the file directly in the folder).
   *
   * @throws ModelMissing when the file is not there
   * @throws ModelUnavailable when ONNX Runtime refuses it
   */
  static QwenGraph open(Path folder, String name, QwenOptions options) {
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
    SessionSettings settings =
        SessionSettings.standard()
            .on(options.device())
            .threads(options.threads())
            .arena(true)
            .patterns(false);
    return new QwenGraph(
        OnnxSession.open(Qwen2Vl.NAME + "/" + name, path, settings), new UsageMeter());
  }

  /** The same loaded graph, its calls counted there. */
  QwenGraph countedBy(UsageMeter other) {
    return new QwenGraph(session, other);
  }

  /** Where it runs. */
  DeviceUse device() {
    return session.device();
  }

  boolean takes(String input) {
    return session.input(input).isPresent();
  }

  /** Names in the file's order. */
  List<String> inputs() {
    return session.inputs().stream().map(TensorSpec::name).toList();
  }

  Optional<TensorSpec> input(String input) {
    return session.input(input);
  }

  TensorSpec output(String output) {
    return session
        .output(output)
        .orElseThrow(() ->
            new ModelMismatch(
                "%s has no output %s, only %s: it is not a Qwen2-VL export of the known contract"
                    .formatted(session.name(), output, session.outputs())));
  }

  /**
   * Runs the graph. Tensors that the caller hands in stay the caller's.
   *
   * @param wanted outputs that ONNX Runtime allocates; the result owns them
   * @param pinned outputs written into the caller's memory
   * @param items rows of the batch
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> feeds,
      Set<String> wanted,
      Map<String, OnnxTensor> pinned,
      int items) {
    return session.run(feeds, wanted, pinned, items, meter);
  }

  @Override
  public void close() {
    session.close();
  }
}
