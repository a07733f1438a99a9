package dev.reelframe.gpu.error;

/**
 * The device has stopped working: uncorrectable memory error, fallen off the bus, or waiting for a
 * reset.
 */
public final class DeviceLost extends GpuException {
  public DeviceLost(Failure failure) {
    super(
        failure,
        "Move the work to another device or the CPU; dmesg names the Xid, nvidia-smi --gpu-reset or a reboot brings the device back.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.OTHER_DEVICE;
  }
}
