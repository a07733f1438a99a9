package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.gpu.simulated.OpenAndClose;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * 1,000 contexts with all they own and 1,000,000 calls: no handle stays open, and the process does
 * not grow.
 */
class LeakTest {
  private static final long MAX_GROWTH_KIB = 5 * 1024;

  @Test
  void nothingGrows() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "no VmRSS here");
    ChildJvm.Outcome seen =
        new ChildJvm()
            .with("--enable-native-access=ALL-UNNAMED")
            .with("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch")
            .env("MALLOC_ARENA_MAX", "1")
            .driver("SIM_DRIVER_13", "")
            .run(OpenAndClose.class);
    assertThat(seen.exit()).as(seen.err()).isZero();
    String[] lines = seen.out().split("\n");
    assertThat(Long.parseLong(lines[0])).as("growth in KiB").isLessThan(MAX_GROWTH_KIB);
    assertThat(lines[1]).as("open handles").isEqualTo("{}");
    assertThat(Long.parseLong(lines[2])).isGreaterThanOrEqualTo(2_000);
  }
}
