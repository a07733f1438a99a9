package dev.reelframe.gpu.schedule;

import dev.reelframe.gpu.error.GpuException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets devices do what a {@link Schedule} decides: a thread for each of their lanes. */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Object lock = new Object();
  private final Schedule schedule;
  private final Map<Job, CompletableFuture<Void>> open = new IdentityHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  private Dispatcher(List<? extends Accelerator> accelerators, Footprints footprints) {
    schedule =
        new Schedule(
            accelerators.stream().map(Accelerator::device).toList(),
            footprints,
            new Schedule.Listener() {
              @Override
              public void done(Job job) {
                open.remove(job).complete(null);
              }

              @Override
              public void failed(Job job, RuntimeException why) {
                open.remove(job).completeExceptionally(why);
              }
            });
  }

  /** Starts; the devices stay the caller's, and are closed after this. */
  public static Dispatcher over(List<? extends Accelerator> accelerators, Footprints footprints) {
    Dispatcher started = new Dispatcher(accelerators, footprints);
    for (Accelerator accelerator : accelerators) {
      for (int lane = 0; lane < accelerator.lanes(); lane++) {
        started.threads.add(
            Thread.ofPlatform()
                .daemon()
                .name("reelframe-" + accelerator.device().name() + "-" + lane)
                .start(() -> started.work(accelerator)));
      }
    }
    return started;
  }

  /**
   * Takes a job. The future ends when all its items have been worked on, or with what went wrong:
   * {@link dev.reelframe.gpu.error.DeviceExhausted} where no device has the memory, {@link
   * dev.reelframe.gpu.error.DeviceLost} where none is left, else what its model threw.
   *
   * @throws IllegalStateException when this was closed
   */
  public CompletableFuture<Void> submit(Job job) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the dispatcher was closed");
      }
      CompletableFuture<Void> future = new CompletableFuture<>();
      open.put(job, future);
      schedule.submit(job);
      lock.notifyAll();
      return future;
    }
  }

  /**
   * Forgets a model that has no job left; freeing it on the devices that hold it is the caller's
   * part, after this.
   */
  public void forget(Demand demand) {
    synchronized (lock) {
      schedule.forget(demand);
    }
  }

  /** Names of the devices that have not been lost. */
  public List<String> devices() {
    synchronized (lock) {
      return schedule.devices();
    }
  }

  private void work(Accelerator accelerator) {
    String name = accelerator.device().name();
    try {
      for (Optional<Step> step = next(accelerator); step.isPresent(); step = next(accelerator)) {
        switch (step.get()) {
          case Step.Load load -> load(accelerator, load.demand());
          case Step.Unload unload -> accelerator.unload(unload.demand());
          case Step.Run run -> run(accelerator, run.batch());
        }
      }
    } catch (RuntimeException broken) { // the driver itself, or a model that cannot be freed
      report(() -> {
        if (schedule.devices().contains(name)) {
          LOG.warn("{} is given up: {}", accelerator.device().card(), broken.getMessage());
          schedule.lost(name);
        }
      });
    }
  }

  /** Waits for the next step; empty at the end. */
  private Optional<Step> next(Accelerator accelerator) {
    String name = accelerator.device().name();
    synchronized (lock) {
      while (!closed && schedule.devices().contains(name)) {
        Optional<Step> step =
            schedule.hasWork() ? schedule.next(name, accelerator.freeBytes()) : Optional.empty();
        if (step.isPresent()) {
          return step;
        }
        try {
          lock.wait();
        } catch (InterruptedException e) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  private void load(Accelerator accelerator, Demand demand) {
    String name = accelerator.device().name();
    try {
      long bytes = accelerator.load(demand);
      report(() -> schedule.loaded(name, demand, bytes));
    } catch (RuntimeException e) {
      switch (recovery(e)) {
        case SMALLER -> report(() -> schedule.loadExhausted(name, demand, e));
        case OTHER_DEVICE, NEW_CONTEXT -> throw e;
        case NONE, LATER -> report(() -> schedule.loadFailed(name, demand, e));
      }
    }
  }

  private void run(Accelerator accelerator, Batch batch) {
    String name = accelerator.device().name();
    try {
      Accelerator.Finished finished = accelerator.run(batch);
      report(() -> schedule.ended(name, batch, finished.use(), finished.handOver()));
    } catch (RuntimeException e) {
      switch (recovery(e)) {
        case SMALLER -> report(() -> schedule.exhausted(name, batch, e));
        case OTHER_DEVICE, NEW_CONTEXT -> throw e;
        case NONE, LATER -> report(() -> schedule.failed(name, batch, e));
      }
    }
  }

  private static GpuException.Recovery recovery(RuntimeException e) {
    return e instanceof GpuException known ? known.recovery() : GpuException.Recovery.NONE;
  }

  private void report(Runnable news) {
    synchronized (lock) {
      news.run();
      lock.notifyAll();
    }
  }

  /** Ends the threads after what they run; jobs that still wait end with an exception. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> left;
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    threads.forEach(Dispatcher::join);
    synchronized (lock) {
      left = List.copyOf(open.values());
      open.clear();
    }
    left.forEach(f -> f.completeExceptionally(new IllegalStateException("closed while waiting")));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
