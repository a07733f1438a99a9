package dev.reelframe.gpu.error;

/** The device is there and this user may not do that. */
public final class NotPermitted extends GpuException {
  public NotPermitted(Failure failure) {
    super(
        failure,
        "Ask for access to /dev/nvidia*, or run as the owner of the process or device in question.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.NONE;
  }
}
