package dev.reelframe.gpu.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.GpuException.Recovery;
import dev.reelframe.gpu.error.InvalidCall;
import dev.reelframe.gpu.error.KernelFault;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTest {
  private Map<OpenHandles.Kind, Long> openBefore;
  private long liveBefore;

  @BeforeEach
  void load() {
    SimulatedDriver.load();
    openBefore = OpenHandles.now();
    liveBefore = SimulatedDriver.live();
  }

  @AfterEach
  void nothingIsLeftOpen() {
    if (openBefore == null) {
      return; // skipped: no simulated driver
    }
    assertThat(OpenHandles.now()).isEqualTo(openBefore);
    assertThat(SimulatedDriver.live()).isEqualTo(liveBefore);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingAContextClosesWhatItOwns(boolean primary) {
    try (Context context = primary ? Context.primary(Gpu.first()) : Context.separate(Gpu.first())) {
      long free = context.memory().freeBytes();
      Stream stream = context.stream(Stream.Priority.HIGH);
      stream.allocate(100);
      context.allocate(1000);
      context.pinned(5000);
      context.event();
      context.marker();
      assertThat(context.openResources()).isEqualTo(6);
      assertThat(context.memory().freeBytes()).isEqualTo(free - 1100);
      context.synchronize();
    }
  }

  @Test
  void bytesMakeTheRoundTrip() {
    byte[] sent = new byte[10_000];
    new java.util.Random(7).nextBytes(sent);
    byte[] received = new byte[sent.length];
    try (Context context = Context.primary(Gpu.first());
        DeviceMemory one = context.allocate(sent.length);
        DeviceMemory two = context.allocate(sent.length)) {
      one.copyFrom(MemorySegment.ofArray(sent));
      two.copyFrom(one).copyTo(MemorySegment.ofArray(received));
      assertThat(received).isEqualTo(sent);
      two.fill((byte) 9).copyTo(MemorySegment.ofArray(received));
      assertThat(received).containsOnly(9);
    }
  }

  @Test
  void streamsCopyPinnedMemoryAndKeepOrder() {
    try (Context context = Context.primary(Gpu.first());
        Stream first = context.stream();
        Stream second = context.stream();
        Event ready = context.event();
        Event done = context.event();
        PinnedMemory host = context.pinned(4096);
        DeviceMemory a = first.allocate(4096);
        DeviceMemory b = context.allocate(8192)) {
      host.segment().fill((byte) 3);
      first.copy(host.segment(), a).fill(a.slice(0, 16), (byte) 5);
      ready.record(first);
      second.await(ready).copy(a, b.slice(4096, 4096)).copy(b.slice(4096, 4096), host.segment());
      done.record(second).synchronize();
      assertThat(first.isDone()).isTrue();
      assertThat(done.isDone()).isTrue();
      assertThat(done.secondsSince(ready)).isNotNegative();
      assertThat(host.segment().get(ValueLayout.JAVA_BYTE, 15)).isEqualTo((byte) 5);
      assertThat(host.segment().get(ValueLayout.JAVA_BYTE, 16)).isEqualTo((byte) 3);
    }
  }

  @Test
  void sizesAreCheckedBeforeTheDriverIsAsked() {
    try (Context context = Context.primary(Gpu.first());
        Stream stream = context.stream();
        DeviceMemory memory = context.allocate(16);
        Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> memory.copyFrom(arena.allocate(17)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> stream.copy(memory, arena.allocate(15)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> memory.slice(8, 9)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> memory.slice(8, 8).slice(4, 5))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> stream.copy(MemorySegment.ofArray(new byte[4]), memory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pinned");
      assertThatThrownBy(() -> context.allocate(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsClosedCannotBeUsedAndIsClosedOnce() {
    Context context = Context.primary(Gpu.first());
    DeviceMemory memory = context.allocate(16);
    DeviceSpan slice = memory.slice(4, 4);
    PinnedMemory host = context.pinned(16);
    MemorySegment segment = host.segment();
    memory.close();
    memory.close();
    host.close();
    assertThatThrownBy(slice::address).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> memory.fill((byte) 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
    context.close();
    context.close();
    assertThatThrownBy(context::memory).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> context.allocate(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryOfAStreamThatIsGoneIsStillGivenBack() {
    try (Context context = Context.primary(Gpu.first())) {
      long free = context.memory().freeBytes();
      Stream stream = context.stream();
      DeviceMemory memory = stream.allocate(16);
      stream.close();
      memory.close();
      assertThat(context.memory().freeBytes()).isEqualTo(free);
    }
  }

  @Test
  void outOfMemorySaysWhatToDoAndTheContextLivesOn() {
    try (Context context = Context.primary(Gpu.first())) {
      assertThatThrownBy(() -> context.allocate(2L << 30))
          .isInstanceOfSatisfying(
              DeviceExhausted.class,
              e -> {
                assertThat(e.operation()).isEqualTo("cuMemAlloc_v2");
                assertThat(e.code()).isEqualTo(2);
                assertThat(e.device()).contains(Gpu.first().uuid());
                assertThat(e.recovery()).isEqualTo(Recovery.SMALLER);
              })
          .hasMessageContaining("CUDA_ERROR_OUT_OF_MEMORY (2)")
          .hasMessageContaining("smaller batches");
      context.allocate(1 << 20).close();
    }
  }

  @Test
  void aFaultSpoilsTheContextWhichClosesQuietly() {
    Context context = Context.separate(Gpu.first());
    Stream stream = context.stream();
    SimulatedDriver.command("fail=cuStreamSynchronize:700");
    assertThatThrownBy(stream::synchronize)
        .isInstanceOfSatisfying(
            KernelFault.class, e -> assertThat(e.recovery()).isEqualTo(Recovery.NEW_CONTEXT));
    SimulatedDriver.command("fail=cuStreamSynchronize:0");
    context.close();
  }

  @Test
  void aLostCardIsRecognisedThoughCudaSaysUnknown() {
    Context context = Context.primary(Gpu.first());
    Gpu.first().reading();
    SimulatedDriver.command("lose=1");
    assertThatThrownBy(context::memory)
        .isInstanceOfSatisfying(
            DeviceLost.class,
            e -> {
              assertThat(e.code()).isEqualTo(999);
              assertThat(e.recovery()).isEqualTo(Recovery.OTHER_DEVICE);
            });
    context.close();
    // The simulated driver did not hear of the closing: it counts one context until the next one is
    // opened and closed.
    SimulatedDriver.command("reset");
    Context again = Context.primary(Gpu.first());
    SimulatedDriver.command("reset");
    again.close();
    liveBefore = SimulatedDriver.live();
  }

  @Test
  void timesOfMarkersAreRefused() {
    try (Context context = Context.primary(Gpu.first())) {
      Event marker = context.marker();
      assertThatThrownBy(() -> marker.secondsSince(context.event()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Context.event()");
    }
  }

  @Test
  void virtualThreadsMayUseAContext() throws InterruptedException {
    try (Context context = Context.primary(Gpu.first())) {
      Thread[] threads = new Thread[16];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            Thread.startVirtualThread(() -> {
              for (int n = 0; n < 50; n++) {
                context.allocate(64).close();
                Thread.yield();
              }
            });
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(context.openResources()).isZero();
    }
  }

  @Test
  void aDeviceOfNvmlAloneHasNoContext() {
    Gpu seen = Gpu.first();
    Gpu watched =
        new Gpu(
            0,
            seen.name(),
            seen.uuid(),
            seen.pciBusId(),
            java.util.OptionalInt.empty(),
            seen.nvmlIndex(),
            seen.capability(),
            0,
            0,
            seen.cardUuid());
    assertThatThrownBy(() -> Context.primary(watched)).hasMessageContaining("libcuda.so.1");
  }

  @Test
  void aBadImageIsAnInvalidCall() {
    try (Context context = Context.primary(Gpu.first())) {
      assertThatThrownBy(() -> context.load("nonsense")).isInstanceOf(InvalidCall.class);
      assertThatThrownBy(() -> context.load(".version 7.0 broken")).isInstanceOf(InvalidCall.class);
    }
  }
}
