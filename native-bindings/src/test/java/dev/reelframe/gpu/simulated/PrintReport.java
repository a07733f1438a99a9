package dev.reelframe.gpu.simulated;

import dev.reelframe.gpu.GpuProbe;
import dev.reelframe.gpu.GpuReport;

/** Main class of a child: prints the reason and the report. */
public final class PrintReport {
  private PrintReport() {}

  public static void main(String[] arguments) {
    GpuReport report = GpuReport.now();
    System.out.println(
        report.probe() instanceof GpuProbe.Absent absent ? absent.reason() : "PRESENT");
    System.out.println(report.text());
  }
}
