package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outputs of one call, put together from the batches that its rows ran in. */
final class GatheredRows {
  private record Rows(ElementType type, long[] shape, ByteBuffer bytes) {}

  private final long items;
  private final Map<String, Rows> outputs = new LinkedHashMap<>();

  GatheredRows(long items) {
    this.items = items;
  }

  /** Room for an output, as the batch shows its type and shape. */
  synchronized void prepare(String output, OnnxTensor tensor) {
    outputs.computeIfAbsent(output, name -> rows(tensor, RowTensors.rowBytes(tensor)));
  }

  /**
   * Takes some rows over from the output of a batch.
   *
   * @param to where they belong in this call
   * @param from where they are in the batch
   */
  synchronized void put(String output, ByteBuffer batch, int to, int from, int count) {
    Rows rows = outputs.get(output);
    int rowBytes = rows.bytes.capacity() / Math.toIntExact(items);
    rows.bytes.put(to * rowBytes, batch, from * rowBytes, count * rowBytes);
  }

  private Rows rows(OnnxTensor tensor, int rowBytes) {
    long[] shape = tensor.getInfo().getShape().clone();
    shape[0] = items;
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.toIntExact(items * rowBytes)).order(ByteOrder.nativeOrder());
    return new Rows(ElementType.of(tensor.getInfo().type), shape, bytes);
  }

  synchronized Outputs outputs() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    outputs.forEach(
        (name, rows) -> tensors.put(name, Tensor.of(rows.type, rows.bytes, rows.shape)));
    return new Outputs(tensors);
  }
}
