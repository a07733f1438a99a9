package dev.reelframe.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a graph's 8-bit products right on CPUs without VNNI. There the runtime adds pairs of
 * products of unsigned inputs and signed weights in 16 bits: they are cut off at 32,767 where they
 * may reach 64,770. Products of unsigned numbers it adds in 32 bits (MLAS, kernels U8S8 and U8U8
 * for AVX2). So weights {@code w} with zero point {@code z} become {@code w + 128} with {@code z +
 * 128}, and every CPU comes to the same sums. The runtime's own {@code session.x64quantprecision}
 * does the same, but not where the weights lie outside of the branch that uses them, as in a merged
 * decoder.
 */
final class UnsignedWeights {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final boolean NEEDED = !hasVnni();
  private static final String UNSIGNED = "/unsigned";

  // onnx.proto
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;
  private static final int TYPE_UINT8 = 2;
  private static final int TYPE_INT8 = 3;

  // inputs of MatMulInteger
  private static final int WEIGHTS = 1;
  private static final int ZERO_POINT = 3;

  private final Set<String> signed = new HashSet<>();
  private final Set<String> unsignedInputs = new HashSet<>();

  /** What a signed tensor is called when it has been transposed, and how it was called before. */
  private final Map<String, String> transposed = new HashMap<>();

  private final Set<String> usedInProducts = new HashSet<>();
  private final Set<String> usedElsewhere = new HashSet<>();

  private UnsignedWeights() {}

  private static boolean hasVnni() {
    try {
      return Files.readString(CPU).contains("vnni");
    } catch (IOException e) {
      return false; // unsigned weights are right everywhere, and a little slower
    }
  }

  /** Whether this machine's CPU cuts sums off. */
  static boolean needed() {
    return NEEDED;
  }

  /** The file with unsigned weights; empty where it has no signed ones that need it. */
  static Optional<ByteBuffer> of(Path file) {
    try {
      return OnnxFile.read(file, model -> new UnsignedWeights().rewritten(model));
    } catch (ModelMismatch e) {
      return Optional.empty(); // the runtime says what is wrong with it
    }
  }

  private Optional<ByteBuffer> rewritten(ByteBuffer file) {
    List<ProtoField> fields = ProtoField.of(file);
    fields.stream().filter(f -> f.number() == MODEL_GRAPH).forEach(graph -> look(graph.value()));
    if (usedInProducts.isEmpty()) {
      return Optional.empty();
    }
    transposed.forEach((name, before) ->
        (usedInProducts.contains(name) ? usedInProducts : usedElsewhere).add(before));
    ProtoMessage model = new ProtoMessage();
    for (ProtoField field : fields) {
      if (field.number() == MODEL_GRAPH) {
        model.message(MODEL_GRAPH, graph(field.value()));
      } else {
        model.field(field);
      }
    }
    return Optional.of(model.direct());
  }

  /** Who uses what, here and in the branches inside; nodes come after those that they use. */
  private void look(ByteBuffer graph) {
    List<ProtoField> fields = ProtoField.of(graph);
    for (ProtoField field : fields) {
      if (field.number() == GRAPH_INITIALIZER) {
        List<ProtoField> tensor = ProtoField.of(field.value());
        if (isSigned(tensor)) {
          signed.add(name(tensor));
        }
      }
    }
    for (ProtoField field : fields) {
      if (field.number() == GRAPH_NODE) {
        look(OnnxNode.of(field.value()));
      }
    }
  }

  private void look(OnnxNode node) {
    if (node.op().equals("DynamicQuantizeLinear")) {
      unsignedInputs.add(node.outputs().getFirst());
    }
    if (isTransposed(node)) {
      transposed.put(node.outputs().getFirst(), node.inputs().getFirst());
    } else {
      boolean product = isProduct(node);
      for (int i = 0; i < node.inputs().size(); i++) {
        (product && isWeight(i) ? usedInProducts : usedElsewhere).add(node.inputs().get(i));
      }
    }
    node.graphs().forEach(this::look);
  }

