package dev.reelframe.gpu.error;

/** This device, driver or configuration cannot do that. */
public final class NotSupported extends GpuException {
  public NotSupported(Failure failure) {
    super(failure, "Use another way, or another device.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.OTHER_DEVICE;
  }
}
