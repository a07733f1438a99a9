package dev.reelframe.notebook.kernel;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;

/**
 * Ends a cell that fills the heap with small objects. The JVM gives up late: it collects again and
 * again for a minute, for a few bytes each time, and nothing else in the process gets on.
 */
final class HeapWatch implements Runnable {
  private static final long LOOK_MS = 500;

  /** Looks that are judged together, 2 s. */
  private static final int LOOKS = 4;

  /** Share of that time in collections, and of the old generation in use after one. */
  private static final double BUSY = 0.6;

  private static final double FULL = 0.9;

  /** How long it may go on after the cell was answered: what it left must not need the heap. */
  private static final long MERCY_NS = 8_000_000_000L;

  /** How long the answer may take: on a full heap every step of it waits for a collection. */
  private static final long ANSWER_NS = 14_000_000_000L;

  private static final int OUT_OF_MEMORY = 3;

  /** Composed while there is room for it. */
  private static final String ADVICE =
      "The heap (%d MB) is full, and the garbage collector takes most of the time. Set to null what is no longer needed, or start the kernel with a larger -Xmx."
          .formatted(Runtime.getRuntime().maxMemory() >> 20);

  private final CellThread cells;
  private final MemoryPoolMXBean old;
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  private final long startNanos = System.nanoTime();

  /** When each look was, since the start, and all collections' milliseconds until then. */
  private final long[] times = new long[LOOKS];

  private final long[] collecting = new long[LOOKS];

  private HeapWatch(CellThread cells, MemoryPoolMXBean old) {
    this.cells = cells;
    this.old = old;
  }

  /** Begins to watch, where the collector tells how full it leaves its old generation. */
  static void start(CellThread cells) {
    Optional<MemoryPoolMXBean> old =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().matches(".*(Old|Tenured) Gen"))
            .findFirst();
    old.ifPresent(pool -> {
      Thread watch =
          Thread.ofPlatform().daemon().name("heap").unstarted(new HeapWatch(cells, pool));
      watch.setPriority(Thread.MAX_PRIORITY);
      watch.start();
    });
  }

  @Override
  public void run() {
    boolean answering = false;
    long limitNanos = Long.MAX_VALUE;
    try {
      for (int look = 0; ; look = (look + 1) % LOOKS) {
        Thread.sleep(LOOK_MS);
        long now = System.nanoTime() - startNanos;
        if (answering && cells.current() == null) {
          answering = false;
          limitNanos = now + MERCY_NS;
        }
        if (!thrashes(look, now)) {
          continue;
        }
        if (endCell()) {
          answering = true;
          limitNanos = now + ANSWER_NS;
        } else if (now > limitNanos) {
          halt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the last looks saw little else than collections that free nothing. */
  private boolean thrashes(int look, long now) {
    long sum = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      sum += Math.max(0, collector.getCollectionTime());
    }
    double windowMs = (now - times[look]) / 1e6;
    double share = (sum - collecting[look]) / windowMs;
    boolean judged = times[look] != 0;
    times[look] = now;
    collecting[look] = sum;
    MemoryUsage after = old.getCollectionUsage();
    return judged && share > BUSY && after != null && after.getUsed() > FULL * after.getMax();
  }

  private boolean endCell() {
    Reserve.release();
    return cells.exhaust(new OutOfMemoryError(ADVICE));
  }

  private static void halt() {
    System.err.println(
        "The heap is full and what fills it has not ended: the kernel ends. Restart it.");
    Runtime.getRuntime().halt(OUT_OF_MEMORY);
  }
}
