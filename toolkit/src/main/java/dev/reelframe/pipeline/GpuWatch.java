package dev.reelframe.pipeline;

import dev.reelframe.analyzer.DevicePlacement;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.Sampler;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.ModelUsage;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the GPU from the start of a run to its end, and at which device its models worked on.
 * Does nothing where there is no GPU; a GPU that cannot be watched costs the samples, not the run.
 */
final class GpuWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GpuWatch.class);

  private final DevicePlacement placement;
  private final Optional<Sampler> sampler;

  private GpuWatch(DevicePlacement placement, Optional<Sampler> sampler) {
    this.placement = placement;
    this.sampler = sampler;
  }

  static GpuWatch start(DevicePlacement placement, long originNanos) {
    return new GpuWatch(placement, sampler(placement, originNanos));
  }

  private static Optional<Sampler> sampler(DevicePlacement placement, long originNanos) {
    try {
      return placement.gpu().map(gpu -> gpu.sampler().origin(originNanos).start());
    } catch (GpuException e) {
      LOG.info("The GPU is not watched: {}", e.getMessage());
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
  Optional<GpuRecording> stop() {
    return sampler.map(Sampler::stop);
  }

  @Override
  public void close() {
    stop();
  }
}
