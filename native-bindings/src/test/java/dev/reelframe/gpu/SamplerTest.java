package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SamplerTest {
  @BeforeEach
  void load() {
    SimulatedDriver.load();
  }

  /** Samples until enough has been seen, however slow the machine is. */
  private static GpuRecording until(Sampler.Plan plan, Predicate<GpuRecording> enough)
      throws InterruptedException {
    try (Sampler sampler = plan.start()) {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!enough.test(sampler.soFar()) && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      return sampler.stop();
    }
  }

  @Test
  void samplesLieInTheWindowAndAddUpWithTheMissedOnes() throws InterruptedException {
    GpuRecording seen = until(Gpu.first().sampler().hz(50), r -> r.samples().size() >= 10);
    assertThat(seen.samples()).isNotEmpty();
    assertThat(seen.samples()).isSortedAccordingTo((a, b) -> Double.compare(a.timeS(), b.timeS()));
    assertThat(seen.samples())
        .allSatisfy(s -> assertThat(s.timeS()).isBetween(seen.startS(), seen.endS()));
    // Every tick of the grid is either a sample or counted as missed; the last one may be cut by
    // stop().
    long ticks = (long) Math.floor(seen.durationS() * seen.hz());
    assertThat(seen.samples().size() + seen.missed()).isBetween(ticks - 1, ticks + 2);
    assertThat(seen.costRatio()).isBetween(0.0, 1.0);
    assertThat(seen.endedBy()).isEmpty();
    assertThat(seen.samples().getFirst().powerW()).isPresent();
    assertThat(seen.samples().getFirst().pcieSentBytesPerS()).isEmpty();
  }

  @Test
  void secondsCountFromTheRunsOrigin() throws InterruptedException {
    long origin = System.nanoTime() - 100_000_000_000L;
    GpuRecording seen = until(Gpu.first().sampler().origin(origin), r -> !r.samples().isEmpty());
    assertThat(seen.startS()).isBetween(100.0, 600.0);
    assertThat(seen.samples().getFirst().timeS()).isGreaterThanOrEqualTo(seen.startS());
  }

  @Test
  void theCardsOwnBufferIsFinerAndStaysWithinTheWindow() throws InterruptedException {
    GpuRecording seen =
        until(Gpu.first().sampler().hz(2).withNvmlBuffer(), r -> r.durationS() > 0.3);
    assertThat(seen.fine())
        .filteredOn(f -> f.series() == FineSample.Series.POWER_W)
        .hasSizeGreaterThan(seen.samples().size())
        .allSatisfy(f -> assertThat(f.value()).isEqualTo(250))
        .allSatisfy(f -> assertThat(f.timeS()).isBetween(seen.startS(), seen.endS()));
    assertThat(seen.fine())
        .filteredOn(f -> f.series() == FineSample.Series.BUSY_RATIO)
        .allSatisfy(f -> assertThat(f.value()).isEqualTo(0.5));
  }

  @Test
  void pcieTrafficComesFromItsOwnThread() throws InterruptedException {
    GpuRecording seen =
        until(
            Gpu.first().sampler().hz(20).withPcie(),
            r -> r.samples().stream().anyMatch(s -> s.pcieSentBytesPerS().isPresent()));
    assertThat(seen.samples().getLast().pcieReceivedBytesPerS()).hasValue(2e6);
  }

  @Test
  void aValueTheCardDoesNotGiveIsMissingAndNothingElseIs() throws InterruptedException {
    SimulatedDriver.command("fail=nvmlDeviceGetUtilizationRates:3");
    GpuRecording seen = until(Gpu.first().sampler(), r -> !r.samples().isEmpty());
    assertThat(seen.samples()).isNotEmpty().allMatch(s -> s.busyRatio().isEmpty());
    assertThat(seen.meanBusyRatio()).isEmpty();
    assertThat(seen.meanPowerW()).isPresent();
  }

  @Test
  void aPassingFailureIsAMissedSample() throws InterruptedException {
    Gpu gpu = Gpu.first();
    SimulatedDriver.command("fail=nvmlDeviceGetUtilizationRates:999");
    GpuRecording seen = until(gpu.sampler().hz(50), r -> r.missed() > 2);
    assertThat(seen.samples()).isEmpty();
    assertThat(seen.missed()).isPositive();
    assertThat(seen.endedBy()).isEmpty();
  }

  @Test
  void aReloadedDriverIsFoundAgain() throws InterruptedException {
    try (Sampler sampler = Gpu.first().sampler().hz(50).start()) {
      SimulatedDriver.command("fail=nvmlDeviceGetUtilizationRates:1");
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (sampler.soFar().missed() < 3 && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      int before = sampler.soFar().samples().size();
      SimulatedDriver.command("fail=nvmlDeviceGetUtilizationRates:0");
      while (sampler.soFar().samples().size() <= before && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      assertThat(sampler.stop().samples()).hasSizeGreaterThan(before);
      assertThat(SimulatedDriver.calls("nvmlInit_v2")).isPositive();
    }
  }

  @Test
  void aLostCardEndsTheSamplingWithAReason() throws InterruptedException {
    Gpu gpu = Gpu.first();
    SimulatedDriver.command("lose=40");
    GpuRecording seen = until(gpu.sampler().hz(50), r -> r.endedBy().isPresent());
    assertThat(seen.samples()).isNotEmpty();
    assertThat(seen.endedBy().orElseThrow()).contains("GPU_IS_LOST");
  }

  @Test
  void watchReturnsWhatWasSeen() {
    assertThat(Gpu.first().watch(0.15).samples()).isNotEmpty();
    assertThatThrownBy(() -> Gpu.first().watch(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gpu.first().sampler().hz(500))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void utilisationFollowsTheWork() throws InterruptedException {
    Gpu gpu = Gpu.select("1");
    GpuRecording idle = until(gpu.sampler().hz(20), r -> r.samples().size() >= 3);
    assertThat(idle.peakBusyRatio()).hasValue(0);
    SimulatedDriver.command("work=100000");
    try (Context context = Context.separate(gpu);
        FrameKernels kernels = FrameKernels.load(context)) {
      DeviceMemory bins = context.allocate(FrameKernels.HISTOGRAM_BYTES);
      DeviceMemory pixels = context.allocate(3 * 4 * 4);
      for (int i = 0; i < 10; i++) {
        kernels.histogram(context.defaultStream(), pixels, FrameShape.bgr(4, 4), bins);
      }
      GpuRecording busy = until(gpu.sampler().hz(20), r -> r.peakBusyRatio().orElse(0) > 0.5);
      assertThat(busy.peakBusyRatio().getAsDouble()).isBetween(0.5, 1.0);
      assertThat(busy.samples().getLast().memoryUsedBytes().getAsLong())
          .isGreaterThanOrEqualTo(FrameKernels.HISTOGRAM_BYTES);
    }
  }

  @Test
  void slowCallsAreMissedTicksAndShowInTheCost() throws InterruptedException {
    Gpu gpu = Gpu.first();
    SimulatedDriver.command("slow=nvmlDeviceGetPowerUsage:45");
    GpuRecording seen = until(gpu.sampler().hz(100), r -> r.samples().size() >= 3);
    assertThat(seen.missed()).isGreaterThanOrEqualTo(6);
    assertThat(seen.meanCostS()).isGreaterThan(0.044);
  }
}
