package dev.reelframe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a signal to end, for a command that has something to put in order: its thread is
 * interrupted, and the process waits for it a moment before it ends.
 */
final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_MS = 900;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private Interrupt(Thread command) {
    hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              command.interrupt();
              try {
                closed.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                // The process ends all the same.
              }
            });
  }

  /** Watches until it is closed. */
  static Interrupt catching() {
    Interrupt interrupt = new Interrupt(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is at work.
    }
  }
}
