package dev.reelframe.gpu.error;

/** The call itself was wrong: a bad value, handle or state, or a program image that is broken. */
public final class InvalidCall extends GpuException {
  public InvalidCall(Failure failure) {
    super(failure, "This is a mistake in the calling program, not in the machine.");
  }

  @Override
  public Recovery recovery() {
    return Recovery.NONE;
  }
}
