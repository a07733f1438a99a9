package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.TensorSpec;
import dev.reelframe.models.UsageMeter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code decoder_model_merged} graph: embeddings, mask, positions and past keys and values to
 * logits and the new keys and values. Layers, heads, widths and the cache's type are read from its
 * metadata; inputs that only some exports have are fed where they are declared.
 */
final class TextDecoder implements AutoCloseable {

  private static final String EMBEDDINGS = "inputs_embeds";
  private static final String MASK = "attention_mask";
  private static final String POSITIONS = "position_ids";
  private static final String LOGITS = "logits";
  private static final String LOGITS_TO_KEEP = "num_logits_to_keep";
  private static final String PAST = "past_key_values.";
  private static final String PRESENT = "present.";

  private final QwenGraph graph;
  private final Map<String, String> pastOfPresent = new LinkedHashMap<>();
  private final OnnxJavaType cacheType;
  private final OnnxJavaType logitsType;
  private final int heads;
  private final int headWidth;
  private final int vocabulary;
  private final int width;

  private TextDecoder(QwenGraph graph) {
    this.graph = graph;
    for (String input : graph.inputs()) {
      if (input.startsWith(PAST)) {
        String present = PRESENT + input.substring(PAST.length());
        graph.output(present);
        pastOfPresent.put(present, input);
      } else if (!Set.of(EMBEDDINGS, MASK, POSITIONS, LOGITS_TO_KEEP).contains(input)) {
        throw new ModelMismatch(
            "decoder_model_merged wants %s, which this engine does not know".formatted(input));
      }
    }
    if (pastOfPresent.isEmpty() || !graph.takes(EMBEDDINGS) || !graph.takes(POSITIONS)) {
      throw new ModelMismatch(
          "decoder_model_merged takes %s: it is not a Qwen2-VL export".formatted(graph.inputs()));
    }
    TensorSpec past = graph.input(pastOfPresent.values().iterator().next()).orElseThrow();
    this.cacheType = past.type().onnx();
    this.heads = fixed(past, 1, "key/value heads");
    this.headWidth = fixed(past, 3, "head width");
    this.logitsType = graph.output(LOGITS).type().onnx();
    this.vocabulary = fixed(graph.output(LOGITS), 2, "vocabulary");
    this.width = fixed(graph.input(EMBEDDINGS).orElseThrow(), 2, "hidden size");
  }

  static TextDecoder open(Path folder, QwenOptions options) {
    QwenGraph graph = QwenGraph.open(folder, "decoder_model_merged", options);
    try {
      return new TextDecoder(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  TextDecoder countedBy(UsageMeter usage) {
    return new TextDecoder(graph.countedBy(usage));
  }

  DeviceUse device() {
    return graph.device();
  }

  /** H: values per token. */
  int width() {
    return width;
  }

  /** V: logits per token. */
  int vocabulary() {
    return vocabulary;
  }

  /** Layers with keys and values of their own. */
  int layers() {
    return pastOfPresent.size() / 2;
  }

  /**
   * Tokens of a call whose logits come back: all of them, or the last one where that is offered.
   */
  int logitsPerCall(int tokens) {
    return graph.takes(LOGITS_TO_KEEP) ? 1 : tokens;
  }

  HostTensor allocateLogits(int rows, int tokens) {
    return HostTensor.floats(logitsType, rows, logitsPerCall(tokens), vocabulary);
  }

  /** The cache in front of the first token. */
  KvCache emptyCache(int rows) {
    return cache(rows, 0, List.of());
  }

  /**
   * One row's cache, repeated for every row of a batch (a copy, once per batch).
   *
   * @param source a cache with one row
   */
  KvCache repeat(KvCache source, int rows) {
    List<ByteBuffer> contents = new ArrayList<>();
    for (String past : pastOfPresent.values()) {
      contents.add(source.tensors().get(past).getByteBuffer());
    }
    return cache(rows, source.length(), contents);
  }

  private KvCache cache(int rows, int length, List<ByteBuffer> contents) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    List<HostTensor> owned = new ArrayList<>();
    for (String past : pastOfPresent.values()) {
      HostTensor tensor = HostTensor.floats(cacheType, rows, heads, length, headWidth);
      if (!contents.isEmpty()) {
        tensor.fillRows(contents.get(owned.size()));
      }
      owned.add(tensor);
      tensors.put(past, tensor.tensor());
    }
    return new KvCache(rows, length, tensors, () -> owned.forEach(HostTensor::close));
  }

  /**
   * One pass over S new tokens of every row.
   *
   * @param embeddings {@code [B, S, H]}
   * @param mask {@code B * (P + S)} values, 0 where a row is padded
   * @param positions {@code 3 * B * S} values
   * @param logits receives {@code [B, S or 1, V]}
   * @return the cache of {@code P + S} tokens; {@code past} stays the caller's to close
   */
  KvCache forward(
      HostTensor embeddings, long[] mask, long[] positions, KvCache past, HostTensor logits) {
    int rows = past.batch();
    int length = mask.length / rows;
    int tokens = positions.length / rows / 3;
    try (OnnxTensor maskTensor = HostTensor.longs(mask, rows, length);
        OnnxTensor positionTensor = HostTensor.longs(positions, 3, rows, tokens);
        OnnxTensor keep = HostTensor.longs(new long[] {1})) {
      Map<String, OnnxTensor> feeds = new HashMap<>(past.tensors());
      feeds.put(EMBEDDINGS, embeddings.tensor());
      feeds.put(POSITIONS, positionTensor);
      if (graph.takes(MASK)) {
        feeds.put(MASK, maskTensor);
      }
      if (graph.takes(LOGITS_TO_KEEP)) {
        feeds.put(LOGITS_TO_KEEP, keep);
      }
      OrtSession.Result result =
          graph.run(feeds, pastOfPresent.keySet(), Map.of(LOGITS, logits.tensor()), rows);
      Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
      pastOfPresent.forEach(
          (present, input) -> tensors.put(input, (OnnxTensor) result.get(present).orElseThrow()));
      return new KvCache(rows, length, tensors, result::close);
    }
  }

  @Override
  public void close() {
    graph.close();
  }

  private static int fixed(TensorSpec spec, int axis, String what) {
    if (spec.shape().size() <= axis || spec.shape().get(axis) < 1) {
      throw new ModelMismatch(
          "decoder_model_merged does not state its %s (%s): export it with fixed sizes"
              .formatted(what, spec));
    }
    return Math.toIntExact(spec.shape().get(axis));
  }
}
