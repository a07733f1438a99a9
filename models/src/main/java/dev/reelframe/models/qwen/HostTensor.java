package dev.reelframe.models.qwen;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.reelframe.models.OnnxSession;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tensor in memory of ours that graphs read and write in place, without copies: float32, or
 * float16 seen as float32. Its memory is returned at {@link #close}, not at the next collection.
 */
final class HostTensor implements AutoCloseable {

  /** Tensors not closed yet, all models together; the leak test reads it. */
  private static final AtomicLong OPEN = new AtomicLong();

  private final Arena arena;
  private final ByteBuffer bytes;
  private final OnnxTensor tensor;
  private final boolean half;

  private HostTensor(Arena arena, ByteBuffer bytes, OnnxTensor tensor, boolean half) {
    this.arena = arena;
    this.bytes = bytes;
    this.tensor = tensor;
    this.half = half;
    OPEN.incrementAndGet();
  }

  static long open() {
    return OPEN.get();
  }

  /** A float tensor of that type and shape, filled with zeros. */
  static HostTensor floats(OnnxJavaType type, long... shape) {
    boolean half = type == OnnxJavaType.FLOAT16;
    if (!half && type != OnnxJavaType.FLOAT) {
      throw new IllegalArgumentException("float32 or float16 is expected here, not " + type);
    }
    long size = type.size;
    for (long side : shape) {
      size = Math.multiplyExact(size, side);
    }
    Arena arena = Arena.ofShared();
    try {
      ByteBuffer bytes = arena.allocate(Math.max(size, 1), 64).asByteBuffer();
      bytes.limit(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
      OnnxTensor tensor = OnnxTensor.createTensor(OnnxSession.environment(), bytes, shape, type);
      return new HostTensor(arena, bytes, tensor, half);
    } catch (OrtException | RuntimeException e) {
      arena.close();
      throw new IllegalStateException("no tensor of %d bytes: %s".formatted(size, e), e);
    }
  }

  /** An int64 tensor with a copy of these values. */
  static OnnxTensor longs(long[] values, long... shape) {
    try {
      return OnnxTensor.createTensor(OnnxSession.environment(), LongBuffer.wrap(values), shape);
    } catch (OrtException e) {
      throw new IllegalStateException("no int64 tensor: " + e.getMessage(), e);
    }
  }

  OnnxTensor tensor() {
    return tensor;
  }

  /** Copies {@code source[from, from + count)} to element {@code to}. */
  void put(long to, float[] source, int from, int count) {
    if (half) {
      ShortBuffer shorts = bytes.asShortBuffer().position(Math.toIntExact(to));
      for (int i = 0; i < count; i++) {
        shorts.put(Float.floatToFloat16(source[from + i]));
      }
    } else {
      bytes.asFloatBuffer().put(Math.toIntExact(to), source, from, count);
    }
  }

  void put(long to, FloatBuffer source) {
    if (half) {
      ShortBuffer shorts = bytes.asShortBuffer().position(Math.toIntExact(to));
      for (int i = source.position(); i < source.limit(); i++) {
        shorts.put(Float.floatToFloat16(source.get(i)));
      }
    } else {
      bytes.asFloatBuffer().put(Math.toIntExact(to), source, source.position(), source.remaining());
    }
  }

  /** Writes the same bytes into every row of the first axis. */
  void fillRows(ByteBuffer row) {
    for (int to = 0; to < bytes.limit(); to += row.capacity()) {
      bytes.put(to, row, 0, row.capacity());
    }
  }

  /** Copies elements from {@code from} on into the target. */
  void get(long from, float[] target) {
    if (half) {
      ShortBuffer shorts = bytes.asShortBuffer().position(Math.toIntExact(from));
      for (int i = 0; i < target.length; i++) {
        target[i] = Float.float16ToFloat(shorts.get());
      }
    } else {
      bytes.asFloatBuffer().get(Math.toIntExact(from), target);
    }
  }

  @Override
  public void close() {
    tensor.close();
    arena.close();
    OPEN.decrementAndGet();
  }
}
