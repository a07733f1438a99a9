package dev.reelframe.gpu.error;

/** The driver or the operating system failed in a way that says little. */
public final class DriverFault extends GpuException {
  public DriverFault(Failure failure) {
    super(failure, "Open a new context; if it comes again, dmesg and nvidia-smi say more.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.NEW_CONTEXT;
  }
}
