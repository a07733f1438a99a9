package dev.reelframe.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuProbe;
import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.report.Xml;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.TableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device of the simulated driver as a notebook shows it, and a machine without one. */
class GpuRenderingTest {
  @TempDir Path dir;

  private String read(String name) throws Exception {
    return Files.readString(dir.resolve(name));
  }

  @Test
  void devicesAreATableAndARecordingIsAPicture() throws Exception {
    ChildJvm.Outcome child =
        new ChildJvm()
            .with("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
            .with("-Djava.awt.headless=true")
            .classPath(System.getProperty("java.class.path"))
            .driver("SIM_DRIVER_13", "work=40000")
            .run(WatchedGpu.class, dir.toString());
    assertThat(child.exit()).as(child.err()).isZero();

    assertThat(read("list.html")).contains("2 rows", "Simulated H200", "Hopper", "memory_used_mib");
    assertThat(read("list.txt"))
        .startsWith("2 GPUs: Simulated H200")
        .contains("[1] Simulated H200");
    assertThat(read("first.html")).contains("1 row", "GPU-5f3c1a00-0011-4222-8333-000000000000");

    assertThat(read("recording.html"))
        .startsWith("<svg")
        .contains("currentColor", ">GPU busy<", ">GPU power<", ">GPU clock<", "of 1 GiB")
        .doesNotContain("<style");
    assertThat(read("recording.svg")).contains("prefers-color-scheme:dark");
    Xml.parse(read("recording.svg"));
    assertThat(ImageIO.read(dir.resolve("recording.png").toFile()).getWidth()).isEqualTo(1920);
    assertThat(read("recording.txt")).startsWith("Simulated H200: ").contains("at 50 Hz", "busy");

    MeasuredTable samples = TableFiles.read(dir.resolve("gpu_samples.parquet"));
    assertThat(samples.schema()).isEqualTo(GpuTables.SAMPLES);
    assertThat(samples.rowCount()).isGreaterThan(20);
    assertThat(samples.doubleColumn("time_s").max()).isBetween(1.0, 30.0);
    assertThat(samples.doubleColumn("busy_ratio").max()).isGreaterThan(0.9);
    assertThat(samples.doubleColumn("busy_ratio").min()).isZero();
    assertThat(samples.doubleColumn("memory_used_mib").max()).isGreaterThanOrEqualTo(600);
    assertThat(samples.stringColumn("throttle").get(0)).isEqualTo("power limit; temperature limit");
    assertThat(samples.doubleColumn("pcie_received_mb_per_s").max()).isEqualTo(2);
    assertThat(samples.provenance().parameters()).containsKeys("hz", "missed", "mean_cost_s");
  }

  @Test
  void withoutADeviceTheReasonIsShownInOneLine() {
    GpuProbe probe = Gpu.probe();
    Assumptions.assumeFalse(probe.isPresent(), "this machine has a GPU");
    assertThat(Notebook.html(Gpu.list()))
        .startsWith("<pre>no GPU: ")
        .isEqualTo(Notebook.html(probe));
    assertThat(Gpu.list()).isEmpty();
    assertThat(Gpu.list().toString()).isEqualTo(probe.line()).doesNotContain("\n");
    assertThat(GpuTables.devices(Gpu.list()).columnNames()).contains("power_w");
  }
}
