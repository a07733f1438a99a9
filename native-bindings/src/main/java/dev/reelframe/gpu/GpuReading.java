package dev.reelframe.gpu;

import dev.reelframe.gpu.binding.NvmlDevice;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What NVML says about a device at one moment. A value that the card, the driver or this user's
 * rights do not give is empty: laptop cards have no power limit, MIG devices no utilisation of
 * their own, passively cooled ones no fan.
 *
 * <p>For a MIG device memory is its own; power, clocks, temperature and throttle reasons are the
 * whole card's.
 *
 * @param gpuUuid the device
 * @param busyRatio share of the driver's last sampling period (1/6 to 1 s) in which a kernel ran, 0
 *     to 1
 * @param memoryBusyRatio share of it in which device memory was read or written
 * @param encoderRatio use of the video encoder, 0 to 1
 * @param decoderRatio use of the video decoder, 0 to 1
 * @param memoryUsedBytes device memory in use by all processes
 * @param memoryTotalBytes all of it
 * @param smClockMhz clock of the multiprocessors
 * @param smClockMaxMhz what it can reach
 * @param memoryClockMhz clock of the memory
 * @param videoClockMhz clock of the video engines
 * @param memoryBusBits width of the memory bus
 * @param powerW drawn power in watts
 * @param powerLimitW the limit in force
 * @param energyJ joules since the driver was loaded
 * @param temperatureC degrees Celsius
 * @param fanRatio fan speed, 0 to 1
 * @param performanceState 0 (fastest) to 15
 * @param pcieGeneration of the link now; it drops when idle
 * @param pcieWidth lanes of the link now
 * @param eccEnabled whether memory is checked and corrected
 * @param eccCorrected errors corrected since the driver was loaded
 * @param eccUncorrected errors that were not
 * @param throttle why clocks are lower than they could be; empty set when they are not, missing
 *     when unknown
 */
public record GpuReading(
    String gpuUuid,
    OptionalDouble busyRatio,
    OptionalDouble memoryBusyRatio,
    OptionalDouble encoderRatio,
    OptionalDouble decoderRatio,
    OptionalLong memoryUsedBytes,
    OptionalLong memoryTotalBytes,
    OptionalInt smClockMhz,
    OptionalInt smClockMaxMhz,
    OptionalInt memoryClockMhz,
    OptionalInt videoClockMhz,
    OptionalInt memoryBusBits,
    OptionalDouble powerW,
    OptionalDouble powerLimitW,
    OptionalDouble energyJ,
    OptionalInt temperatureC,
    OptionalDouble fanRatio,
    OptionalInt performanceState,
    OptionalInt pcieGeneration,
    OptionalInt pcieWidth,
    Optional<Boolean> eccEnabled,
    OptionalLong eccCorrected,
    OptionalLong eccUncorrected,
    Optional<Set<ThrottleReason>> throttle) {

  static final int SM_CLOCK = 1;
  static final int MEMORY_CLOCK = 2;
  static final int VIDEO_CLOCK = 3;

  /** A reading of which nothing is known, for a device that NVML does not see. */
  static GpuReading empty(String uuid) {
    OptionalDouble none = OptionalDouble.empty();
    OptionalInt nothing = OptionalInt.empty();
    OptionalLong zero = OptionalLong.empty();
    return new GpuReading(
        uuid,
        none,
        none,
        none,
        none,
        zero,
        zero,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        none,
        none,
        none,
        nothing,
        none,
        nothing,
        nothing,
        nothing,
        Optional.empty(),
        zero,
        zero,
        Optional.empty());
  }

  /** Reads a device, and for a MIG device the card around it. */
  static GpuReading of(NvmlDevice device) {
    NvmlDevice card = device.parent().orElse(device);
    Optional<NvmlDevice.Utilization> utilization = device.utilization();
    Optional<NvmlDevice.Memory> memory = device.memory();
    OptionalInt ecc = card.eccMode();
    return new GpuReading(
        device.id(),
        Ratios.percent(utilization.map(NvmlDevice.Utilization::gpu)),
        Ratios.percent(utilization.map(NvmlDevice.Utilization::memory)),
        Ratios.percent(device.encoder()),
        Ratios.percent(device.decoder()),
        memory.map(m -> OptionalLong.of(m.used())).orElse(OptionalLong.empty()),
        memory.map(m -> OptionalLong.of(m.total())).orElse(OptionalLong.empty()),
        card.clockMhz(SM_CLOCK),
        card.maxClockMhz(SM_CLOCK),
        card.clockMhz(MEMORY_CLOCK),
        card.clockMhz(VIDEO_CLOCK),
        card.memoryBusWidth(),
        Ratios.thousandth(card.powerMilliwatts()),
        Ratios.thousandth(card.powerLimitMilliwatts()),
        Ratios.thousandth(card.energyMillijoules()),
        card.temperatureC(),
        Ratios.percent(card.fanPercent()),
        card.performanceState(),
        card.pcieGeneration(),
        card.pcieWidth(),
        ecc.isPresent() ? Optional.of(ecc.getAsInt() == 1) : Optional.empty(),
        card.eccErrors(0),
        card.eccErrors(1),
        throttle(card));
  }

  static Optional<Set<ThrottleReason>> throttle(NvmlDevice card) {
    OptionalLong mask = card.throttleReasons();
    return mask.isPresent()
        ? Optional.of(ThrottleReason.ofMask(mask.getAsLong()))
        : Optional.empty();
  }
}
