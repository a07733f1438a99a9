package dev.reelframe.notebook.kernel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;

/**
 * What the code of cells calls at the start of every method and before every backward branch, woven
 * in by {@link StopWeaver}. Public because woven classes live in another package; not meant for
 * hand-written code.
 *
 * <p>While nothing is being stopped a check is one volatile read.
 */
public final class StopChecks {
  /**
   * Time for {@code finally} blocks and {@code close} methods to run before the same thread is
   * stopped again.
   */
  private static final long GRACE_NS = 200_000_000L;

  /** Longest wait for the common pool after a cell was stopped. */
  private static final long DRAIN_NS = 100_000_000L;

  private static final ThreadLocal<long[]> LAST_THROW = new ThreadLocal<>();

  private static volatile boolean armed;
  private static volatile CellRun stopping;

  private StopChecks() {}

  /**
   * Ends the calling thread's code if its cell was interrupted.
   *
   * @throws CellInterrupted if so
   */
  public static void check() {
    if (armed) {
      checkRun();
    }
  }

  /**
   * Stands in for {@code System.exit}.
   *
   * @throws ExitRefused always
   */
  public static void exit(int status) {
    throw new ExitRefused(status);
  }

  /**
   * Stands in for {@code Runtime.exit} and {@code Runtime.halt}.
   *
   * @throws ExitRefused always
   */
  public static void exit(Runtime runtime, int status) {
    throw new ExitRefused(status);
  }

  /** From now on the threads of this run end at their next check. */
  static void stop(CellRun run) {
    run.stop();
    stopping = run;
    armed = true;
  }

  /**
   * Called when a new cell starts.
   *
   * @param leftBehind whether code of a stopped cell may still be running
   */
  static void settle(boolean leftBehind) {
    if (stopping != null) {
      drainPool();
    }
    stopping = null;
    armed = leftBehind;
  }

  private static void checkRun() {
    CellRun run = CellRun.current();
    // Pool threads are made once and serve many cells: their inherited run says nothing.
    if (run == null || Thread.currentThread() instanceof ForkJoinWorkerThread) {
      if (stopping == null) {
        return;
      }
    } else if (!run.isStopped() || inGrace()) {
      return;
    }
    throw new CellInterrupted("The cell was interrupted.");
  }

  private static boolean inGrace() {
    long now = System.nanoTime();
    long[] last = LAST_THROW.get();
    if (last == null) {
      LAST_THROW.set(new long[] {now});
      return false;
    }
    if (now - last[0] < GRACE_NS) {
      return true;
    }
    last[0] = now;
    return false;
  }

  /** Lets the pool drop what a stopped cell left in its queues, each task at its first check. */
  private static void drainPool() {
    long end = System.nanoTime() + DRAIN_NS;
    while (!ForkJoinPool.commonPool().isQuiescent() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
