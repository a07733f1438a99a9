package dev.reelframe.gpu.binding;

import dev.reelframe.gpu.error.DeviceBusy;
import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.DriverFault;
import dev.reelframe.gpu.error.DriverMismatch;
import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.error.InvalidCall;
import dev.reelframe.gpu.error.KernelFault;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.error.NotPermitted;
import dev.reelframe.gpu.error.NotSupported;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an error number means for a caller: the one place where numbers of all three libraries
 * become exceptions.
 */
public enum Meaning {
  BUSY,
  EXHAUSTED,
  LOST,
  DRIVER,
  MISMATCH,
  INVALID_CALL,
  KERNEL,
  NO_DEVICE,
  NOT_PERMITTED,
  NOT_SUPPORTED;

  private static final Logger LOG = LoggerFactory.getLogger("dev.reelframe.gpu");

  /** The exception for a failure of this meaning; leaves one line in the debug log. */
  public GpuException exception(Failure failure) {
    LOG.debug("{}", failure);
    return switch (this) {
      case BUSY -> new DeviceBusy(failure);
      case EXHAUSTED -> new DeviceExhausted(failure);
      case LOST -> new DeviceLost(failure);
      case DRIVER -> new DriverFault(failure);
      case MISMATCH -> new DriverMismatch(failure);
      case INVALID_CALL -> new InvalidCall(failure);
      case KERNEL -> new KernelFault(failure);
      case NO_DEVICE -> new NoDevice(failure);
      case NOT_PERMITTED -> new NotPermitted(failure);
      case NOT_SUPPORTED -> new NotSupported(failure);
    };
  }
}
