package dev.reelframe.analyzer;

import dev.reelframe.media.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What analyzers of one run found in frames, kept while a frame is in use: those that read the same
 * view get the same frames, and the second that asks takes what the first computed. Thread safe.
 */
public final class FrameMemo {
  private final Map<Frame, Map<Key<?>, FutureTask<?>>> findings = new WeakHashMap<>();

  /**
   * What was looked for: a record of all that decides the finding besides the frame, for example
   * the checksum of the model. It must not hold a frame, which would never be forgotten.
   *
   * @param <T> type of the finding, immutable
   */
  public interface Key<T> {}

  /**
   * The finding for a frame; computed by the first who asks, others wait for it.
   *
   * @param compute depends on the frame and the key alone, so nobody can tell who computed it
   */
  public <T> T get(Frame frame, Key<T> key, Supplier<T> compute) {
    FutureTask<?> task;
    synchronized (findings) {
      task =
          findings
              .computeIfAbsent(frame, f -> new HashMap<>())
              .computeIfAbsent(key, k -> new FutureTask<>(compute::get));
    }
    task.run();
    try {
      @SuppressWarnings("unchecked") // a key of type T was stored with a task of type T
      T finding = (T) task.get();
      return finding;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another analyzer looked at " + frame, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      // A Supplier throws nothing that is checked.
      throw (RuntimeException) e.getCause();
    }
  }

  /** How many frames are remembered now. */
  int size() {
    synchronized (findings) {
      return findings.size();
    }
  }
}
