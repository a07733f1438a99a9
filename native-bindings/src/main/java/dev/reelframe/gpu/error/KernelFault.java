package dev.reelframe.gpu.error;

/**
 * A kernel went wrong (bad address, illegal instruction, assertion, time limit); its context is
 * spoiled.
 */
public final class KernelFault extends GpuException {
  public KernelFault(Failure failure) {
    super(
        failure,
        "Close the context and open a new one; compute-sanitizer finds the kernel's mistake.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.NEW_CONTEXT;
  }
}
