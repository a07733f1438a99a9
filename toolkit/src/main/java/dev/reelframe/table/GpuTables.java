package dev.reelframe.table;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuReading;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.gpu.ThrottleReason;
import dev.reelframe.gpu.error.GpuException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Graphics processors and what a sampler saw of them, as tables. What a card does not give is
 * missing.
 */
public final class GpuTables {
  private static final double MIB = 1 << 20;

  /** Columns of {@link #devices}. */
  public static final Schema DEVICES =
      new Schema("gpus", 1, "A device and how it stands now", List.of())
          .integer("index", "place in Gpu.list(), from 0")
          .text("name", "marketing name")
          .text("architecture", "generation, and its number where it has no name yet")
          .text("compute_capability", "generation of the instruction set")
          .integer("multiprocessors", "how many; missing without CUDA")
          .number("memory_mib", "all of its memory, MiB")
          .number("memory_used_mib", "in use by all processes, MiB")
          .number("busy_ratio", "share of the driver's last period in which a kernel ran, 0..1")
          .number("power_w", "drawn power, W")
          .integer("temperature_c", "degrees Celsius")
          .text("uuid", "the name that stays the same across processes")
          .text("pci_bus_id", "domain, bus, device, function");

  /** Columns of {@link #samples}. */
  public static final Schema SAMPLES =
      Schema.events("gpu_samples", "What a device did at one moment; seconds since the run began")
          .text("gpu_uuid", "the device")
          .number("busy_ratio", "share of the driver's last period in which a kernel ran, 0..1")
          .number("memory_busy_ratio", "share of it in which memory was read or written, 0..1")
          .number("encoder_ratio", "use of the video encoder, 0..1")
          .number("decoder_ratio", "use of the video decoder, 0..1")
          .number("memory_used_mib", "in use by all processes, MiB")
          .integer("sm_clock_mhz", "clock of the multiprocessors, MHz")
          .integer("memory_clock_mhz", "clock of the memory, MHz")
          .number("power_w", "drawn power, W")
          .number("energy_j", "since the driver was loaded, J")
          .integer("temperature_c", "degrees Celsius")
          .number("pcie_sent_mb_per_s", "from the card to the host, MB/s, where asked for")
          .number("pcie_received_mb_per_s", "from the host to the card, MB/s, where asked for")
          .text("throttle", "why clocks are lower than they could be; 'nothing' when they are not");

  private GpuTables() {}

  /**
   * A row per device, with what it does now; a device that fails while it is read keeps its row.
   */
  public static MeasuredTable devices(Collection<Gpu> gpus) {
    Rows rows = DEVICES.rows();
    for (Gpu gpu : gpus) {
      Optional<GpuReading> now = reading(gpu);
      rows.add(
          gpu.index(),
          gpu.name(),
          gpu.architecture(),
          gpu.capability().toString(),
          gpu.multiprocessors() > 0 ? gpu.multiprocessors() : null,
          gpu.memoryBytes() / MIB,
          now.map(r -> mib(r.memoryUsedBytes())).orElse(null),
          now.map(r -> cell(r.busyRatio())).orElse(null),
          now.map(r -> cell(r.powerW())).orElse(null),
          now.map(r -> cell(r.temperatureC())).orElse(null),
          gpu.uuid(),
          gpu.pciBusId());
    }
    return MeasuredTable.of(
        rows.table(),
        DEVICES,
        Provenance.of("nvml", "1", Map.of()),
        gpus.isEmpty() ? State.EMPTY : State.OK,
        Optional.empty());
  }

  private static Optional<GpuReading> reading(Gpu gpu) {
    try {
      return Optional.of(gpu.reading());
    } catch (GpuException gone) {
      return Optional.empty();
    }
  }

  /**
   * A row per sample. The provenance holds the window, the rate, the missed ticks and the cost of
   * looking.
   */
  public static MeasuredTable samples(GpuRecording seen) {
    Rows rows = SAMPLES.rows();
    seen.samples().forEach(sample -> rows.add(cells(sample)));
    Map<String, String> how = new TreeMap<>();
    how.put("gpu", seen.gpu().name());
    how.put("hz", Double.toString(seen.hz()));
    how.put("start_s", Double.toString(seen.startS()));
    how.put("end_s", Double.toString(seen.endS()));
    how.put("missed", Long.toString(seen.missed()));
    how.put("mean_cost_s", Double.toString(seen.meanCostS()));
    seen.endedBy().ifPresent(why -> how.put("ended_by", why));
    State state =
        seen.endedBy().isPresent()
            ? new State.Degraded(seen.endedBy().get())
            : seen.samples().isEmpty() ? State.EMPTY : State.OK;
    return MeasuredTable.of(
        rows.table(), SAMPLES, Provenance.of("nvml", "1", how), state, Optional.empty());
  }

  private static Object[] cells(GpuSample sample) {
    return new Object[] {
      sample.timeS(),
      sample.gpuUuid(),
      cell(sample.busyRatio()),
      cell(sample.memoryBusyRatio()),
      cell(sample.encoderRatio()),
      cell(sample.decoderRatio()),
      mib(sample.memoryUsedBytes()),
      cell(sample.smClockMhz()),
      cell(sample.memoryClockMhz()),
      cell(sample.powerW()),
      cell(sample.energyJ()),
      cell(sample.temperatureC()),
      megabytes(sample.pcieSentBytesPerS()),
      megabytes(sample.pcieReceivedBytesPerS()),
      sample.throttle().map(GpuTables::words).orElse(null)
    };
  }

  private static String words(Set<ThrottleReason> reasons) {
    return reasons.isEmpty()
        ? "nothing"
        : reasons.stream().map(ThrottleReason::words).collect(Collectors.joining("; "));
  }

  private static Double cell(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private static Integer cell(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  private static Double mib(OptionalLong bytes) {
    return bytes.isPresent() ? (Double) (bytes.getAsLong() / MIB) : null;
  }

  private static Double megabytes(OptionalDouble bytes) {
    return bytes.isPresent() ? (Double) (bytes.getAsDouble() / 1e6) : null;
  }
}
