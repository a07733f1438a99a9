package dev.reelframe.models;

import ai.onnxruntime.OnnxJavaType;

/** What one element of a {@link Tensor} is. */
public enum ElementType {
  FLOAT32(4, OnnxJavaType.FLOAT),
  FLOAT16(2, OnnxJavaType.FLOAT16),
  FLOAT64(8, OnnxJavaType.DOUBLE),
  INT8(1, OnnxJavaType.INT8),
  UINT8(1, OnnxJavaType.UINT8),
  INT16(2, OnnxJavaType.INT16),
  INT32(4, OnnxJavaType.INT32),
  INT64(8, OnnxJavaType.INT64),
  BOOL(1, OnnxJavaType.BOOL);

  private final int bytes;
  private final OnnxJavaType onnx;

  ElementType(int bytes, OnnxJavaType onnx) {
    this.bytes = bytes;
    this.onnx = onnx;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** The runtime's word for it. */
  public OnnxJavaType onnx() {
    return onnx;
  }

  static ElementType of(OnnxJavaType onnx) {
    for (ElementType type : values()) {
      if (type.onnx == onnx) {
        return type;
      }
    }
    throw new ModelMismatch(
        "This model uses tensors of type "
            + onnx
            + ", which Reelframe does not read: use an export in float32.");
  }
}
