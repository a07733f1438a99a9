package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs network work on a virtual thread, whose blocking calls end when it is interrupted: at the
 * time limit, or when the caller is.
 */
final class TimeLimited {
  private static final Duration END = Duration.ofSeconds(5);

  private TimeLimited() {}

  static <T> T call(Duration limit, Callable<T> work, String late) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread worker = Thread.ofVirtual().name("reelframe-fetch").start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      end(worker);
      throw new Unavailable(late, true, e);
    } catch (InterruptedException e) {
      end(worker);
      Thread.currentThread().interrupt();
      throw new Unavailable("the fetch was interrupted: run it again, what came is kept", true, e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        default -> throw new IOException(e.getCause());
      }
    }
  }

  private static void end(Thread worker) {
    worker.interrupt();
    try {
      worker.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
