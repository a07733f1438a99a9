package dev.reelframe.fetch;

import java.io.IOException;

/** Why an address gave no media file. The message says what to do next. */
public abstract sealed class FetchFailure extends IOException {
  private static final long serialVersionUID = 1;

  private FetchFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The address, or what it leads to, is refused: scheme, forbidden host, size, kind. */
  public static final class Refused extends FetchFailure {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
      super(message, null);
    }
  }

  /** Nobody answers, the server says no, or the transfer broke. */
  public static final class Unavailable extends FetchFailure {
    private static final long serialVersionUID = 1;

    private final boolean retryable;

    public Unavailable(String message, boolean retryable, Throwable cause) {
      super(message, cause);
      this.retryable = retryable;
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
      return retryable;
    }
  }

  /** A program that the address needs is not on this machine, or too old. */
  public static final class ProgramMissing extends FetchFailure {
    private static final long serialVersionUID = 1;

    public ProgramMissing(String message) {
      super(message, null);
    }
  }

  /** The page's extractor ended with an error. */
  public static final class PageFailed extends FetchFailure {
    private static final long serialVersionUID = 1;

    private final PageFailure kind;

    public PageFailed(PageFailure kind, String message) {
      super(message, null);
      this.kind = kind;
    }

    public PageFailure kind() {
      return kind;
    }
  }
}
