package dev.reelframe.gpu.error;

/** The driver and a library that talks to it do not fit each other. */
public final class DriverMismatch extends GpuException {
  public DriverMismatch(Failure failure) {
    super(
        failure,
        "Install one driver release throughout (kernel module, libcuda, libnvidia-ml), then reboot.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.NONE;
  }
}
