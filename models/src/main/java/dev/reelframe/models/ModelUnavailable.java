package dev.reelframe.models;

/**
 * The model exists but cannot be used at this moment: a server refuses, the disk is full, the
 * runtime rejects the file, the wanted device is not there.
 */
public final class ModelUnavailable extends ModelException {
  private static final long serialVersionUID = 1L;
  private final boolean retryable;

  public ModelUnavailable(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
