package dev.reelframe.gpu.cuda;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what this process has opened and closed in the driver, so that a test, or a long-running
 * service, can see a leak.
 */
public final class OpenHandles {
  /** What is counted. */
  public enum Kind {
    CONTEXT,
    STREAM,
    EVENT,
    DEVICE_MEMORY,
    PINNED_MEMORY,
    MODULE,
    GRAPH,
    EXECUTABLE_GRAPH
  }

  private static final AtomicLongArray OPENED = new AtomicLongArray(Kind.values().length);
  private static final AtomicLongArray CLOSED = new AtomicLongArray(Kind.values().length);

  private OpenHandles() {}

  /** Open handles by kind; kinds without one are left out. */
  public static Map<Kind, Long> now() {
    Map<Kind, Long> open = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      long count = OPENED.get(kind.ordinal()) - CLOSED.get(kind.ordinal());
      if (count != 0) {
        open.put(kind, count);
      }
    }
    return open;
  }

  /** How many of a kind have ever been opened. */
  public static long everOpened(Kind kind) {
    return OPENED.get(kind.ordinal());
  }

  static void opened(Kind kind) {
    OPENED.incrementAndGet(kind.ordinal());
  }

  static void closed(Kind kind) {
    CLOSED.incrementAndGet(kind.ordinal());
  }
}