  private static boolean isSigned(List<ProtoField> tensor) {
    return tensor.stream().anyMatch(f -> f.number() == TENSOR_TYPE && f.varint() == TYPE_INT8)
        && tensor.stream().anyMatch(f -> f.number() == TENSOR_RAW);
  }

  private static String name(List<ProtoField> tensor) {
    return tensor.stream()
        .filter(f -> f.number() == TENSOR_NAME)
        .map(ProtoField::text)
        .findFirst()
        .orElse("");
  }

  private boolean isTransposed(OnnxNode node) {
    return node.op().equals("Transpose") && signed.contains(node.inputs().getFirst());
  }

  private static boolean isWeight(int input) {
    return input == WEIGHTS || input == ZERO_POINT;
  }

  private boolean isProduct(OnnxNode node) {
    List<String> inputs = node.inputs();
    return node.op().equals("MatMulInteger")
        && inputs.size() > ZERO_POINT
        && unsignedInputs.contains(inputs.getFirst())
        && (signed.contains(inputs.get(WEIGHTS)) || transposed.containsKey(inputs.get(WEIGHTS)))
        && signed.contains(inputs.get(ZERO_POINT));
  }

  private ProtoMessage graph(ByteBuffer from) {
    ProtoMessage graph = new ProtoMessage();
    for (ProtoField field : ProtoField.of(from)) {
      switch (field.number()) {
        case GRAPH_NODE -> node(OnnxNode.of(field.value()), graph);
        case GRAPH_INITIALIZER -> initializer(field, graph);
        default -> graph.field(field);
      }
    }
    return graph;
  }

  private void node(OnnxNode node, ProtoMessage graph) {
    OnnxNode written = node;
    if (isProduct(node)) {
      List<String> inputs =
          IntStream.range(0, node.inputs().size())
              .mapToObj(i -> node.inputs().get(i) + (isWeight(i) ? UNSIGNED : ""))
              .toList();
      written = node.with(inputs, node.outputs());
    } else if (isTransposed(node) && usedInProducts.contains(node.outputs().getFirst())) {
      if (usedElsewhere.contains(node.outputs().getFirst())) {
        graph.message(GRAPH_NODE, node.message(this::graph));
      }
      written =
          node.with(
              List.of(node.inputs().getFirst() + UNSIGNED),
              List.of(node.outputs().getFirst() + UNSIGNED));
    }
    graph.message(GRAPH_NODE, written.message(this::graph));
  }

  private void initializer(ProtoField field, ProtoMessage graph) {
    List<ProtoField> tensor = ProtoField.of(field.value());
    boolean needed = isSigned(tensor) && usedInProducts.contains(name(tensor));
    if (!needed || usedElsewhere.contains(name(tensor))) {
      graph.field(field);
    }
    if (needed) {
      graph.message(GRAPH_INITIALIZER, unsigned(tensor));
    }
  }

  private static ProtoMessage unsigned(List<ProtoField> tensor) {
    ProtoMessage unsigned = new ProtoMessage();
    for (ProtoField field : tensor) {
      switch (field.number()) {
        case TENSOR_TYPE -> unsigned.number(TENSOR_TYPE, TYPE_UINT8);
        case TENSOR_NAME -> unsigned.text(TENSOR_NAME, field.text() + UNSIGNED);
        case TENSOR_RAW -> unsigned.bytes(TENSOR_RAW, raised(field.value()));
        default -> unsigned.field(field);
      }
    }
    return unsigned;
  }

  /** Each number plus 128: its first bit turned. */
  private static ByteBuffer raised(ByteBuffer numbers) {
    byte[] raised = new byte[numbers.remaining()];
    numbers.duplicate().get(raised);
    for (int i = 0; i < raised.length; i++) {
      raised[i] ^= (byte) 0x80;
    }
    return ByteBuffer.wrap(raised);
  }
}
