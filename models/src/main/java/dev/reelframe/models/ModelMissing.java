package dev.reelframe.models;

/**
 * The model is not on this machine and could not be had now: no network, no mirror, or no public
 * file to load. An analyzer that meets this is <em>skipped</em>, with this message as the reason.
 */
public final class ModelMissing extends ModelException {
  private static final long serialVersionUID = 1L;
  private final String model;

  public ModelMissing(String model, String message, Throwable cause) {
    super(message, cause);
    this.model = model;
  }

  /** Catalogue name of the model that is missing. */
  public String model() {
    return model;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
