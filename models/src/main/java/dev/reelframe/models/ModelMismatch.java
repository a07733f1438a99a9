package dev.reelframe.models;

/**
 * What is there is not what was promised: a checksum differs, an archive climbs out of its folder,
 * a tensor does not fit the model's contract. Such a file is never loaded.
 */
public final class ModelMismatch extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelMismatch(String message) {
    this(message, null);
  }

  public ModelMismatch(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
