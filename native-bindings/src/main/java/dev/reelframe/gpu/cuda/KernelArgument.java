package dev.reelframe.gpu.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One argument of a kernel, with the type it has in the source. */
public sealed interface KernelArgument {
  /** {@code int} or {@code unsigned}. */
  static KernelArgument of(int value) {
    return new I32(value);
  }

  /** {@code long long}. */
  static KernelArgument of(long value) {
    return new I64(value);
  }

  /** {@code float}. */
  static KernelArgument of(float value) {
    return new F32(value);
  }

  /** {@code double}. */
  static KernelArgument of(double value) {
    return new F64(value);
  }

  /** A pointer to device memory. */
  static KernelArgument of(DeviceSpan memory) {
    return new Pointer(memory);
  }

  /** Writes the value where the driver reads it. */
  void write(MemorySegment values, long offset);

  /** {@code int} or {@code unsigned}. */
  record I32(int value) implements KernelArgument {
    @Override
    public void write(MemorySegment values, long offset) {
      values.set(ValueLayout.JAVA_INT, offset, value);
    }
  }

  /** {@code long long}. */
  record I64(long value) implements KernelArgument {
    @Override
    public void write(MemorySegment values, long offset) {
      values.set(ValueLayout.JAVA_LONG, offset, value);
    }
  }

  /** {@code float}. */
  record F32(float value) implements KernelArgument {
    @Override
    public void write(MemorySegment values, long offset) {
      values.set(ValueLayout.JAVA_FLOAT, offset, value);
    }
  }

  /** {@code double}. */
  record F64(double value) implements KernelArgument {
    @Override
    public void write(MemorySegment values, long offset) {
      values.set(ValueLayout.JAVA_DOUBLE, offset, value);
    }
  }

  /** A pointer to device memory. */
  record Pointer(DeviceSpan memory) implements KernelArgument {
    @Override
    public void write(MemorySegment values, long offset) {
      values.set(ValueLayout.JAVA_LONG, offset, memory.address());
    }
  }
}
