package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Event;
import dev.reelframe.gpu.cuda.ExecutableGraph;
import dev.reelframe.gpu.cuda.Graph;
import dev.reelframe.gpu.cuda.Kernel;
import dev.reelframe.gpu.cuda.KernelArgument;
import dev.reelframe.gpu.cuda.KernelModule;
import dev.reelframe.gpu.cuda.LaunchShape;
import dev.reelframe.gpu.cuda.PinnedMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.error.DeviceBusy;
import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.DriverFault;
import dev.reelframe.gpu.error.DriverMismatch;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.error.InvalidCall;
import dev.reelframe.gpu.error.KernelFault;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.error.NotPermitted;
import dev.reelframe.gpu.error.NotSupported;
import dev.reelframe.gpu.simulated.CalledFunctions;
import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import dev.reelframe.gpu.simulated.TimeAContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every CUDA error at every CUDA function that is called: an exception of the right kind, no crash,
 * a usable JVM after it.
 */
class CudaErrorsTest {
  /** What stands ready for an operation. */
  private record Bench(Context context, Stream stream, DeviceMemory memory, MemorySegment host) {}

  private static final Map<String, Consumer<Bench>> OPERATIONS = operations();

  /** Asked once, when a process starts: a failure there makes the machine one without a GPU. */
  private static final Set<String> AT_PROBE =
      Set.of(
          "cuInit",
          "cuDriverGetVersion",
          "cuDeviceGetCount",
          "cuDeviceGetName",
          "cuDeviceGetUuid_v2",
          "cuDeviceGetPCIBusId",
          "cuDeviceTotalMem_v2",
          "cuDeviceGetAttribute");

  /**
   * The text of an error, and the newest form of two functions: older forms stand in when it fails.
   */
  private static final Set<String> NEVER_FATAL = Set.of("cuGetErrorString", "cuGetProcAddress_v2");

  private static Gpu gpu;
  private static String ptx;

