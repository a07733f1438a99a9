package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import dev.reelframe.models.UsageMeter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The {@code embed_tokens} graph: token ids {@code [B, S]} to embeddings {@code [B, S, H]}. */
final class Embedder implements AutoCloseable {

  private static final String EMBEDDINGS = "inputs_embeds";

  private final QwenGraph graph;
  private final OnnxJavaType type;
  private final int width;

  private Embedder(QwenGraph graph, int width) {
    this.graph = graph;
    this.type = graph.output(EMBEDDINGS).type().onnx();
    this.width = width;
  }

  /**
   * @param width H, as the decoder's metadata states it
   */
  static Embedder open(Path folder, int width, QwenOptions options) {
    QwenGraph graph = QwenGraph.open(folder, "embed_tokens", options);
    try {
      return new Embedder(graph, width);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  Embedder countedBy(UsageMeter usage) {
    return new Embedder(graph.countedBy(usage), width);
  }

  /** H: values per token. */
  int width() {
    return width;
  }

  /** A tensor that {@link #embed} can write and the decoder can read. */
  HostTensor allocate(int rows, int tokens) {
    return HostTensor.floats(type, rows, tokens, width);
  }

  /** Writes the embeddings of {@code ids} ({@code rows * tokens}, row-major) into the tensor. */
  void embed(long[] ids, int rows, HostTensor embeddings) {
    try (OnnxTensor input = HostTensor.longs(ids, rows, ids.length / rows)) {
      graph
          .run(Map.of("input_ids", input), Set.of(), Map.of(EMBEDDINGS, embeddings.tensor()), rows)
          .close();
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
