package dev.reelframe.gpu;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a {@link Sampler} has seen, and how well it looked.
 *
 * @param gpu the device
 * @param startS begin of the window in seconds of the run
 * @param endS its end
 * @param hz the rate that was asked for
 * @param missed ticks of the window without a sample: the sampler came too late, or NVML failed
 * @param meanCostS seconds that reading one sample took on average
 * @param maxCostS the longest
 * @param samples the samples, by time
 * @param fine NVML's own samples within the window, by time, where asked for
 * @param endedBy why sampling ended before it was told to, a lost device for instance
 */
public record GpuRecording(
    Gpu gpu,
    double startS,
    double endS,
    double hz,
    long missed,
    double meanCostS,
    double maxCostS,
    List<GpuSample> samples,
    List<FineSample> fine,
    Optional<String> endedBy) {
  public GpuRecording {
    samples = List.copyOf(samples);
    fine = List.copyOf(fine);
  }

  /** Length of the window in seconds. */
  public double durationS() {
    return endS - startS;
  }

  /** Share of one CPU core that sampling took. */
  public double costRatio() {
    return durationS() > 0 ? meanCostS * samples.size() / durationS() : 0;
  }

  /** Mean of the busy ratio over the samples that have one. */
  public OptionalDouble meanBusyRatio() {
    return mean(GpuSample::busyRatio);
  }

  /** Highest busy ratio. */
  public OptionalDouble peakBusyRatio() {
    return samples.stream().flatMapToDouble(s -> s.busyRatio().stream()).max();
  }

  /** Mean drawn power in watts over the samples that have one. */
  public OptionalDouble meanPowerW() {
    return mean(GpuSample::powerW);
  }

  /** Joules used between the first and the last sample. */
  public OptionalDouble energyJ() {
    double[] energy = samples.stream().flatMapToDouble(s -> s.energyJ().stream()).toArray();
    return energy.length < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(energy[energy.length - 1] - energy[0]);
  }

  /** Largest memory in use by all processes, in bytes. */
  public OptionalLong peakMemoryUsedBytes() {
    return samples.stream().flatMapToLong(s -> s.memoryUsedBytes().stream()).max();
  }

  /** The recording in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(gpu.name());
    text.append(
        String.format(
            Locale.ROOT,
            ": %d samples in %.2f s at %.0f Hz, %d missed",
            samples.size(),
            durationS(),
            hz,
            missed));
    meanBusyRatio()
        .ifPresent(mean ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "; busy %.0f %% on average, %.0f %% at most",
                    100 * mean,
                    100 * peakBusyRatio().orElse(mean))));
    meanPowerW().ifPresent(watts -> text.append(String.format(Locale.ROOT, "; %.0f W", watts)));
    endedBy.ifPresent(why -> text.append("; ended by ").append(why));
    return text.toString();
  }

  private OptionalDouble mean(Function<GpuSample, OptionalDouble> value) {
    return samples.stream().flatMapToDouble(s -> value.apply(s).stream()).average();
  }
}