  @BeforeAll
  static void load() throws IOException {
    SimulatedDriver.load();
    gpu = Gpu.first();
    try (InputStream in = Gpu.class.getResourceAsStream("kernel/frames.ptx")) {
      ptx = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    // Newer functions are looked up once; here, while nothing fails.
    try (Context context = Context.separate(gpu);
        Stream stream = context.stream();
        Event event = context.event().record(stream)) {
      event.secondsSince(event);
    }
  }

  @AfterAll
  static void repair() {
    SimulatedDriver.load();
  }

  private static Map<String, Consumer<Bench>> operations() {
    Map<String, Consumer<Bench>> all = new TreeMap<>();
    all.put("cuDeviceGet", b -> Context.primary(gpu).close());
    all.put("cuDevicePrimaryCtxRetain", b -> Context.primary(gpu).close());
    all.put("cuDevicePrimaryCtxRelease_v2", b -> Context.primary(gpu).close());
    all.put("cuCtxCreate_v4", b -> Context.separate(gpu).close());
    all.put("cuCtxDestroy_v2", b -> Context.separate(gpu).close());
    all.put("cuCtxSetCurrent", b -> b.context.synchronize());
    all.put("cuCtxSynchronize", b -> b.context.synchronize());
    all.put("cuMemGetInfo_v2", b -> b.context.memory());
    all.put("cuMemAlloc_v2", b -> b.context.allocate(8).close());
    all.put("cuMemFree_v2", b -> b.context.allocate(8).close());
    all.put("cuMemAllocAsync", b -> b.stream.allocate(8).close());
    all.put("cuMemFreeAsync", b -> b.stream.allocate(8).close());
    all.put("cuMemHostAlloc", b -> b.context.pinned(8).close());
    all.put("cuMemFreeHost", b -> b.context.pinned(8).close());
    all.put("cuMemcpyHtoD_v2", b -> b.memory.copyFrom(b.host));
    all.put("cuMemcpyDtoH_v2", b -> b.memory.copyTo(b.host));
    all.put("cuMemcpyDtoD_v2", b -> b.memory.copyFrom(b.memory));
    all.put("cuMemsetD8_v2", b -> b.memory.fill((byte) 1));
    all.put("cuMemcpyHtoDAsync_v2", b -> b.stream.copy(b.host, b.memory));
    all.put("cuMemcpyDtoHAsync_v2", b -> b.stream.copy(b.memory, b.host));
    all.put("cuMemcpyDtoDAsync_v2", b -> b.stream.copy(b.memory, b.memory));
    all.put("cuMemsetD8Async", b -> b.stream.fill(b.memory, (byte) 1));
    all.put("cuStreamCreateWithPriority", b -> b.context.stream().close());
    all.put("cuStreamDestroy_v2", b -> b.context.stream().close());
    all.put("cuStreamQuery", b -> b.stream.isDone());
    all.put("cuStreamSynchronize", b -> b.stream.synchronize());
    all.put("cuStreamWaitEvent", b -> withEvent(b, b.stream::await));
    all.put("cuEventCreate", b -> b.context.event().close());
    all.put("cuEventDestroy_v2", b -> b.context.event().close());
    all.put("cuEventRecord", b -> withEvent(b, e -> e.record(b.stream)));
    all.put("cuEventQuery", b -> withEvent(b, Event::isDone));
    all.put("cuEventSynchronize", b -> withEvent(b, Event::synchronize));
    all.put("cuEventElapsedTime_v2", b -> withEvent(b, e -> e.secondsSince(e)));
    all.put("cuModuleLoadDataEx", b -> b.context.load(ptx).close());
    all.put("cuModuleUnload", b -> b.context.load(ptx).close());
    all.put("cuModuleGetFunction", b -> withKernel(b, k -> {}));
    all.put("cuFuncGetAttribute", b -> withKernel(b, Kernel::needs));
    all.put(
        "cuOccupancyMaxActiveBlocksPerMultiprocessor", b -> withKernel(b, k -> k.occupancy(64, 0)));
    all.put("cuOccupancyMaxPotentialBlockSize", b -> withKernel(b, k -> k.bestOccupancy(0)));
    all.put("cuLaunchKernel", b -> withKernel(b, k -> launch(b, k)));
    all.put("cuStreamBeginCapture_v2", b -> withGraph(b, g -> {}));
    all.put("cuStreamEndCapture", b -> withGraph(b, g -> {}));
    all.put("cuGraphGetNodes", b -> withGraph(b, Graph::nodes));
    all.put("cuGraphDestroy", b -> withGraph(b, g -> {}));
    all.put("cuGraphInstantiateWithFlags", b -> withGraph(b, g -> g.instantiate().close()));
    all.put("cuGraphExecDestroy", b -> withGraph(b, g -> g.instantiate().close()));
    all.put("cuGraphUpload", b -> withReady(b, (g, e) -> e.upload(b.stream)));
    all.put("cuGraphLaunch", b -> withReady(b, (g, e) -> e.launch(b.stream)));
    all.put("cuGraphExecUpdate_v2", b -> withReady(b, (g, e) -> e.update(g)));
    return all;
  }

  private static void withEvent(Bench b, Consumer<Event> use) {
    try (Event event = b.context.event()) {
      use.accept(event);
    }
  }

  private static void withKernel(Bench b, Consumer<Kernel> use) {
    try (KernelModule module = b.context.load(ptx)) {
      use.accept(module.kernel("frame_difference"));
    }
  }

  private static void launch(Bench b, Kernel kernel) {
    KernelArgument memory = KernelArgument.of(b.memory);
    kernel.launch(
        b.stream,
        LaunchShape.blocks(1, 256),
        memory,
        memory,
        KernelArgument.of(8L),
        KernelArgument.of(1),
        memory);
  }

  private static void withGraph(Bench b, Consumer<Graph> use) {
    try (Graph graph = b.stream.capture(() -> b.stream.fill(b.memory, (byte) 1))) {
      use.accept(graph);
    }
  }

  private static void withReady(
      Bench b, java.util.function.BiConsumer<Graph, ExecutableGraph> use) {
    withGraph(
        b,
        graph -> {
          try (ExecutableGraph ready = graph.instantiate()) {
            use.accept(graph, ready);
          }
        });
  }

  private static Throwable failing(String function, int code) {
    try (Context context = Context.separate(gpu);
        Stream stream = context.stream();
        DeviceMemory memory = context.allocate(64);
        PinnedMemory host = context.pinned(64)) {
      Bench bench = new Bench(context, stream, memory, host.segment());
      SimulatedDriver.command("fail=" + function + ":" + code);
      Throwable thrown = catchThrowable(() -> OPERATIONS.get(function).accept(bench));
      SimulatedDriver.command("fail=" + function + ":0");
      return thrown;
    }
  }

  private static List<Integer> codes() throws Exception {
    List<Integer> codes = new ArrayList<>();
    for (Method method : dev.reelframe.gpu.gen.cuda.CudaDriver.class.getMethods()) {
      if (method.getName().startsWith("CUDA_ERROR_") && method.getParameterCount() == 0) {
        codes.add((int) method.invoke(null));
      }
    }
    codes.add(12_345);
    return codes;
  }

  @Test
  void theMatrixHasEveryFunctionThatIsCalled() throws Exception {
    Set<String> covered = new TreeSet<>(OPERATIONS.keySet());
    covered.addAll(AT_PROBE);
    covered.addAll(NEVER_FATAL);
    Set<String> called = new TreeSet<>(CalledFunctions.through("CudaDriver"));
    called.add("cuCtxCreate_v4");
    called.add("cuEventElapsedTime_v2");
    assertThat(covered).isEqualTo(called);
  }

  @Test
  void everyCodeAtEveryFunctionIsAnExceptionThatNamesIt() throws Exception {
    Map<String, Integer> notErrors =
        Map.of("cuStreamQuery", 600, "cuEventQuery", 600, "cuGraphExecUpdate_v2", 910);
    List<Integer> codes = codes();
    int seen = 0;
    for (String function : OPERATIONS.keySet()) {
      for (int code : codes) {
        Throwable thrown = failing(function, code);
        if (Integer.valueOf(code).equals(notErrors.get(function))) {
          assertThat(thrown).as(function + " " + code).isNull();
          continue;
        }
        assertThat(thrown)
            .as(function + " " + code)
            .isInstanceOfSatisfying(
                GpuException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(code);
                  assertThat(function).startsWith(e.operation().split("\\(")[0]);
                  assertThat(e.device()).contains(gpu.uuid());
                  assertThat(e.driverText()).isEqualTo("simulated error " + code);
                });
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(4000);
  }

  @Test
  void anErrorWhoseTextCannotBeHadKeepsItsCodeAndType() throws Exception {
    for (int code : codes()) {
      SimulatedDriver.command("fail=cuGetErrorString:" + code);
      assertThat(failing("cuCtxSynchronize", 2))
          .as("" + code)
          .isInstanceOfSatisfying(DeviceExhausted.class, e -> assertThat(e.code()).isEqualTo(2));
    }
    SimulatedDriver.command("fail=cuGetErrorString:0");
  }

  /** Newer forms are looked up once in a process. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 500, 801, 999})
  void olderFormsStandInWhereTheNewestCannotBeAskedFor(int code) throws Exception {
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with("--enable-native-access=ALL-UNNAMED")
            .driver("SIM_DRIVER_13", "fail=cuGetProcAddress_v2:" + code)
            .run(TimeAContext.class);
    assertThat(seen.exit()).as(seen.err()).isZero();
    assertThat(seen.out()).isEqualTo("0.0 s, {}");
  }

  @Test
  void whatASchedulerMustTellApartHasItsOwnType() {
    Map<Integer, Class<? extends GpuException>> expected = new TreeMap<>();
    for (int code : new int[] {1, 3, 200, 201, 218, 400, 701, 912}) {
      expected.put(code, InvalidCall.class);
    }
    for (int code : new int[] {2, 808, 809}) {
      expected.put(code, DeviceExhausted.class);
    }
    for (int code : new int[] {214, 220, 226}) {
      expected.put(code, DeviceLost.class);
    }
    for (int code : new int[] {700, 702, 710, 714, 715, 716, 717, 718, 719, 709}) {
      expected.put(code, KernelFault.class);
    }
    for (int code : new int[] {46, 802, 807, 909}) {
      expected.put(code, DeviceBusy.class);
    }
    for (int code : new int[] {100, 101}) {
      expected.put(code, NoDevice.class);
    }
    for (int code : new int[] {34, 36, 222, 803, 804}) {
      expected.put(code, DriverMismatch.class);
    }
    for (int code : new int[] {800, 102}) {
      expected.put(code, NotPermitted.class);
    }
    for (int code : new int[] {801, 209, 217, 900}) {
      expected.put(code, NotSupported.class);
    }
    for (int code : new int[] {4, 304, 999, 12_345}) {
      expected.put(code, DriverFault.class);
    }
    expected.forEach((code, type) ->
        assertThat(failing("cuCtxSynchronize", code)).as("" + code).isInstanceOf(type));
  }

  @Test
  void afterAFailureAtProbeThereIsNoGpuAndTheNextProbeFindsItAgain() throws Exception {
    for (String function : AT_PROBE) {
      for (int code : codes()) {
        SimulatedDriver.command("fail=" + function + ":" + code);
        assertThat(Gpu.probe())
            .as(function + " " + code)
            .isInstanceOfSatisfying(
                GpuProbe.Absent.class, a -> assertThat(a.line()).startsWith("no GPU: "));
        SimulatedDriver.command("fail=" + function + ":0");
      }
    }
    assertThat(Gpu.list()).hasSize(2);
  }
}
