package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * A dense array of numbers with a shape, row-major: what goes into and comes out of a model.
 *
 * <p>A tensor made here lives in Java memory and needs no closing. {@link #allocate} gives one in
 * direct memory that the runtime reads without a copy: fill its buffer again and pass it again. One
 * made over a Java array is copied once per call. A tensor that stands in {@link Outputs} lives in
 * the runtime's memory until those are closed, and can be passed to the next call as it is.
 *
 * <p>The buffers returned by {@link #floats()}, {@link #longs()} and {@link #bytes()} start at
 * element 0. On a Java tensor they are views: writing to them changes the tensor.
 */
public final class Tensor implements AutoCloseable {
  private final ElementType type;
  private final long[] shape;
  private final OnnxTensor resident;
  private Buffer data;
  private boolean closed;

  private Tensor(ElementType type, long[] shape, Buffer data, OnnxTensor resident) {
    this.type = type;
    this.shape = shape;
    this.data = data;
    this.resident = resident;
  }

  /**
   * Float32 over an array, which stays the caller's; its length must be the product of the shape.
   */
  public static Tensor floats(float[] values, long... shape) {
    return java(ElementType.FLOAT32, FloatBuffer.wrap(values), shape);
  }

  /**
   * Float32 over the remaining elements of a buffer; not copied when direct and in native order.
   */
  public static Tensor floats(FloatBuffer values, long... shape) {
    return java(
        ElementType.FLOAT32, nativeOrder(values.slice(), values.isDirect(), values.order()), shape);
  }

  public static Tensor longs(long[] values, long... shape) {
    return java(ElementType.INT64, LongBuffer.wrap(values), shape);
  }

  public static Tensor longs(LongBuffer values, long... shape) {
    return java(
        ElementType.INT64, nativeOrder(values.slice(), values.isDirect(), values.order()), shape);
  }

  public static Tensor ints(int[] values, long... shape) {
    return java(ElementType.INT32, IntBuffer.wrap(values), shape);
  }

  /** Unsigned bytes, for example raw pixels. */
  public static Tensor uint8(byte[] values, long... shape) {
    return java(ElementType.UINT8, ByteBuffer.wrap(values), shape);
  }

  /** Unsigned bytes over the remaining bytes of a buffer; not copied when it is direct. */
  public static Tensor uint8(ByteBuffer values, long... shape) {
    return java(ElementType.UINT8, values.slice(), shape);
  }

  public static Tensor bool(boolean value, long... shape) {
    byte[] bytes = new byte[Math.toIntExact(elements(shape))];
    Arrays.fill(bytes, (byte) (value ? 1 : 0));
    return java(ElementType.BOOL, ByteBuffer.wrap(bytes), shape);
  }

  /** IEEE half floats as their 16 bits. */
  public static Tensor float16(short[] bits, long... shape) {
    return java(ElementType.FLOAT16, ShortBuffer.wrap(bits), shape);
  }

  /**
   * Zeros in direct memory, which the runtime reads in place. Meant to be filled and passed many
   * times.
   */
  public static Tensor allocate(ElementType type, long... shape) {
    long size = Math.multiplyExact(elements(shape), type.bytes());
    return of(
        type,
        ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder()),
        shape);
  }

  /** Over bytes in native order. */
  static Tensor of(ElementType type, ByteBuffer bytes, long... shape) {
    Buffer data =
        switch (type) {
          case FLOAT32 -> bytes.asFloatBuffer();
          case FLOAT16, INT16 -> bytes.asShortBuffer();
          case FLOAT64 -> bytes.asDoubleBuffer();
          case INT32 -> bytes.asIntBuffer();
          case INT64 -> bytes.asLongBuffer();
          case INT8, UINT8, BOOL -> bytes;
        };
    return java(type, data, shape);
  }

  private static Tensor java(ElementType type, Buffer data, long[] shape) {
    if (data.remaining() != elements(shape)) {
      throw new IllegalArgumentException(
          data.remaining() + " values do not fill the shape " + Arrays.toString(shape) + ".");
    }
    return new Tensor(type, shape.clone(), data, null);
  }

  private static Buffer nativeOrder(Buffer slice, boolean direct, ByteOrder order) {
    if (direct && order != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "A direct buffer must be in native byte order: call order(ByteOrder.nativeOrder()) before the view is made.");
    }
    return slice;
  }

  /** Takes over a tensor of the runtime. */
  static Tensor resident(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    NativeCount.TENSORS.opened();
    return new Tensor(ElementType.of(info.type), info.getShape(), null, tensor);
  }

  public ElementType type() {
    return type;
  }

  /** Dimensions; a scalar has none. */
  public long[] shape() {
    return shape.clone();
  }

  /** Product of the dimensions. */
  public long size() {
    return elements(shape);
  }

  /** Values of a float32 tensor; of a float16 one from the runtime, widened. */
  public FloatBuffer floats() {
    if (resident != null && type == ElementType.FLOAT16) {
      requireOpen();
      return resident.getFloatBuffer();
    }
    return ((FloatBuffer) read(ElementType.FLOAT32)).duplicate();
  }

  /** A copy of {@link #floats()}. */
  public float[] toFloats() {
    FloatBuffer values = floats();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  public LongBuffer longs() {
    return ((LongBuffer) read(ElementType.INT64)).duplicate();
  }

  public IntBuffer ints() {
    return ((IntBuffer) read(ElementType.INT32)).duplicate();
  }

  /** Bytes of a uint8, int8 or bool tensor. */
  public ByteBuffer bytes() {
    return ((ByteBuffer) read(type.bytes() == 1 ? type : ElementType.UINT8)).duplicate();
  }

  private synchronized Buffer read(ElementType wanted) {
    if (type != wanted) {
      throw new IllegalStateException("This tensor holds " + type + ", not " + wanted + ".");
    }
    requireOpen();
    if (data == null) {
      data =
          switch (type) {
            case FLOAT32 -> resident.getFloatBuffer();
            case INT64 -> resident.getLongBuffer();
            case INT32 -> resident.getIntBuffer();
            case INT8, UINT8, BOOL -> resident.getByteBuffer();
            case FLOAT16, INT16 -> resident.getShortBuffer();
            case FLOAT64 -> resident.getDoubleBuffer();
          };
    }
    return data;
  }

  /** The same values in Java memory, independent of any {@link Outputs}. */
  Tensor detached() {
    if (resident == null) {
      return this;
    }
    Buffer copy = type == ElementType.FLOAT16 ? resident.getShortBuffer() : read(type);
    return new Tensor(type, shape, copy, null);
  }

  /**
   * This tensor for one call: its own when it lives in the runtime, else one the caller closes
   * after it.
   */
  OnnxTensor open(OrtEnvironment environment) throws OrtException {
    requireOpen();
    if (resident != null) {
      return resident;
    }
    Buffer view = data.duplicate();
    return switch (type) {
      case FLOAT32 -> OnnxTensor.createTensor(environment, (FloatBuffer) view, shape);
      case INT64 -> OnnxTensor.createTensor(environment, (LongBuffer) view, shape);
      case INT32 -> OnnxTensor.createTensor(environment, (IntBuffer) view, shape);
      case FLOAT64 -> OnnxTensor.createTensor(environment, (java.nio.DoubleBuffer) view, shape);
      case FLOAT16, INT16 ->
          OnnxTensor.createTensor(environment, (ShortBuffer) view, shape, type.onnx());
      case INT8, UINT8, BOOL ->
          OnnxTensor.createTensor(environment, (ByteBuffer) view, shape, type.onnx());
    };
  }

  boolean isResident() {
    return resident != null;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "This tensor was closed with its outputs: read it before, or take() it.");
    }
  }

  /** Frees the runtime's memory; does nothing on a tensor in Java memory. */
  @Override
  public synchronized void close() {
    if (resident != null && !closed) {
      closed = true;
      data = null;
      resident.close();
      NativeCount.TENSORS.closed();
    }
  }

  static long elements(long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "A tensor has no open dimensions: " + Arrays.toString(shape));
      }
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  @Override
  public String toString() {
    return type.name().toLowerCase(java.util.Locale.ROOT) + " " + Arrays.toString(shape);
  }
}
