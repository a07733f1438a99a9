package dev.reelframe.models;

/**
 * Whatever keeps a model from being used. The message names the next step; {@link #retryable()}
 * says whether the same call can succeed later without anybody doing anything.
 */
public abstract sealed class ModelException extends RuntimeException
    permits ModelMissing, ModelMismatch, ModelUnavailable {
  private static final long serialVersionUID = 1L;

  ModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /** True when the same call may succeed later: a server was busy, a connection broke. */
  public abstract boolean retryable();
}
