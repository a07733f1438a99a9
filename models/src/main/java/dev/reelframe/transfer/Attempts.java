package dev.reelframe.transfer;

import java.io.IOException;

/** A transfer that is tried again when it breaks. */
public final class Attempts {
  private static final int MAX = 3;
  private static final long PAUSE_MS = 250;

  private Attempts() {}

  /** It broke, or the server is busy: trying again makes sense. */
  public static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    public Broken(String message, Throwable cause) {
      super(message, cause);
    }

    public Broken(IOException cause) {
      super(
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
          cause);
    }
  }

  /** It broke as often as it is tried, or the thread was interrupted; the message says which. */
  public static final class GaveUp extends IOException {
    private static final long serialVersionUID = 1;

    GaveUp(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * One attempt.
   *
   * @param <T> what comes of it
   */
  public interface Attempt<T> {
    /**
     * @throws Broken where another attempt makes sense
     */
    T run() throws IOException;
  }

  /**
   * Runs attempts until one does not break, with a growing pause between them.
   *
   * @throws GaveUp after the last one
   */
  public static <T> T of(Attempt<T> attempt) throws IOException {
    Broken last = null;
    for (int done = 0; done < MAX; done++) {
      try {
        Thread.sleep(done * PAUSE_MS);
        return attempt.run();
      } catch (Broken e) {
        last = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GaveUp("was interrupted", e);
      }
    }
    throw new GaveUp("broke " + MAX + " times (" + last.getMessage() + ")", last);
  }
}
