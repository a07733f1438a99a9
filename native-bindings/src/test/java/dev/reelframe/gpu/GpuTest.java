package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTest {
  private static final String FIRST = "GPU-5f3c1a00-0011-4222-8333-000000000000";
  private static final String SECOND = "GPU-5f3c1a00-0011-4222-8333-000000000001";

  @BeforeEach
  void load() {
    SimulatedDriver.load();
  }

  @Test
  void devicesComeInCudasOrderWithNvmlsNumberFoundByUuid() {
    assertThat(Gpu.list()).extracting(Gpu::uuid).containsExactly(FIRST, SECOND);
    assertThat(Gpu.list()).extracting(g -> g.cudaOrdinal().getAsInt()).containsExactly(0, 1);
    assertThat(Gpu.list()).extracting(g -> g.nvmlIndex().getAsInt()).containsExactly(1, 0);
    Gpu gpu = Gpu.first();
    assertThat(gpu.pciBusId()).isEqualTo("0000:3b:00.0");
    assertThat(gpu.capability()).isEqualTo(new ComputeCapability(9, 0));
    assertThat(gpu.architecture()).isEqualTo("Hopper");
    assertThat(gpu.memoryBytes()).isEqualTo(1L << 30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "cuda:1",
        SECOND,
        "gpu-5F3C1A00-0011-4222-8333-000000000001",
        "3c:00.0",
        "0000:3C:00.0"
      })
  void aDeviceIsFoundByEachOfItsNames(String name) {
    assertThat(Gpu.select(name).uuid()).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "cuda:9", "GPU-5f3c", "GPU-0", "00.0", "first", ""})
  void aNameThatFitsNoneOrSeveralIsRefusedWithTheChoice(String name) {
    assertThatThrownBy(() -> Gpu.select(name))
        .isInstanceOf(NoDevice.class)
        .hasMessageContaining("0 = " + FIRST);
  }

  @Test
  void aMigDeviceKnowsItsCardAndReadsWhatBelongsToItself() {
    SimulatedDriver.command("mig=1");
    Gpu slice = Gpu.first();
    assertThat(slice.uuid()).isEqualTo("MIG-113c1a00-0011-4222-8333-000000000000");
    assertThat(slice.cardUuid()).contains(FIRST);
    assertThat(slice.nvmlIndex()).isEmpty();
    GpuReading reading = slice.reading();
    assertThat(reading.busyRatio()).isEmpty();
    assertThat(reading.memoryTotalBytes()).hasValue(1L << 30);
    assertThat(reading.powerLimitW()).hasValue(700);
  }

  @Test
  void aReadingHasUnitsAndWords() {
    GpuReading reading = Gpu.first().reading();
    assertThat(reading.decoderRatio()).hasValue(0.07);
    assertThat(reading.powerLimitW()).hasValue(700);
    assertThat(reading.temperatureC()).hasValue(41);
    assertThat(reading.fanRatio()).as("a passive card").isEmpty();
    assertThat(reading.eccEnabled()).contains(true);
    assertThat(reading.eccCorrected()).hasValue(3);
    assertThat(reading.throttle().orElseThrow())
        .containsExactly(ThrottleReason.POWER_CAP, ThrottleReason.SOFTWARE_THERMAL);
    assertThat(reading.smClockMhz()).hasValue(1501);
    assertThat(reading.memoryClockMhz()).hasValue(3201);
  }

  @Test
  void olderCallsAnswerWhereTheNewerOnesAreMissing() {
    SimulatedDriver.command(
        "fail=nvmlDeviceGetTemperatureV:13;fail=nvmlDeviceGetMemoryInfo_v2:25;"
            + "fail=nvmlDeviceGetCurrentClocksEventReasons:13");
    GpuReading reading = Gpu.first().reading();
    assertThat(reading.temperatureC()).hasValue(41);
    assertThat(reading.memoryTotalBytes()).hasValue(1L << 30);
    assertThat(reading.throttle()).isPresent();
  }

  @Test
  void processesAreListedBeyondTheFirstGuessAndOursIsMarked() {
    assertThat(Gpu.first().processes()).hasSize(40);
    assertThat(Gpu.first().processes())
        .filteredOn(GpuProcess::ours)
        .singleElement()
        .satisfies(p -> assertThat((long) p.pid()).isEqualTo(ProcessHandle.current().pid()))
        .satisfies(p -> assertThat(p.memoryBytes()).hasValue(1 << 20))
        .satisfies(p -> assertThat(p.command().orElseThrow()).contains("java"));
    assertThat(Gpu.first().processes().get(1).memoryBytes()).isEmpty();
  }

  @Test
  void pcieTrafficIsInBytesPerSecond() {
    assertThat(Gpu.throughput(Gpu.first().monitored().orElseThrow()))
        .contains(new PcieThroughput(1e6, 2e6));
  }

  @Test
  void theReportSaysItAllAndSurvivesAFailingDevice() {
    String text = GpuReport.now().text();
    assertThat(text)
        .startsWith("2 GPUs: Simulated H200 (Hopper, 1.0 GiB) and others, driver 580.00-simulated")
        .contains(FIRST, "0000:3b:00.0", "CUDA 0, NVML 1", "power limit; temperature limit")
        .contains("0.00 GiB of 1.00 GiB", "(this process)");
    SimulatedDriver.command("fail=nvmlDeviceGetUtilizationRates:17");
    GpuReport failing = GpuReport.now();
    assertThat(failing.readings()).hasSize(2).allMatch(r -> r.powerW().isEmpty());
    assertThat(failing.text()).contains("GPU -");
  }
}
