package dev.reelframe.models;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** From open to closed: calls run side by side, closing waits for them and happens once. */
public final class Lifetime {
  private final String what;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * @param what is open, for the message
   */
  public Lifetime(String what) {
    this.what = what;
  }

  /**
   * Runs a call that must not be overtaken by the end.
   *
   * @throws IllegalStateException when it was closed
   */
  public <T> T during(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(what + " was closed: open it again.");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for running calls and frees; a second call does nothing. */
  public void end(Runnable free) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
