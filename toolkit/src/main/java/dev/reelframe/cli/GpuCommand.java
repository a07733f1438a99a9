package dev.reelframe.cli;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuReport;
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
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("probe", report.probe().line());
    fields.put(
        "devices",
        JsonRows.of(GpuTables.devices(report.probe().isPresent() ? Gpu.list() : List.of())));
    JsonOption.print(out, fields);
  }
}
