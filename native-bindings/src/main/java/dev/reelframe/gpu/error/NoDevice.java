package dev.reelframe.gpu.error;

/** There is no such device. */
public final class NoDevice extends GpuException {
  public NoDevice(Failure failure) {
    super(failure, "Gpu.probe() says what is there; everything runs on the CPU too.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.OTHER_DEVICE;
  }
}
