package dev.reelframe.gpu.check;

import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.gpu.Sampler;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** The sampler while the device works, against what nvidia-smi says at the same time. */
final class SamplerCheck {
  /** One line of nvidia-smi's answer. */
  private record Smi(double memoryMib, double powerW, double temperatureC) {}

  private final Context context;
  private final Stream stream;
  private final long bytes;
  private final double seconds;

  SamplerCheck(Context context, Stream stream, long bytes, double seconds) {
    this.context = context;
    this.stream = stream;
    this.bytes = bytes;
    this.seconds = seconds;
  }

  List<CheckRow> rows() {
    Optional<Smi> smi;
    GpuRecording seen;
    try (Sampler sampler = context.gpu().sampler().hz(50).withNvmlBuffer().withPcie().start()) {
      work(seconds / 2);
      smi = nvidiaSmi();
      work(seconds / 2);
      seen = sampler.stop();
    }
    List<CheckRow> rows = new ArrayList<>();
    rows.add(window(seen));
    rows.add(cost(seen));
    rows.add(pcie(seen));
    rows.addAll(smi.map(s -> against(s, seen)).orElseGet(SamplerCheck::withoutSmi));
    return rows;
  }

  private void work(double howLong) {
    long end = System.nanoTime() + (long) (howLong * 1e9);
    try (DeviceMemory a = context.allocate(bytes);
        DeviceMemory b = context.allocate(bytes)) {
      while (System.nanoTime() < end) {
        for (int i = 0; i < 20; i++) {
          stream.copy(a, b);
        }
        stream.synchronize();
      }
    }
  }

  private static CheckRow window(GpuRecording seen) {
    long ticks = (long) Math.floor(seen.durationS() * seen.hz()) + 1;
    return CheckRow.judged(
        "sampler",
        CheckRow.text(
            "%d samples, %d missed, %d of NVML's own, busy %.0f %%, peak %.0f %%",
            seen.samples().size(),
            seen.missed(),
            seen.fine().size(),
            100 * seen.meanBusyRatio().orElse(Double.NaN),
            100 * seen.peakBusyRatio().orElse(Double.NaN)),
        ticks + " ticks of its window",
        seen.samples().size() + seen.missed() == ticks && !seen.samples().isEmpty());
  }

  private static CheckRow cost(GpuRecording seen) {
    return CheckRow.note(
        "sampler's cost",
        CheckRow.text(
            "%.0f us a sample, at most %.0f us", seen.meanCostS() * 1e6, seen.maxCostS() * 1e6),
        CheckRow.text("%.2f %% of a core at %.0f Hz", 100 * seen.costRatio(), seen.hz()));
  }

  private static CheckRow pcie(GpuRecording seen) {
    double most =
        seen.samples().stream()
            .flatMapToDouble(s ->
                DoubleStream.concat(
                    s.pcieSentBytesPerS().stream(), s.pcieReceivedBytesPerS().stream()))
            .max()
            .orElse(Double.NaN);
    return CheckRow.note(
        "PCI Express traffic",
        CheckRow.text("at most %.1f MB/s", most / 1e6),
        "copies on the card only");
  }

  private static List<CheckRow> withoutSmi() {
    return List.of(CheckRow.note("sampler against nvidia-smi", "no nvidia-smi here", "optional"));
  }

  private static List<CheckRow> against(Smi smi, GpuRecording seen) {
    GpuSample last = seen.samples().getLast();
    double memory = last.memoryUsedBytes().orElse(0) / (double) (1 << 20);
    double temperature = last.temperatureC().orElse(0);
    double lowest =
        seen.samples().stream().flatMapToDouble(s -> s.powerW().stream()).min().orElse(0);
    double highest =
        seen.samples().stream().flatMapToDouble(s -> s.powerW().stream()).max().orElse(0);
    return List.of(
        CheckRow.judged(
            "memory used",
            CheckRow.text("%.0f MiB", memory),
            CheckRow.text("%.0f MiB by nvidia-smi", smi.memoryMib),
            Math.abs(memory - smi.memoryMib) < 1024),
        CheckRow.judged(
            "power",
            CheckRow.text("%.0f to %.0f W", lowest, highest),
            CheckRow.text("%.0f W by nvidia-smi", smi.powerW),
            smi.powerW > 0.7 * lowest && smi.powerW < 1.3 * highest),
        CheckRow.judged(
            "temperature",
            CheckRow.text("%.0f C", temperature),
            CheckRow.text("%.0f C by nvidia-smi", smi.temperatureC),
            Math.abs(temperature - smi.temperatureC) <= 5));
  }

  private Optional<Smi> nvidiaSmi() {
    try {
      Process process =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--id=" + context.gpu().uuid(),
                  "--query-gpu=memory.used,power.draw,temperature.gpu",
                  "--format=csv,noheader,nounits")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] fields = new String(process.getInputStream().readAllBytes()).strip().split(", *");
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Smi(
              Double.parseDouble(fields[0]),
              Double.parseDouble(fields[1]),
              Double.parseDouble(fields[2])));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException none) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
