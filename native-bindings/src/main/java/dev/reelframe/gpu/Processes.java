package dev.reelframe.gpu;

import dev.reelframe.gpu.binding.NvmlDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** NVML's lists of processes with what the operating system adds to them. */
final class Processes {
  private Processes() {}

  static List<GpuProcess> on(String uuid, NvmlDevice device) {
    List<GpuProcess> all = new ArrayList<>();
    device.computeProcesses().forEach(p -> all.add(of(uuid, p, GpuProcess.Kind.COMPUTE)));
    device.graphicsProcesses().forEach(p -> all.add(of(uuid, p, GpuProcess.Kind.GRAPHICS)));
    device.mpsProcesses().forEach(p -> all.add(of(uuid, p, GpuProcess.Kind.MPS)));
    return List.copyOf(all);
  }

  private static GpuProcess of(String uuid, NvmlDevice.Process process, GpuProcess.Kind kind) {
    return new GpuProcess(
        uuid,
        process.pid(),
        kind,
        process.bytes(),
        process.pid() == ProcessHandle.current().pid(),
        ProcessHandle.of(process.pid())
            .flatMap(handle -> handle.info().command())
            .map(command -> Path.of(command).getFileName().toString()));
  }
}
