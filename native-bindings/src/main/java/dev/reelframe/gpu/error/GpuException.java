package dev.reelframe.gpu.error;

import java.util.Optional;

/**
 * A call into CUDA, NVML or CUPTI that did not succeed. The subclass says what it means for the
 * caller, {@link #recovery()} what a scheduler can do about it, and the text names the next step.
 *
 * <p>CUDA reports the fault of a kernel at a later call: {@link #operation()} is the call that
 * brought the news, not necessarily the one that caused it.
 */
public abstract sealed class GpuException extends RuntimeException
    permits DeviceBusy,
        DeviceExhausted,
        DeviceLost,
        DriverFault,
        DriverMismatch,
        InvalidCall,
        KernelFault,
        NoDevice,
        NotPermitted,
        NotSupported {

  /** What can be tried after a failure. */
  public enum Recovery {
    /** Nothing: the same call will fail again on this machine. */
    NONE,
    /** The same work in smaller pieces, or after memory has been given back. */
    SMALLER,
    /** The same work a little later. */
    LATER,
    /** The same work in a new context: this one is spoiled. */
    NEW_CONTEXT,
    /** The same work on another device or on the CPU. */
    OTHER_DEVICE
  }

  private final Failure failure;

  GpuException(Failure failure, String nextStep) {
    super(failure + ". " + nextStep);
    this.failure = failure;
  }

  /** What can be tried now. */
  public abstract Recovery recovery();

  /** The C function that returned the error. */
  public final String operation() {
    return failure.operation();
  }

  /** The number it returned. */
  public final int code() {
    return failure.code();
  }

  /** The driver's own sentence. */
  public final String driverText() {
    return failure.driverText();
  }

  /** UUID of the device, where the call was for one. */
  public final Optional<String> device() {
    return failure.device();
  }

  /** Operation, code, text and device in one record. */
  public final Failure failure() {
    return failure;
  }
}
