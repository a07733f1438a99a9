package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.DriverFault;
import dev.reelframe.gpu.error.DriverMismatch;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.error.InvalidCall;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.simulated.CalledFunctions;
import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.gpu.simulated.PrintReport;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every NVML error at every NVML function that is called: absent, or an exception of the right
 * kind.
 */
class NvmlErrorsTest {
  /** Codes 1 to 30 and 999, written out; what is not here is an absent value. */
  private static final Map<Integer, Class<? extends GpuException>> ERRORS =
      Map.ofEntries(
          Map.entry(1, InvalidCall.class),
          Map.entry(2, InvalidCall.class),
          Map.entry(5, InvalidCall.class),
          Map.entry(7, InvalidCall.class),
          Map.entry(8, DeviceLost.class),
          Map.entry(9, DriverMismatch.class),
          Map.entry(11, DriverFault.class),
          Map.entry(12, DriverMismatch.class),
          Map.entry(15, DeviceLost.class),
          Map.entry(16, DeviceLost.class),
          Map.entry(17, DriverFault.class),
          Map.entry(18, DriverMismatch.class),
          Map.entry(20, DeviceExhausted.class),
          Map.entry(23, DeviceExhausted.class),
          Map.entry(28, NoDevice.class),
          Map.entry(999, DriverFault.class));

  private static final Map<String, Runnable> OPERATIONS = operations();

  private static Map<String, Runnable> operations() {
    Map<String, Runnable> all = new TreeMap<>();
    for (String function :
        new String[] {
          "UtilizationRates", "EncoderUtilization", "DecoderUtilization", "MemoryInfo_v2",
              "ClockInfo",
          "MaxClockInfo", "PowerUsage", "EnforcedPowerLimit", "TotalEnergyConsumption",
              "TemperatureV",
          "FanSpeed", "PerformanceState", "CurrPcieLinkGeneration", "CurrPcieLinkWidth", "EccMode",
          "TotalEccErrors", "CurrentClocksEventReasons", "MemoryBusWidth"
        }) {
      all.put("nvmlDeviceGet" + function, () -> gpu().reading());
    }
    all.put("nvmlDeviceIsMigDeviceHandle", () -> gpu().reading());
    all.put("nvmlDeviceGetComputeRunningProcesses_v3", () -> gpu().processes());
    all.put("nvmlDeviceGetGraphicsRunningProcesses_v3", () -> gpu().processes());
    all.put("nvmlDeviceGetMPSComputeRunningProcesses_v3", () -> gpu().processes());
    all.put("nvmlDeviceGetPcieThroughput", () -> Gpu.throughput(gpu().monitored().orElseThrow()));
    return all;
  }

