package dev.reelframe.bench.decode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The few functions of ONNX Runtime's C API that a decode loop with I/O binding needs, called
 * through java.lang.foreign. {@code OrtGetApiBase()->GetApi(version)} returns a table of function
 * pointers to which later versions only append; the places below are those of onnxruntime_c_api.h.
 */
final class OrtC {

  private static final int API_VERSION = 16;
  private static final long LONGEST_TEXT = 4096;
  private static final int WARNING = 2;
  private static final int ARENA_ALLOCATOR = 1;
  private static final int DEFAULT_MEMORY = 0;

  private static final FunctionDescriptor RELEASE = FunctionDescriptor.ofVoid(ADDRESS);

  private final MemorySegment table;
  private final MethodHandle errorMessage;
  private final MethodHandle releaseStatus;
  private final MethodHandle bindInput;
  private final MethodHandle bindOutput;
  private final MethodHandle bindOutputToDevice;
  private final MethodHandle runWithBinding;
  private final MethodHandle boundOutputs;
  private final MethodHandle createTensor;
  private final MethodHandle allocatorFree;
  private final MethodHandle releaseValue;
  private final MemorySegment allocator;
  private final MemorySegment memory;
  private final MemorySegment environment;

  private OrtC(MemorySegment table) {
    this.table = table;
    this.errorMessage = bind(2, FunctionDescriptor.of(ADDRESS, ADDRESS));
    this.releaseStatus = bind(93, RELEASE);
    this.createTensor =
        status(49, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
    this.allocatorFree = status(76, ADDRESS, ADDRESS);
    this.releaseValue = bind(96, RELEASE);
    this.runWithBinding = status(133, ADDRESS, ADDRESS, ADDRESS);
    this.bindInput = status(136, ADDRESS, ADDRESS, ADDRESS);
    this.bindOutput = status(137, ADDRESS, ADDRESS, ADDRESS);
    this.bindOutputToDevice = status(138, ADDRESS, ADDRESS, ADDRESS);
    this.boundOutputs = status(140, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    this.environment =
        create(status(3, JAVA_INT, ADDRESS, ADDRESS), WARNING, Arena.global().allocateFrom("ffm"));
    this.memory = create(status(69, JAVA_INT, JAVA_INT, ADDRESS), ARENA_ALLOCATOR, DEFAULT_MEMORY);
    this.allocator = create(status(78, ADDRESS));
  }

  /** The same library that ONNX Runtime's Java API unpacked. */
  static OrtC load(Path library) {
    Linker linker = Linker.nativeLinker();
    MemorySegment getBase =
        SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow("OrtGetApiBase");
    try {
      MemorySegment base =
          (MemorySegment)
              linker.downcallHandle(getBase, FunctionDescriptor.of(ADDRESS)).invokeExact();
      MethodHandle getApi =
          linker.downcallHandle(
              base.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0),
              FunctionDescriptor.of(ADDRESS, JAVA_INT));
      MemorySegment table = (MemorySegment) getApi.invokeExact(API_VERSION);
      if (table.equals(MemorySegment.NULL)) {
        throw new IllegalStateException("this library has no API version " + API_VERSION);
      }
      return new OrtC(table.reinterpret(150 * ADDRESS.byteSize()));
    } catch (Throwable e) {
      throw failed("loading " + library, e);
    }
  }

  MemorySegment openSession(Path model, int threads) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment options = create(status(10, ADDRESS));
      call(status(24, ADDRESS, JAVA_INT), options, threads);
      call(status(17, ADDRESS), options);
      MemorySegment session =
          create(
              status(7, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
              environment,
              arena.allocateFrom(model.toString()),
              options);
      bind(100, RELEASE).invokeWithArguments(options);
      return session;
    } catch (Throwable e) {
      throw failed("opening " + model, e);
    }
  }

  void closeSession(MemorySegment session) {
    try {
      bind(95, RELEASE).invokeWithArguments(session);
    } catch (Throwable e) {
      throw failed("closing the session", e);
    }
  }

  MemorySegment createBinding(MemorySegment session) {
    return create(status(134, ADDRESS, ADDRESS), session);
  }

  void closeBinding(MemorySegment binding) {
    try {
      bind(135, RELEASE).invokeWithArguments(binding);
    } catch (Throwable e) {
      throw failed("closing the binding", e);
    }
  }

  /** A tensor over memory that stays the caller's. */
  MemorySegment tensor(Arena arena, MemorySegment data, int type, long... shape) {
    try {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment sides = arena.allocateFrom(JAVA_LONG, shape);
      check(
          (MemorySegment)
              createTensor.invokeExact(
                  memory, data, data.byteSize(), sides, (long) shape.length, type, out));
      return out.get(ADDRESS, 0);
    } catch (Throwable e) {
      throw failed("making a tensor", e);
    }
  }

  void bindInput(MemorySegment binding, MemorySegment name, MemorySegment value) throws Throwable {
    check((MemorySegment) bindInput.invokeExact(binding, name, value));
  }

  void bindOutput(MemorySegment binding, MemorySegment name, MemorySegment value) throws Throwable {
    check((MemorySegment) bindOutput.invokeExact(binding, name, value));
  }

  /** ONNX Runtime allocates this output. */
  void bindOutputToMemory(MemorySegment binding, MemorySegment name) throws Throwable {
    check((MemorySegment) bindOutputToDevice.invokeExact(binding, name, memory));
  }

  void run(MemorySegment session, MemorySegment binding) throws Throwable {
    check((MemorySegment) runWithBinding.invokeExact(session, MemorySegment.NULL, binding));
  }

  /** The values of all bound outputs, in the order in which they were bound; release each. */
  void outputs(MemorySegment binding, MemorySegment out, MemorySegment count, long[] values)
      throws Throwable {
    check((MemorySegment) boundOutputs.invokeExact(binding, allocator, out, count));
    MemorySegment array = out.get(ADDRESS, 0).reinterpret(values.length * ADDRESS.byteSize());
    for (int i = 0; i < values.length; i++) {
      values[i] = array.getAtIndex(JAVA_LONG, i);
    }
    check((MemorySegment) allocatorFree.invokeExact(allocator, array));
  }

  void release(MemorySegment value) throws Throwable {
    releaseValue.invokeExact(value);
  }

  private MethodHandle bind(int place, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(table.getAtIndex(ADDRESS, place), descriptor);
  }

  /** A function that returns an OrtStatus. */
  private MethodHandle status(int place, MemoryLayout... arguments) {
    return bind(place, FunctionDescriptor.of(ADDRESS, arguments));
  }

  private void call(MethodHandle function, Object... arguments) throws Throwable {
    check((MemorySegment) function.invokeWithArguments(arguments));
  }

  /** Calls a function whose last argument receives a pointer. */
  private MemorySegment create(MethodHandle function, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
      MemorySegment out = arena.allocate(ADDRESS);
      all[arguments.length] = out;
      call(function, all);
      return out.get(ADDRESS, 0);
    } catch (Throwable e) {
      throw failed("calling the C API", e);
    }
  }

  private void check(MemorySegment status) throws Throwable {
    if (!status.equals(MemorySegment.NULL)) {
      MemorySegment text = (MemorySegment) errorMessage.invokeExact(status);
      String message = text.reinterpret(LONGEST_TEXT).getString(0);
      releaseStatus.invokeExact(status);
      throw new IllegalStateException("ONNX Runtime: " + message);
    }
  }

  private static IllegalStateException failed(String what, Throwable cause) {
    return new IllegalStateException(what + " failed: " + cause.getMessage(), cause);
  }
}
