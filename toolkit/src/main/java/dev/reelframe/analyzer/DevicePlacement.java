package dev.reelframe.analyzer;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuList;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.ModelUnavailable;
import java.util.List;

/**
 * Where a run's models are wanted, decided before it begins.
 *
 * @param device wanted and planned
 * @param gpus those to watch; none where the CPU is wanted or there is no GPU
 */
public record DevicePlacement(DeviceUse device, List<Gpu> gpus) {
  private static final String NO_MODEL = "no analyzer of this run has a model";

  /**
   * @throws dev.reelframe.gpu.error.NoDevice where a GPU is named that is not there
   * @throws ModelUnavailable where models are wanted on a GPU and cannot run there
   */
  public static DevicePlacement of(Device wanted, List<Analyzer> analyzers) {
    boolean models = analyzers.stream().anyMatch(Analyzer::runsModels);
    return switch (wanted.kind()) {
      case CPU -> new DevicePlacement(DeviceUse.planned(wanted), List.of());
      case AUTO -> automatic(models);
      case CUDA -> named(wanted, models);
    };
  }

  /** As a run is placed that nobody places. */
  static DevicePlacement automatic(List<Analyzer> analyzers) {
    return of(Device.auto(), analyzers);
  }

  /** Without a GPU the inference runtime is not even asked. */
  private static DevicePlacement automatic(boolean models) {
    GpuList gpus = Gpu.list();
    if (gpus.isEmpty()) {
      return new DevicePlacement(onCpu(Device.auto(), gpus.probe().line()), List.of());
    }
    DeviceUse use = models ? DeviceUse.planned(Device.auto()) : onCpu(Device.auto(), NO_MODEL);
    return new DevicePlacement(use, List.copyOf(gpus));
  }

  private static DevicePlacement named(Device wanted, boolean models) {
    List<Gpu> gpu = List.of(Gpu.select(wanted.toString()));
    if (!models) {
      return new DevicePlacement(onCpu(wanted, NO_MODEL), gpu);
    }
    DeviceUse use = DeviceUse.planned(wanted);
    if (use.used().kind() != Device.Kind.CUDA) {
      throw new ModelUnavailable(
          "Models cannot run on " + wanted + ": " + use.reason() + ". Use the device auto or cpu.",
          false,
          null);
    }
    return new DevicePlacement(use, gpu);
  }

  /**
   * What models are asked for; the plain CPU where nothing else can come of it, so that they are
   * loaded once.
   */
  public Device models() {
    return device.used().kind() == Device.Kind.CPU ? Device.cpu() : device.requested();
  }

  private static DeviceUse onCpu(Device wanted, String reason) {
    return new DeviceUse(wanted, Device.cpu(), reason);
  }
}
