package dev.reelframe.notebook.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread on which the code of all cells runs: one for the whole notebook, since native contexts
 * and thread locals stay with a thread.
 *
 * <p>An interrupt goes three ways at once: {@link Thread#interrupt} ends blocking calls, {@link
 * StopChecks} ends loops in the cells' own code, and code that heeds neither is left behind after
 * {@link #PATIENCE_MS} (its thread ends at its next stop check) while a new thread takes over.
 */
final class CellThread {
  /** How long interrupted code may take to end before the kernel goes on without it. */
  static final long PATIENCE_MS = 700;

  private final List<Worker> leftBehind = new ArrayList<>();
  private Worker worker;
  private CellRun run;

  /** From here on the calling thread works for this run, and an interrupt means it. */
  synchronized void begin(CellRun next) {
    next.enter();
    leftBehind.removeIf(each -> !each.thread.isAlive());
    StopChecks.settle(!leftBehind.isEmpty());
    run = next;
  }

  synchronized void end() {
    CellRun.leave();
    run = null;
  }

  /** The run that is under way, or null. */
  synchronized CellRun current() {
    return run;
  }

  /**
   * Runs the body on the cells' thread and waits for it. Called from that thread itself (a magic
   * that evaluates code), or outside of any run (the kernel's start-up), it runs in place.
   *
   * @param loader context class loader while the body runs
   * @throws CellInterrupted if the run was stopped, or its code had to be left behind
   */
  <T> T call(ClassLoader loader, Callable<T> body) throws Exception {
    CellRun caller = CellRun.current();
    Task<T> task;
    synchronized (this) {
      if (caller == null
          || caller.isStartUp()
          || (worker != null && Thread.currentThread() == worker.thread)) {
        task = null;
      } else {
        caller.throwIfStopped();
        if (worker == null) {
          worker = new Worker();
        }
        task = new Task<>(caller, loader, body);
        worker.tasks.add(task);
      }
    }
    if (task == null) {
      return body.call();
    }
    try {
      return task.outcome.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        default -> throw e;
      }
    }
  }

  /** Stops the run under way, if there is one; returns at once. */
  synchronized void interrupt() {
    if (run == null) {
      return;
    }
    CellRun stopped = run;
    StopChecks.stop(stopped);
    if (worker != null) {
      worker.interrupt(stopped);
    }
    CompletableFuture.delayedExecutor(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .execute(() -> leaveBehind(stopped));
  }

  /**
   * Ends the wait for the code of the run under way without stopping it: the process is about to
   * end.
   */
  synchronized void fail(Error reason) {
    if (worker != null) {
      worker.fail(reason);
    }
  }

  /**
   * Stops the code of the run under way and answers with this error, as if it were thrown there.
   *
   * @return whether there was any
   */
  synchronized boolean exhaust(Error reason) {
    if (run == null || worker == null || !worker.isRunning(run)) {
      return false;
    }
    CellRun stopped = run;
    reason.setStackTrace(worker.thread.getStackTrace());
    worker.fail(new InvocationTargetException(reason)); // as a call of the cell's method ends
    StopChecks.stop(stopped);
    worker.thread.interrupt();
    CompletableFuture.delayedExecutor(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .execute(() -> leaveBehind(stopped));
    return true;
  }

  private synchronized void leaveBehind(CellRun stopped) {
    if (worker != null && worker.isBusyWith(stopped)) {
      Worker abandoned = worker;
      worker = null;
      leftBehind.add(abandoned);
      abandoned.retire();
    }
  }

  private static final class Task<T> {
    final CellRun run;
    final ClassLoader loader;
    final Callable<T> body;
    final CompletableFuture<T> outcome = new CompletableFuture<>();

    Task(CellRun run, ClassLoader loader, Callable<T> body) {
      this.run = run;
      this.loader = loader;
      this.body = body;
    }

    void execute() {
      run.enter();
      Thread.currentThread().setContextClassLoader(loader);
      try {
        run.throwIfStopped();
        outcome.complete(body.call());
      } catch (Throwable t) { // whatever the user's code throws belongs to the cell
        outcome.completeExceptionally(t);
      }
    }
  }

  /**
   * Lets an interrupt reach the thread only while it runs a task: the queue and later cells never
   * see one.
   */
  private static final class Worker implements Runnable {
    final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
    final Thread thread;
    private Task<?> active;
    private volatile boolean retired;

    Worker() {
      thread = Thread.ofPlatform().name("cells").daemon().start(this);
    }

    @Override
    public void run() {
      while (!retired) {
        Task<?> task;
        try {
          task = tasks.take();
        } catch (InterruptedException e) { // by user code that kept a reference to this thread
          continue;
        }
        synchronized (this) {
          active = task;
        }
        task.execute();
        synchronized (this) {
          active = null;
          Thread.interrupted();
        }
        if (retired) {
          System.err.println("The interrupted code of cell " + task.run.number + " has ended.");
        }
      }
    }

    synchronized void interrupt(CellRun run) {
      if (isRunning(run)) {
        thread.interrupt();
      }
    }

    /** Whether somebody waits for it. */
    synchronized boolean isRunning(CellRun run) {
      return isBusyWith(run) && !active.outcome.isDone();
    }

    synchronized boolean isBusyWith(CellRun run) {
      return active != null && active.run == run;
    }

    synchronized void fail(Throwable reason) {
      if (active != null) {
        active.outcome.completeExceptionally(reason);
      }
    }

    synchronized void retire() {
      retired = true;
      fail(
          new CellInterrupted(
              "The cell was interrupted, and %.1f s later its code still ran: it goes on in the background until it ends by itself, which will be told here. Restart the kernel to be rid of it now."
                  .formatted(PATIENCE_MS / 1e3)));
    }
  }
}
