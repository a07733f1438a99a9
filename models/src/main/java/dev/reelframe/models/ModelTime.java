package dev.reelframe.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/**
 * CPU time that a thread spends inside models. Models run on the thread that calls them, so what an
 * analyzer's thread used beyond this went into making inputs and reading outputs.
 */
public final class ModelTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ThreadLocal<long[]> SPENT = ThreadLocal.withInitial(() -> new long[1]);

  private ModelTime() {}

  /** Nanoseconds of CPU that the current thread has spent inside models since it began. */
  public static long nanos() {
    return SPENT.get()[0];
  }

  /** Runs something that is a model, or does nothing but call one, such as a text recogniser. */
  public static <T> T of(Supplier<T> model) {
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      return model.get();
    } finally {
      SPENT.get()[0] += THREADS.getCurrentThreadCpuTime() - before;
    }
  }
}
