package dev.reelframe.gpu.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.simulated.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuCheckTest {
  private static ChildJvm child() {
    return new ChildJvm().with("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void onADriverThatDoesAsItShouldEveryRowIsGood() throws Exception {
    ChildJvm.Outcome seen =
        child()
            .driver("SIM_DRIVER_13", "devices=1;fail=cuInit:0")
            .run(GpuCheck.class, "--mib", "1", "--seconds", "0.3", "--frame", "96x54");
    assertThat(seen.out())
        .contains(
            "memory round trip", "device to device", "same bits", "out of memory", "graph launch")
        .contains("four models where two fit", "of 8 run", "one device of two stops")
        .contains("tracing", "sampler", "handles after closing")
        .doesNotContain("failed");
    assertThat(seen.exit()).as(seen.out() + seen.err()).isZero();
  }

  @Test
  void aPartThatBreaksIsARowAndTheOthersRunOn() throws Exception {
    ChildJvm.Outcome seen =
        child()
            .driver("SIM_DRIVER_13", "devices=1;fail=cuModuleLoadDataEx:222")
            .run(GpuCheck.class, "--mib", "1", "--seconds", "0.2", "--frame", "32x32");
    assertThat(seen.exit()).isEqualTo(1);
    assertThat(seen.out())
        .contains(
            "| failed |",
            "CUDA_ERROR_UNSUPPORTED_PTX_VERSION",
            "memory round trip",
            "graph launch");
  }

  @Test
  void aMachineWithoutGpuIsToldSoAndIsNoFailure(@TempDir Path empty) throws Exception {
    Assumptions.assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")));
    ChildJvm.Outcome seen = child().env("LD_LIBRARY_PATH", empty.toString()).run(GpuCheck.class);
    assertThat(seen.exit()).isZero();
    assertThat(seen.out()).contains("no GPU: ").doesNotContain("|");
  }

  @Test
  void aWrongCallIsRefusedWithTheUsage() throws Exception {
    ChildJvm.Outcome seen = child().run(GpuCheck.class, "--fast");
    assertThat(seen.exit()).isEqualTo(2);
    assertThat(seen.err()).contains("usage: gpu-check");
  }
}
