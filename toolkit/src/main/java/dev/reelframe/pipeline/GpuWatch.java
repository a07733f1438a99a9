package dev.reelframe.pipeline;

import dev.reelframe.analyzer.DevicePlacement;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.Sampler;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.trace.GpuInterval;
import dev.reelframe.gpu.trace.GpuTrace;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.ModelUsage;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the GPUs from the start of a run to its end, and at which device its models worked on.
 * Does nothing where there is no GPU; a GPU that cannot be watched costs the samples, not the run.
 */
final class GpuWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GpuWatch.class);

  private final DevicePlacement placement;
  private final List<Sampler> samplers;
  private final Optional<GpuTrace> trace;

  private GpuWatch(DevicePlacement placement, List<Sampler> samplers, Optional<GpuTrace> trace) {
    this.placement = placement;
    this.samplers = samplers;
    this.trace = trace;
  }

  /**
   * @param kernels whether each piece of work on a GPU is recorded, where that can be
   */
  static GpuWatch start(DevicePlacement placement, boolean kernels, long originNanos) {
    return new GpuWatch(
        placement,
        placement.gpus().stream().flatMap(gpu -> sampler(gpu, originNanos).stream()).toList(),
        kernels && !placement.gpus().isEmpty() ? trace(originNanos) : Optional.empty());
  }

  private static Optional<GpuTrace> trace(long originNanos) {
    try {
      return GpuTrace.isAvailable() ? Optional.of(GpuTrace.start(originNanos)) : Optional.empty();
    } catch (GpuException | IllegalStateException e) {
      LOG.info("Kernels are not recorded: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Sampler> sampler(Gpu gpu, long originNanos) {
    try {
      return Optional.of(gpu.sampler().origin(originNanos).start());
    } catch (GpuException e) {
      LOG.info("{} is not watched: {}", gpu.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private boolean mayUseGpu() {
    return placement.device().used().kind() == Device.Kind.CUDA;
  }

  /**
   * Where models were wanted, and where those that were called really worked.
   *
   * @param called what the models of this run cost
   */
  DeviceUse deviceUse(List<ModelUsage> called) {
    if (!mayUseGpu()) {
      return placement.device();
    }
    return called.stream()
        .map(ModelUsage::device)
        .filter(use -> use.used().kind() == Device.Kind.CUDA)
        .findFirst()
        .or(() -> called.stream().map(ModelUsage::device).findFirst())
        .orElseGet(() ->
            new DeviceUse(
                placement.device().requested(), Device.cpu(), "no model was called in this run"));
  }

  /** What was seen; later calls return the same. */
  List<GpuRecording> stop() {
    return samplers.stream().map(Sampler::stop).toList();
  }

  /** Kernels, copies and fills, by begin; later calls return the same. */
  List<GpuInterval> kernels() {
    try {
      return trace.map(GpuTrace::stop).orElse(List.of());
    } catch (GpuException e) {
      LOG.info("Kernels were not recorded to the end: {}", e.getMessage());
      return List.of();
    }
  }

  @Override
  public void close() {
    stop();
    kernels();
  }
}
