package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.reelframe.gpu.schedule.Slice;
import dev.reelframe.models.GraphCalls.Feeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tensors as rows along their first dimension: rows of several calls become one tensor. */
final class RowTensors {
  private RowTensors() {}

  /** What calls must have in common to share a batch: outputs, types, and the shape of a row. */
  static String form(Feeds feeds) {
    return new TreeMap<>(feeds.inputs())
            .entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().getInfo().type + rowShape(e.getValue()))
                .collect(Collectors.joining(", "))
        + " -> "
        + feeds.wanted();
  }

  private static String rowShape(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    return Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length));
  }

  /** One tensor for each input, of the rows of all slices; the caller closes them. */
  static Map<String, OnnxTensor> joined(OrtEnvironment environment, List<Slice> slices)
      throws OrtException {
    Map<String, OnnxTensor> all = new LinkedHashMap<>();
    try {
      for (String input : feeds(slices.getFirst()).inputs().keySet()) {
        all.put(input, joined(environment, input, slices));
      }
      return all;
    } catch (OrtException | RuntimeException e) {
      all.values().forEach(OnnxTensor::close);
      throw e;
    }
  }

  private static Feeds feeds(Slice slice) {
    return ((GraphJob.Rows) slice.job()).feeds();
  }

  private static OnnxTensor joined(OrtEnvironment environment, String input, List<Slice> slices)
      throws OrtException {
    OnnxTensor first = feeds(slices.getFirst()).inputs().get(input);
    long[] shape = first.getInfo().getShape().clone();
    int rowBytes = rowBytes(first);
    shape[0] = slices.stream().mapToInt(Slice::items).sum();
    ByteBuffer rows =
        ByteBuffer.allocateDirect(Math.toIntExact(shape[0] * rowBytes))
            .order(ByteOrder.nativeOrder());
    for (Slice slice : slices) {
      ByteBuffer source = feeds(slice).inputs().get(input).getByteBuffer();
      rows.put(source.slice(slice.from() * rowBytes, slice.items() * rowBytes));
    }
    return OnnxTensor.createTensor(environment, rows.flip(), shape, first.getInfo().type);
  }

  /** Bytes of one row. */
  static int rowBytes(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    long values = Tensor.elements(shape) / shape[0];
    return Math.toIntExact(values * ElementType.of(tensor.getInfo().type).bytes());
  }
}
