package dev.reelframe.gpu.error;

/** The device, or a service it depends on, cannot take the work at this moment. */
public final class DeviceBusy extends GpuException {
  public DeviceBusy(Failure failure) {
    super(failure, "Try again in a moment; nvidia-smi shows who holds the device.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.LATER;
  }
}
