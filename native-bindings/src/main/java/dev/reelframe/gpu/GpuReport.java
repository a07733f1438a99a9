package dev.reelframe.gpu;

import dev.reelframe.gpu.error.GpuException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Everything there is to say about the GPUs of this machine, taken at one moment: what {@code
 * reelframe gpu} prints. The lists are flat records, one row each.
 *
 * @param probe what was found, or why nothing
 * @param readings one for each device, in the order of {@link GpuProbe#devices()}
 * @param processes who uses them
 */
public record GpuReport(GpuProbe probe, List<GpuReading> readings, List<GpuProcess> processes) {
  public GpuReport {
    readings = List.copyOf(readings);
    processes = List.copyOf(processes);
  }

  /** Looks now. Never throws: a device that fails while it is read has an empty reading. */
  public static GpuReport now() {
    GpuProbe probe = Gpu.probe();
    List<GpuReading> readings = new ArrayList<>();
    List<GpuProcess> processes = new ArrayList<>();
    for (Gpu gpu : probe.devices()) {
      try {
        readings.add(gpu.reading());
        processes.addAll(gpu.processes());
      } catch (GpuException failed) {
        if (readings.size() <= gpu.index()) {
          readings.add(GpuReading.empty(gpu.uuid()));
        }
      }
    }
    return new GpuReport(probe, readings, processes);
  }

  /**
   * The report as text for a terminal; one line where there is no GPU. Ends without a line break.
   */
  public String text() {
    StringBuilder text = new StringBuilder(probe.line());
    for (Gpu gpu : probe.devices()) {
      text.append('\n').append(device(gpu, readings.get(gpu.index())));
    }
    if (!processes.isEmpty()) {
      text.append("\n\nprocesses");
      processes.forEach(p -> text.append("\n  ").append(line(p)));
    }
    return text.toString();
  }

  private static String device(Gpu gpu, GpuReading reading) {
    StringBuilder text = new StringBuilder();
    row(text, "[" + gpu.index() + "] " + gpu.name(), gpu.uuid() + "  " + gpu.pciBusId());
    row(
        text,
        "architecture",
        "%s, compute capability %s, %d multiprocessors"
            .formatted(gpu.architecture(), gpu.capability(), gpu.multiprocessors()));
    row(
        text,
        "numbers",
        "CUDA %s, NVML %s%s"
            .formatted(
                number(gpu.cudaOrdinal()),
                number(gpu.nvmlIndex()),
                gpu.cardUuid().map(card -> ", MIG device of " + card).orElse("")));
    row(
        text,
        "memory",
        gib(reading.memoryUsedBytes()) + " of " + gib(OptionalLong.of(gpu.memoryBytes())));
    row(
        text,
        "busy",
        "GPU %s, memory %s, encoder %s, decoder %s"
            .formatted(
                percent(reading.busyRatio()),
                percent(reading.memoryBusyRatio()),
                percent(reading.encoderRatio()),
                percent(reading.decoderRatio())));
    row(
        text,
        "clocks",
        "SM %s of %s MHz, memory %s MHz, video %s MHz"
            .formatted(
                number(reading.smClockMhz()),
                number(reading.smClockMaxMhz()),
                number(reading.memoryClockMhz()),
                number(reading.videoClockMhz())));
    row(
        text,
        "power",
        "%s of %s W, %s C, fan %s"
            .formatted(
                number(reading.powerW()),
                number(reading.powerLimitW()),
                number(reading.temperatureC()),
                percent(reading.fanRatio())));
    row(
        text,
        "PCIe",
        "generation %s, %s lanes"
            .formatted(number(reading.pcieGeneration()), number(reading.pcieWidth())));
    row(text, "held back by", reading.throttle().map(GpuReport::words).orElse("-"));
    row(
        text,
        "ECC",
        reading.eccEnabled().map(on -> on ? "on" : "off").orElse("-")
            + ", corrected "
            + number(reading.eccCorrected())
            + ", uncorrected "
            + number(reading.eccUncorrected()));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("\n  ").append("%-26s ".formatted(name)).append(value);
  }

  private static String words(java.util.Set<ThrottleReason> reasons) {
    return reasons.isEmpty()
        ? "nothing"
        : reasons.stream().map(ThrottleReason::words).collect(Collectors.joining("; "));
  }

  private static String line(GpuProcess process) {
    return "%8d  %-8s %10s  %s%s"
        .formatted(
            process.pid(),
            process.kind().name().toLowerCase(Locale.ROOT),
            gib(process.memoryBytes()),
            process.command().orElse("-"),
            process.ours() ? " (this process)" : "");
  }

  private static String gib(OptionalLong bytes) {
    return bytes.isPresent()
        ? String.format(Locale.ROOT, "%.2f GiB", bytes.getAsLong() / (double) (1L << 30))
        : "-";
  }

  private static String percent(OptionalDouble ratio) {
    return ratio.isPresent() ? Math.round(100 * ratio.getAsDouble()) + " %" : "-";
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "-";
  }

  private static String number(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "-";
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
  }
}
