package dev.reelframe.benchmarks.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call into C costs: a trivial function, one that fills a struct as NVML does, one with the
 * eleven arguments of {@code cuLaunchKernel}. Each through java.lang.foreign, JNI and from C; and
 * {@code memcmp} through JavaCPP's own binding.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class DowncallCost {
  private static final int LOOPS = 100_000;
  private static final long STRUCT_BYTES = 40;
  private static final long USED = 32;

  private static final MethodHandle MEMCMP =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("memcmp"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG));

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment struct = arena.allocate(STRUCT_BYTES, 8);
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect((int) STRUCT_BYTES).order(ByteOrder.nativeOrder());
  private final MemorySegment handle = MemorySegment.ofAddress(4096);
  private final MemorySegment values = arena.allocate(24, 8);
  private final MemorySegment pointers = arena.allocate(24, 8);
  private final BytePointer one = new BytePointer(16);
  private final BytePointer two = new BytePointer(16);
  private int value;

  @Benchmark
  public int trivialForeign() throws Throwable {
    return value = (int) NativeCalls.TRIVIAL.invokeExact(value);
  }

  @Benchmark
  public int trivialJni() {
    return value = NativeCalls.jniTrivial(value);
  }

  @Benchmark
  @OperationsPerInvocation(LOOPS)
  public int trivialC() throws Throwable {
    return (int) NativeCalls.LOOP_TRIVIAL.invokeExact(LOOPS);
  }

  @Benchmark
  public long structForeign() throws Throwable {
    int code = (int) NativeCalls.STRUCT_OUT.invokeExact(handle, struct);
    return code + struct.get(ValueLayout.JAVA_LONG, USED);
  }

  /** As the readings do it: a fresh struct in a fresh arena for each call. */
  @Benchmark
  public long structForeignWithArena() throws Throwable {
    try (Arena fresh = Arena.ofConfined()) {
      MemorySegment out = fresh.allocate(STRUCT_BYTES, 8);
      int code = (int) NativeCalls.STRUCT_OUT.invokeExact(handle, out);
      return code + out.get(ValueLayout.JAVA_LONG, USED);
    }
  }

  @Benchmark
  public long structJni() {
    int code = NativeCalls.jniStructOut(4096, buffer);
    return code + buffer.getLong((int) USED);
  }

  @Benchmark
  @OperationsPerInvocation(LOOPS)
  public int structC() throws Throwable {
    return (int) NativeCalls.LOOP_STRUCT_OUT.invokeExact(LOOPS);
  }

  private MemorySegment arguments() {
    values.set(ValueLayout.JAVA_LONG, 0, value++);
    values.set(ValueLayout.JAVA_LONG, 8, 2);
    values.set(ValueLayout.JAVA_INT, 16, 3);
    for (int i = 0; i < 3; i++) {
      pointers.set(ValueLayout.JAVA_LONG, 8 * i, values.address() + 8 * i);
    }
    return pointers;
  }

  @Benchmark
  public int launchForeign() throws Throwable {
    return (int)
        NativeCalls.LAUNCH.invokeExact(
            handle, 1, 1, 1, 256, 1, 1, 0, MemorySegment.NULL, arguments(), MemorySegment.NULL);
  }

  @Benchmark
  public int launchJni() {
    return NativeCalls.jniLaunch(4096, 1, 1, 1, 256, 1, 1, 0, 0, arguments().address(), 0);
  }

  @Benchmark
  @OperationsPerInvocation(LOOPS)
  public int launchC() throws Throwable {
    return (int) NativeCalls.LOOP_LAUNCH.invokeExact(LOOPS);
  }

  @Benchmark
  public int memcmpForeign() throws Throwable {
    return (int) MEMCMP.invokeExact(struct, pointers, 1L);
  }

  @Benchmark
  public int memcmpJavacpp() {
    return Pointer.memcmp(one, two, 1);
  }
}
