package dev.reelframe.models.endpoint;

import java.net.URI;

/** Why a model server gave no answer. The message names the next step, never the key. */
public abstract sealed class EndpointFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EndpointFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later. */
  public abstract boolean isTransient();

  /** The address is not on the allow-list, or not one that may be called at all. */
  public static final class AddressRefused extends EndpointFailure {
    private static final long serialVersionUID = 1L;

    public AddressRefused(String message) {
      super(message, null);
    }

    @Override
    public boolean isTransient() {
      return false;
    }
  }

  /** No connection, or it broke, in all attempts. */
  public static final class Unreachable extends EndpointFailure {
    private static final long serialVersionUID = 1L;

    public Unreachable(URI address, Throwable cause) {
      super("cannot reach " + address + " (" + cause + "): is the server running?", cause);
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /** The whole answer did not come within the time-out. It is not asked again at once. */
  public static final class TimedOut extends EndpointFailure {
    private static final long serialVersionUID = 1L;

    public TimedOut(URI address, java.time.Duration limit) {
      super(
          address
              + " gave no full answer in "
              + limit.toMillis()
              + " ms: allow more time, send less at once, or use a faster model",
          null);
    }

    private TimedOut(String message) {
      super(message, null);
    }

    /** The answer began, and then nothing more came for that long. */
    public static TimedOut silent(URI address, java.time.Duration pause) {
      return new TimedOut(
          address
              + " fell silent for "
              + pause.toMillis()
              + " ms in the middle of an answer: look into the server's log, or allow longer pauses");
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /**
   * Too many requests (429) or a server error (5xx), in all attempts that such an answer allows.
   */
  public static final class Unavailable extends EndpointFailure {
    private static final long serialVersionUID = 1L;
    private final int status;

    public Unavailable(URI address, int status, String reason, int attempts) {
      super(
          address
              + " answered "
              + status
              + (reason.isEmpty() ? "" : " (" + reason + ")")
              + " in "
              + attempts
              + (attempts == 1 ? " attempt" : " attempts")
              + ": try later, or look into the server's log",
          null);
      this.status = status;
    }

    /** HTTP status of the last answer. */
    public int status() {
      return status;
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /** Any other status: the request itself is refused. */
  public static final class Rejected extends EndpointFailure {
    private static final long serialVersionUID = 1L;
    private final int status;

    public Rejected(URI address, int status, String reason) {
      super(
          address
              + " answered "
              + status
              + (reason.isEmpty() ? "" : " (" + reason + ")")
              + ": "
              + remedy(status),
          null);
      this.status = status;
    }

    private static String remedy(int status) {
      return switch (status) {
        case 401, 403 -> "check the API key";
        case 404 -> "check the address and the model's name";
        case 413 -> "send less at once: shorter clips, smaller or fewer pictures";
        default ->
            status / 100 == 3
                ? "redirects are not followed; name the final address"
                : "check the model's name and the server's version";
      };
    }

    /** HTTP status of the answer. */
    public int status() {
      return status;
    }

    @Override
    public boolean isTransient() {
      return false;
    }
  }

  /** The question or the answer is larger than allowed. */
  public static final class TooLarge extends EndpointFailure {
    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
      super(message, null);
    }

    @Override
    public boolean isTransient() {
      return false;
    }
  }

  /** The answer is not what the protocol says. */
  public static final class Malformed extends EndpointFailure {
    private static final long serialVersionUID = 1L;

    public Malformed(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return false;
    }
  }
}
