package dev.reelframe.gpu;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One row of a {@link Sampler}: what a device did at one moment. A value the card does not give is
 * empty.
 *
 * @param timeS seconds since the run began, on the monotonic clock
 * @param gpuUuid the device
 * @param busyRatio share of the driver's last sampling period (1/6 to 1 s) in which a kernel ran, 0
 *     to 1
 * @param memoryBusyRatio share of it in which device memory was read or written
 * @param encoderRatio use of the video encoder
 * @param decoderRatio use of the video decoder
 * @param memoryUsedBytes device memory in use by all processes
 * @param smClockMhz clock of the multiprocessors
 * @param memoryClockMhz clock of the memory
 * @param powerW drawn power
 * @param energyJ joules since the driver was loaded: differences are exact where power is a sample
 * @param temperatureC degrees Celsius
 * @param pcieSentBytesPerS from the card to the host, where asked for
 * @param pcieReceivedBytesPerS from the host to the card, where asked for
 * @param throttle why clocks are lower than they could be
 */
public record GpuSample(
    double timeS,
    String gpuUuid,
    OptionalDouble busyRatio,
    OptionalDouble memoryBusyRatio,
    OptionalDouble encoderRatio,
    OptionalDouble decoderRatio,
    OptionalLong memoryUsedBytes,
    OptionalInt smClockMhz,
    OptionalInt memoryClockMhz,
    OptionalDouble powerW,
    OptionalDouble energyJ,
    OptionalInt temperatureC,
    OptionalDouble pcieSentBytesPerS,
    OptionalDouble pcieReceivedBytesPerS,
    Optional<Set<ThrottleReason>> throttle) {}
