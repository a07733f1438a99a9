package dev.reelframe.cli;

import dev.reelframe.gpu.GpuReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reelframe gpu}: what NVML and CUDA see, or why nothing. */
@Command(
    name = "gpu",
    description = "What NVML and CUDA see, or why nothing.",
    mixinStandardHelpOptions = true)
final class GpuCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().println(GpuReport.now().text());
  }
}
