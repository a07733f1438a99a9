package dev.reelframe.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a loaded graph says of itself.
 *
 * @param inputs in its order
 * @param outputs in its order
 * @param rowwise whether the first dimension of every tensor has one and the same name, and is
 *     open: the file's way to say that rows do not depend on each other
 */
record GraphDescription(List<TensorSpec> inputs, List<TensorSpec> outputs, boolean rowwise) {

  static GraphDescription of(OrtSession session) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    return new GraphDescription(
        specs(inputs), specs(outputs), rowwise(inputs.values(), outputs.values()));
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

  private static boolean rowwise(Collection<NodeInfo> inputs, Collection<NodeInfo> outputs) {
    Set<String> first =
        Stream.concat(inputs.stream(), outputs.stream())
            .map(node -> firstDimension((TensorInfo) node.getInfo()))
            .collect(Collectors.toSet());
    return first.size() == 1 && !first.contains("");
  }

  private static String firstDimension(TensorInfo info) {
    boolean open = info.getShape().length > 0 && info.getShape()[0] < 0;
    return open && info.getDimensionNames().length > 0 ? info.getDimensionNames()[0] : "";
  }
}
