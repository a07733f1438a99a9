package dev.reelframe.gpu.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.PinnedMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.error.NotPermitted;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.simulated.CalledFunctions;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GpuTraceTest {
  @BeforeEach
  void load() {
    SimulatedDriver.load();
  }

  @Test
  void workIsSeenWithNameSizeTimeAndSpan() {
    long origin = System.nanoTime() - 5_000_000_000L;
    FrameShape frame = FrameShape.bgr(16, 16);
    List<GpuInterval> seen;
    try (Context context = Context.separate(Gpu.first());
        GpuTrace trace = GpuTrace.start(origin)) {
      Stream stream = context.stream();
      PinnedMemory host = context.pinned(frame.bgrBytes());
      DeviceMemory pixels = context.allocate(frame.bgrBytes());
      DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES);
      FrameKernels kernels = FrameKernels.load(context);
      stream.copy(host.segment(), pixels);
      try (var outer = GpuTrace.span("outer");
          var inner = GpuTrace.span("inner")) {
        kernels.histogram(stream, pixels, frame, bins);
      }
      stream.synchronize();
      seen = trace.stop();
      assertThat(trace.dropped()).isZero();
    }
    assertThat(seen)
        .hasSize(3)
        .isSortedAccordingTo((a, b) -> Double.compare(a.startS(), b.startS()));
    assertThat(seen).allSatisfy(i -> assertThat(i.startS()).isBetween(5.0, 60.0));
    assertThat(seen.get(0))
        .isInstanceOfSatisfying(
            GpuInterval.Copy.class,
            copy -> {
              assertThat(copy.name()).isEqualTo("host to device");
              assertThat(copy.bytes()).isEqualTo(768);
              assertThat(copy.pinned()).isTrue();
              assertThat(copy.span()).isEmpty();
            });
    assertThat(seen.get(1)).isInstanceOf(GpuInterval.Fill.class);
    assertThat(seen.get(2))
        .isInstanceOfSatisfying(
            GpuInterval.KernelRun.class,
            kernel -> {
              assertThat(kernel.name()).isEqualTo("colour_histogram");
              assertThat(kernel.span()).contains("inner");
              assertThat(kernel.blocks()).isEqualTo(8);
              assertThat(kernel.threadsPerBlock()).isEqualTo(256);
              assertThat(kernel.registersPerThread()).isEqualTo(32);
              assertThat(kernel.durationS()).isNotNegative();
            });
  }

  @Test
  void thousandsOfRecordsGoThroughManyBuffers() {
    try (Context context = Context.separate(Gpu.first());
        GpuTrace trace = GpuTrace.start(0)) {
      DeviceMemory memory = context.allocate(16);
      for (int i = 0; i < 40_000; i++) {
        memory.fill((byte) i);
      }
      assertThat(trace.stop()).hasSize(40_000).allMatch(i -> i.name().equals("fill"));
      assertThat(trace.stop()).hasSize(40_000);
    }
  }

  @Test
  void oneTraceAtATime() {
    try (GpuTrace running = GpuTrace.start(0)) {
      assertThatThrownBy(() -> GpuTrace.start(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("running already");
    }
    GpuTrace.start(0).close();
  }

  @Test
  void aDriverThatKeepsProfilingToAdministratorsSaysSo() {
    SimulatedDriver.command("fail=cuptiActivityEnable:35");
    assertThatThrownBy(() -> GpuTrace.start(0))
        .isInstanceOf(NotPermitted.class)
        .hasMessageContaining("CUPTI_ERROR_INSUFFICIENT_PRIVILEGES");
    SimulatedDriver.command("reset");
    GpuTrace.start(0).close();
  }

  @Test
  void everyCodeAtEveryFunctionIsAnExceptionOrCostsOnlyRecords() throws Exception {
    Set<String> elsewhere =
        Set.of("cuptiActivityRegisterCallbacks", "cuptiActivityDisable", "cuptiGetResultString");
    Set<String> throwing =
        Set.of(
            "cuptiActivityEnable",
            "cuptiActivityFlushAll",
            "cuptiActivityGetNumDroppedRecords",
            "cuptiActivityPopExternalCorrelationId",
            "cuptiActivityPushExternalCorrelationId",
            "cuptiGetTimestamp");
    Set<String> called = new TreeSet<>(CalledFunctions.through("Cupti"));
    assertThat(called).containsAll(throwing).containsAll(elsewhere);
    called.removeAll(elsewhere);
    assertThat(called).hasSize(throwing.size() + 1);
    GpuTrace.start(0).close();
    for (String function : called) {
      for (int code = 1; code <= 46; code++) {
        int failing = code;
        SimulatedDriver.command("reset;fail=" + function + ":" + code);
        Throwable thrown = catchThrowable(GpuTraceTest::aSpanWithAFill);
        if (throwing.contains(function)) {
          assertThat(thrown)
              .as(function + code)
              .isInstanceOfSatisfying(
                  GpuException.class, e -> assertThat(e.code()).isEqualTo(failing));
        } else {
          assertThat(thrown).as(function + code).isNull();
        }
      }
    }
    SimulatedDriver.command("reset");
    GpuTrace.start(0).close();
  }

  private static void aSpanWithAFill() {
    try (Context context = Context.separate(Gpu.first());
        GpuTrace trace = GpuTrace.start(0);
        GpuTrace.Span span = GpuTrace.span("a fill")) {
      context.allocate(8).fill((byte) 1);
    }
  }

  @Test
  void spansNeedAPlatformThread() throws InterruptedException {
    try (GpuTrace trace = GpuTrace.start(0)) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread.startVirtualThread(
              () -> {
                try {
                  GpuTrace.span("none");
                } catch (IllegalStateException e) {
                  thrown.set(e);
                }
              })
          .join();
      assertThat(thrown.get()).hasMessageContaining("platform thread");
    }
  }
}
