package dev.reelframe.media;

import dev.reelframe.fetch.PageFailure;
import java.nio.file.Path;

/** Why a source could not be opened or decoded. The message says what to do next. */
public abstract sealed class MediaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private MediaException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later without any change by the caller. */
  public boolean retryable() {
    return false;
  }

  /** Whether the cause is the input or the world; false where a program is at fault. */
  public boolean expected() {
    return true;
  }

  /**
   * The input is refused on sight: not a media file, a playlist, a forbidden address, too large.
   */
  public static final class InputRejected extends MediaException {
    private static final long serialVersionUID = 1;

    public InputRejected(String message) {
      super(message, null);
    }
  }

  /** The input cannot be had: no such file, no permission, no network. */
  public static final class InputUnavailable extends MediaException {
    private static final long serialVersionUID = 1;

    private final boolean retryable;

    public InputUnavailable(String message, boolean retryable, Throwable cause) {
      super(message, cause);
      this.retryable = retryable;
    }

    public InputUnavailable(String message) {
      this(message, false, null);
    }

    @Override
    public boolean retryable() {
      return retryable;
    }
  }

  /** A program that the source needs is not on this machine, or too old. */
  public static final class ProgramMissing extends MediaException {
    private static final long serialVersionUID = 1;

    public ProgramMissing(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The page could not be read for its clip. */
  public static final class PageFailed extends MediaException {
    private static final long serialVersionUID = 1;

    private final PageFailure kind;

    public PageFailed(PageFailure kind, String message, Throwable cause) {
      super(message, cause);
      this.kind = kind;
    }

    /** Why, after yt-dlp's taxonomy. */
    public PageFailure kind() {
      return kind;
    }

    @Override
    public boolean retryable() {
      return kind.retryable();
    }

    @Override
    public boolean expected() {
      return kind.expected();
    }
  }

  /** The file is of a known kind but holds nothing that can be decoded. */
  public static final class MediaDamaged extends MediaException {
    private static final long serialVersionUID = 1;

    public MediaDamaged(String message) {
      super(message, null);
    }

    /** Nothing of any stream that was read could be decoded. */
    public static MediaDamaged nothingOf(Path file, Damage damage) {
      return new MediaDamaged(
          file + " cannot be decoded: " + damage.text().orElseThrow() + "; try another copy");
    }
  }

  /** The decoder program is missing, cannot start, or was stopped by its limits. */
  public static final class DecoderFailed extends MediaException {
    private static final long serialVersionUID = 1;

    public DecoderFailed(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean retryable() {
      return true;
    }
  }

  /** The encoder program cannot start, or broke off. */
  public static final class EncoderFailed extends MediaException {
    private static final long serialVersionUID = 1;

    public EncoderFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
