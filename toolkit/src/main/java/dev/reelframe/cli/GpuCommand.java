package dev.reelframe.cli;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuReport;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.table.GpuTables;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reelframe gpu}: what NVML and CUDA see, or why nothing. */
@Command(
    name = "gpu",
    description = "What NVML and CUDA see, or why nothing.",
    mixinStandardHelpOptions = true)
final class GpuCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    GpuReport report = GpuReport.now();
    if (!json.isWanted()) {
      out.println(WrappedText.lines(report.text()));
      if (report.probe().isPresent()) {
        out.println();
        out.println(
            WrappedText.lines(WrappedText.runnable(models(DeviceUse.planned(Device.auto())))));
      }
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("probe", report.probe().line());
    fields.put(
        "devices",
        JsonRows.of(GpuTables.devices(report.probe().isPresent() ? Gpu.list() : List.of())));
    DeviceUse models = DeviceUse.planned(Device.auto());
    fields.put("models", models.used().toString());
    fields.put("reason", models.reason());
    JsonOption.print(out, fields);
  }

  /** Where models would work, and the command that puts what is missing in place. */
  private static String models(DeviceUse use) {
    return use.reason().isEmpty()
        ? "Models work on " + use.used() + "."
        : "Models work on the CPU: "
            + use.reason()
            + ". `reelframe --gpu analyze ...` puts it in place (742 MB, asked for first), and says which"
            + " of CUDA's libraries are missing.";
  }
}
