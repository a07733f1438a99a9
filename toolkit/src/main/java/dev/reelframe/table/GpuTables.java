package dev.reelframe.table;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuReading;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.gpu.ThrottleReason;
import dev.reelframe.gpu.error.GpuException;
import java.util.Collection;
import java.util.Comparator;
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

  /** A row of {@link #devices}. */
  private record Device(
      @Column("place in Gpu.list(), from 0") int index,
      @Column("marketing name") String name,
      @Column("generation, and its number where it has no name yet") String architecture,
      @Column("generation of the instruction set") String computeCapability,
      @Column("how many; missing without CUDA") OptionalInt multiprocessors,
      @Column("all of its memory, MiB") double memoryMib,
      @Column("in use by all processes, MiB") OptionalDouble memoryUsedMib,
      @Column("share of the driver's last period in which a kernel ran, 0..1")
          OptionalDouble busyRatio,
      @Column("drawn power, W") OptionalDouble powerW,
      @Column("degrees Celsius") OptionalInt temperatureC,
      @Column("the name that stays the same across processes") String uuid,
      @Column("domain, bus, device, function") String pciBusId) {
    static final RowSchema<Device> SCHEMA =
        RowSchema.of(Device.class, "gpus", "A device and how it stands now");

    static Device of(Gpu gpu) {
      Optional<GpuReading> now = reading(gpu);
      int units = gpu.multiprocessors();
      return new Device(
          gpu.index(),
          gpu.name(),
          gpu.architecture(),
          gpu.capability().toString(),
          units > 0 ? OptionalInt.of(units) : OptionalInt.empty(),
          gpu.memoryBytes() / MIB,
          now.map(r -> mib(r.memoryUsedBytes())).orElse(OptionalDouble.empty()),
          now.map(GpuReading::busyRatio).orElse(OptionalDouble.empty()),
          now.map(GpuReading::powerW).orElse(OptionalDouble.empty()),
          now.map(GpuReading::temperatureC).orElse(OptionalInt.empty()),
          gpu.uuid(),
          gpu.pciBusId());
    }
  }

  /** A row of {@link #samples}. */
  private record Sample(
      double timeS,
      @Column("the device") String gpuUuid,
      @Column("share of the driver's last period in which a kernel ran, 0..1")
          OptionalDouble busyRatio,
      @Column("share of it in which memory was read or written, 0..1")
          OptionalDouble memoryBusyRatio,
      @Column("use of the video encoder, 0..1") OptionalDouble encoderRatio,
      @Column("use of the video decoder, 0..1") OptionalDouble decoderRatio,
      @Column("in use by all processes, MiB") OptionalDouble memoryUsedMib,
      @Column("clock of the multiprocessors, MHz") OptionalInt smClockMhz,
      @Column("clock of the memory, MHz") OptionalInt memoryClockMhz,
      @Column("drawn power, W") OptionalDouble powerW,
      @Column("since the driver was loaded, J") OptionalDouble energyJ,
      @Column("degrees Celsius") OptionalInt temperatureC,
      @Column("from the card to the host, MB/s, where asked for") OptionalDouble pcieSentMbPerS,
      @Column("from the host to the card, MB/s, where asked for") OptionalDouble pcieReceivedMbPerS,
      @Column("why clocks are lower than they could be; 'nothing' when they are not")
          Optional<String> throttle) {
    static final RowSchema<Sample> SCHEMA =
        RowSchema.of(
            Sample.class,
            "gpu_samples",
            "What a device did at one moment; seconds since the run began");

    static Sample of(GpuSample seen) {
      return new Sample(
          seen.timeS(),
          seen.gpuUuid(),
          seen.busyRatio(),
          seen.memoryBusyRatio(),
          seen.encoderRatio(),
          seen.decoderRatio(),
          mib(seen.memoryUsedBytes()),
          seen.smClockMhz(),
          seen.memoryClockMhz(),
          seen.powerW(),
          seen.energyJ(),
          seen.temperatureC(),
          megabytes(seen.pcieSentBytesPerS()),
          megabytes(seen.pcieReceivedBytesPerS()),
          seen.throttle().map(GpuTables::words));
    }
  }

  /** Columns of {@link #devices}. */
  public static final Schema DEVICES = Device.SCHEMA.schema();

  /** Columns of {@link #samples}. */
  public static final Schema SAMPLES = Sample.SCHEMA.schema();

  private GpuTables() {}

  /**
   * A row per device, with what it does now; a device that fails while it is read keeps its row.
   */
  public static MeasuredTable devices(Collection<Gpu> gpus) {
    return MeasuredTable.of(
        Device.SCHEMA.table(gpus.stream().map(Device::of).toList()),
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

  /** What was seen of one device, see {@link #samples(List)}. */
  public static MeasuredTable samples(GpuRecording seen) {
    return samples(List.of(seen));
  }

  /**
   * A row per sample, by time. The provenance holds for each device the window, the rate, the
   * missed ticks and the cost of looking.
   *
   * @param seen at least one device
   */
  public static MeasuredTable samples(List<GpuRecording> seen) {
    Map<String, String> how = new TreeMap<>();
    for (GpuRecording device : seen) {
      // A single device needs no number.
      how.putAll(how(device, seen.size() == 1 ? "" : "_" + device.gpu().index()));
    }
    String broken =
        seen.stream()
            .flatMap(device -> device.endedBy().stream())
            .collect(Collectors.joining("; "));
    List<Sample> rows =
        seen.stream()
            .flatMap(device -> device.samples().stream())
            .sorted(Comparator.comparingDouble(GpuSample::timeS))
            .map(Sample::of)
            .toList();
    State state =
        !broken.isEmpty() ? new State.Degraded(broken) : rows.isEmpty() ? State.EMPTY : State.OK;
    return MeasuredTable.of(
        Sample.SCHEMA.table(rows),
        SAMPLES,
        Provenance.of("nvml", "1", how),
        state,
        Optional.empty());
  }

  private static Map<String, String> how(GpuRecording seen, String number) {
    Map<String, String> how = new TreeMap<>();
    how.put("gpu" + number, seen.gpu().name());
    how.put("hz" + number, Double.toString(seen.hz()));
    how.put("start_s" + number, Double.toString(seen.startS()));
    how.put("end_s" + number, Double.toString(seen.endS()));
    how.put("missed" + number, Long.toString(seen.missed()));
    how.put("mean_cost_s" + number, Double.toString(seen.meanCostS()));
    seen.endedBy().ifPresent(why -> how.put("ended_by" + number, why));
    return how;
  }

  private static String words(Set<ThrottleReason> reasons) {
    return reasons.isEmpty()
        ? "nothing"
        : reasons.stream().map(ThrottleReason::words).collect(Collectors.joining("; "));
  }

  private static OptionalDouble mib(OptionalLong bytes) {
    return bytes.isPresent() ? OptionalDouble.of(bytes.getAsLong() / MIB) : OptionalDouble.empty();
  }

  private static OptionalDouble megabytes(OptionalDouble bytes) {
    return bytes.isPresent()
        ? OptionalDouble.of(bytes.getAsDouble() / 1e6)
        : OptionalDouble.empty();
  }
}
