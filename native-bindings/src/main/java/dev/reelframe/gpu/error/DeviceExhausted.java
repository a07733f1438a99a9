package dev.reelframe.gpu.error;

/** Device or pinned memory, or another resource of the device, has run out. */
public final class DeviceExhausted extends GpuException {
  public DeviceExhausted(Failure failure) {
    super(
        failure,
        "Give memory back or use smaller batches; nvidia-smi shows other processes' share.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.SMALLER;
  }
}
