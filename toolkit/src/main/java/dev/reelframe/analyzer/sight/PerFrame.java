package dev.reelframe.analyzer.sight;

import dev.reelframe.media.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What somebody found in a frame, kept while the frame is in use: analyzers that read the same view
 * get the same frames, and the second that asks takes what the first computed. The value must
 * depend on the frame and the key alone, so nobody can tell who computed it.
 *
 * @param <T> type of the finding, immutable
 */
public final class PerFrame<T> {
  private final Map<Frame, Map<String, FutureTask<T>>> findings = new WeakHashMap<>();

  /**
   * The finding for a frame; computed by the first who asks, others wait for it.
   *
   * @param key whatever else decides it, for example the model's file
   */
  public T get(Frame frame, String key, Supplier<T> compute) {
    FutureTask<T> task;
    synchronized (findings) {
      task =
          findings
              .computeIfAbsent(frame, f -> new HashMap<>())
              .computeIfAbsent(key, k -> new FutureTask<>(compute::get));
    }
    task.run();
    try {
      return task.get();
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
