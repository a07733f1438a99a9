package dev.reelframe.gpu;

import dev.reelframe.gpu.binding.NvmlDevice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the samples that NVML takes by itself. Their time stamps are microseconds of the host's
 * wall clock; both clocks are read together once, at the start, and the difference maps one to the
 * other.
 */
final class FineBuffer {
  private final NvmlDevice device;
  private final Map<FineSample.Series, Long> lastSeen = new EnumMap<>(FineSample.Series.class);
  private final List<FineSample> collected = new ArrayList<>();
  private final long originMicros;

  FineBuffer(NvmlDevice device, long originNanos, long startNanos) {
    this.device = device;
    long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long sinceOrigin = (System.nanoTime() - originNanos) / 1000;
    this.originMicros = nowMicros - sinceOrigin;
    // What NVML sampled before this moment belongs to somebody else's window.
    long begin = originMicros + (startNanos - originNanos) / 1000;
    for (FineSample.Series series : FineSample.Series.values()) {
      lastSeen.put(series, begin);
    }
  }

  synchronized void drain() {
    for (FineSample.Series series : FineSample.Series.values()) {
      long since = lastSeen.get(series);
      for (NvmlDevice.Sample sample : device.samples(series.type(), since)) {
        if (sample.microseconds() > since) {
          collected.add(of(series, sample));
          lastSeen.merge(series, sample.microseconds(), Math::max);
        }
      }
    }
  }

  private FineSample of(FineSample.Series series, NvmlDevice.Sample sample) {
    double timeS = (sample.microseconds() - originMicros) / 1e6;
    return new FineSample(timeS, device.id(), series, sample.value() * series.factor());
  }

  synchronized List<FineSample> within(double startS, double endS) {
    return collected.stream()
        .filter(s -> s.timeS() >= startS && s.timeS() <= endS)
        .sorted(Comparator.comparingDouble(FineSample::timeS))
        .toList();
  }
}
