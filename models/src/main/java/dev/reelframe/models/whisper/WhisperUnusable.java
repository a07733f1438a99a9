package dev.reelframe.models.whisper;

/**
 * A model folder that cannot be used: a file is missing, or does not fit the export contract. The
 * message names the file and the next step; trying again does not help.
 */
public final class WhisperUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WhisperUnusable(String message) {
    super(message);
  }

  WhisperUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
