package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.gpu.simulated.PrintReport;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuProbeTest {
  private static final String ALLOWED = "--enable-native-access=ALL-UNNAMED";

  @Test
  void aMachineWithoutDriverAnswersInOneLineAndPrintsNothingElse(@TempDir Path empty)
      throws Exception {
    org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")));
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with(ALLOWED)
            .env("LD_LIBRARY_PATH", empty.toString())
            .run(PrintReport.class);
    assertThat(seen.exit()).isZero();
    assertThat(seen.err()).isEmpty();
    assertThat(seen.out().lines()).hasSize(2).first().isEqualTo("NO_DRIVER_LIBRARY");
    assertThat(seen.out()).contains("no GPU: ").contains("runs on the CPU");
  }

  @Test
  void aJvmThatRefusesNativeAccessIsToldTheFlag() throws Exception {
    ChildJvm.Outcome seen =
        new ChildJvm().with("--illegal-native-access=deny").run(PrintReport.class);
    assertThat(seen.exit()).isZero();
    assertThat(seen.out()).startsWith("NATIVE_ACCESS_DENIED").contains(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "devices=0, NO_DEVICE",
    "fail=cuInit:100, NO_DEVICE",
    "fail=cuInit:803, DRIVER_MISMATCH",
    "fail=cuInit:802, NOT_READY",
    "fail=cuInit:34, NO_DRIVER_LIBRARY",
    "fail=cuInit:304, DRIVER_FAULT",
    "fail=cuDeviceGetName:214, DEVICE_LOST",
    "driver=11080, TOO_OLD",
  })
  void cudasAnswerBecomesAReason(String commands, GpuProbe.Reason reason) {
    SimulatedDriver.load();
    SimulatedDriver.command(commands);
    assertThat(Gpu.probe())
        .isInstanceOfSatisfying(
            GpuProbe.Absent.class,
            absent -> {
              assertThat(absent.reason()).isEqualTo(reason);
              assertThat(absent.line()).doesNotContain("\n").contains(absent.remedy());
            });
  }

  // What NVML says at its first call, and which functions a library has, is settled once in a
  // process.
  @ParameterizedTest
  @CsvSource({
    "SIM_DRIVER_13, fail=cuInit:999;fail=nvmlInit_v2:9, DRIVER_NOT_LOADED",
    "SIM_DRIVER_13, fail=cuInit:999;fail=nvmlInit_v2:18, DRIVER_MISMATCH",
    "SIM_DRIVER_13, fail=cuInit:999;fail=nvmlInit_v2:4, NOT_PERMITTED",
    "SIM_DRIVER_13, lose=1, DEVICE_LOST",
    "SIM_DRIVER_11, , TOO_OLD",
    "SIM_DRIVER_12_0, driver=12000, PRESENT",
  })
  void everyCaseHasItsReason(String variant, String commands, String reason) throws Exception {
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with(ALLOWED)
            .driver(variant, commands == null ? "" : commands)
            .run(PrintReport.class);
    assertThat(seen.exit()).as(seen.err()).isZero();
    assertThat(seen.err()).isEmpty();
    assertThat(seen.out().lines().findFirst()).contains(reason);
    if (!reason.equals("PRESENT")) {
      assertThat(seen.out().lines()).hasSize(2);
    }
  }

  @Test
  void hiddenDevicesAreCalledHidden() throws Exception {
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with(ALLOWED)
            .driver("SIM_DRIVER_13", "fail=cuInit:100")
            .env("CUDA_VISIBLE_DEVICES", "")
            .run(PrintReport.class);
    assertThat(seen.out()).startsWith("HIDDEN").contains("hides all 2 cards");
  }

  @Test
  void cardsThatOnlyNvmlSeesCanBeWatched(@TempDir Path folder) throws Exception {
    Path driver = SimulatedDriver.build("SIM_DRIVER_13");
    for (String library : new String[] {"libreelframe-sim.so", "libnvidia-ml.so.1"}) {
      Files.copy(driver.resolve(library), folder.resolve(library));
    }
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with(ALLOWED)
            .env("LD_LIBRARY_PATH", folder.toString())
            .run(PrintReport.class);
    assertThat(seen.err()).isEmpty();
    assertThat(seen.out())
        .startsWith("PRESENT")
        .contains("2 GPUs: Simulated H200", "NVML only", "CUDA -, NVML 0", "of 1.00 GiB");
  }

  @Test
  void firstAndSelectNameTheReasonWhereThereIsNone() {
    SimulatedDriver.load();
    SimulatedDriver.command("fail=cuInit:100");
    assertThat(Gpu.list()).isEmpty();
    assertThatThrownBy(Gpu::first)
        .isInstanceOf(NoDevice.class)
        .hasMessageContaining("Gpu.first")
        .hasMessageContaining("NVML sees 2 cards, CUDA offers none");
    assertThatThrownBy(() -> Gpu.select("0")).isInstanceOf(NoDevice.class);
  }
}