  /**
   * Calls of the discovery, whose failures become a reason; the others stand in for a newer call,
   * or belong to the sampler.
   */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "nvmlInit_v2",
          "nvmlErrorString",
          "nvmlSystemGetDriverVersion",
          "nvmlDeviceGetCount_v2",
          "nvmlDeviceGetHandleByIndex_v2",
          "nvmlDeviceGetHandleByUUID",
          "nvmlDeviceGetUUID",
          "nvmlDeviceGetName",
          "nvmlDeviceGetIndex",
          "nvmlDeviceGetPciInfo_v3",
          "nvmlDeviceGetCudaComputeCapability",
          "nvmlDeviceGetDeviceHandleFromMigDeviceHandle",
          "nvmlDeviceGetMemoryInfo",
          "nvmlDeviceGetTemperature",
          "nvmlDeviceGetCurrentClocksThrottleReasons",
          "nvmlDeviceGetSamples");

  private static final Set<String> CALLS_OF_A_SAMPLER =
      Set.of(
          "nvmlDeviceGetSamples",
          "nvmlDeviceGetUtilizationRates",
          "nvmlDeviceGetEncoderUtilization",
          "nvmlDeviceGetDecoderUtilization",
          "nvmlDeviceGetMemoryInfo_v2",
          "nvmlDeviceGetClockInfo",
          "nvmlDeviceGetPowerUsage",
          "nvmlDeviceGetTotalEnergyConsumption",
          "nvmlDeviceGetTemperatureV",
          "nvmlDeviceGetCurrentClocksEventReasons");

  private static Gpu gpu;

  private static Gpu gpu() {
    return gpu;
  }

  @BeforeEach
  void load() {
    SimulatedDriver.load();
    gpu = Gpu.first();
  }

  @AfterEach
  void repair() {
    SimulatedDriver.load();
  }

  @Test
  void theMatrixHasEveryFunctionThatIsCalled() throws Exception {
    Set<String> covered = new TreeSet<>(OPERATIONS.keySet());
    covered.addAll(ELSEWHERE);
    assertThat(covered).isEqualTo(CalledFunctions.through("Nvml"));
  }

  @Test
  void everyCodeAtEveryFunctionIsAbsentOrOfItsType() {
    for (Map.Entry<String, Runnable> one : OPERATIONS.entrySet()) {
      for (int code = 1; code <= 31; code++) {
        int value = code == 31 ? 999 : code;
        SimulatedDriver.command("fail=" + one.getKey() + ":" + value);
        Throwable thrown = catchThrowable(one.getValue()::run);
        SimulatedDriver.command("fail=" + one.getKey() + ":0");
        String what = one.getKey() + " " + value;
        boolean moreRoom = value == 7 && one.getKey().contains("Processes");
        if (!ERRORS.containsKey(value) || moreRoom) {
          assertThat(thrown).as(what).isNull();
        } else {
          assertThat(thrown).as(what).isInstanceOf(ERRORS.get(value));
          assertThat(((GpuException) thrown).operation()).isEqualTo(one.getKey());
          assertThat(((GpuException) thrown).device()).contains(gpu.uuid());
        }
      }
    }
  }

  @Test
  void failuresOfTheDiscoveryNeverThrow() {
    for (String function : ELSEWHERE) {
      for (int code = 1; code <= 31; code++) {
        int value = code == 31 ? 999 : code;
        SimulatedDriver.command("reset;mig=1;fail=" + function + ":" + value);
        assertThat(catchThrowable(() -> GpuReport.now().text())).as(function + value).isNull();
      }
    }
  }

  @Test
  void aSamplerOutlivesEveryCodeAtEveryCallItMakes() {
    for (String function : CALLS_OF_A_SAMPLER) {
      for (int code = 1; code <= 31; code++) {
        int value = code == 31 ? 999 : code;
        SimulatedDriver.command("fail=" + function + ":" + value);
        String what = function + " " + value;
        try (Sampler sampler = gpu.sampler().hz(100).withNvmlBuffer().start()) {
          GpuRecording seen = sampler.stop();
          boolean lost = ERRORS.get(value) == DeviceLost.class;
          boolean fine = function.equals("nvmlDeviceGetSamples");
          if (fine) {
            assertThat(seen.fine()).as(what).isEmpty();
            assertThat(seen.samples()).as(what).isNotEmpty();
          } else {
            assertThat(seen.endedBy().isPresent()).as(what).isEqualTo(lost);
            assertThat(seen.samples().isEmpty()).as(what).isEqualTo(ERRORS.containsKey(value));
          }
        }
        SimulatedDriver.command("fail=" + function + ":0");
      }
    }
  }

  @Test
  void aMissingValueIsMentionedInOneLogLineHoweverOftenItIsAskedFor() throws Exception {
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with("--enable-native-access=ALL-UNNAMED")
            .with("-Dorg.slf4j.simpleLogger.log.dev.reelframe.gpu=debug")
            .driver("SIM_DRIVER_13", "fail=nvmlDeviceGetUtilizationRates:3")
            .run(PrintReport.class);
    assertThat(seen.out()).startsWith("PRESENT");
    assertThat(seen.err().lines())
        .filteredOn(line -> line.contains("nvmlDeviceGetUtilizationRates"))
        .hasSize(1);
  }
}
