package dev.reelframe.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import javax.management.NotificationEmitter;

/**
 * Keeps the resident size near what is needed. The serial collector lets its old generation grow to
 * the limit before it looks into it, and here that fills with frames that were read long ago: a
 * short clip would take the memory of a long one. So a full collection (some 25 ms) comes whenever
 * the old generation has twice what the last one left.
 */
final class SmallHeap {
  private static final String POOL = "Tenured Gen";

  /** Below this much nothing is collected. */
  private static final long FLOOR_BYTES = 112L << 20;

  private SmallHeap() {}

  /** Watches from now on; does nothing under another collector. */
  static void keep() {
    Optional<MemoryPoolMXBean> old =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals(POOL) && pool.isUsageThresholdSupported())
            .findFirst();
    old.ifPresent(SmallHeap::watch);
  }

  private static void watch(MemoryPoolMXBean old) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    old.setUsageThreshold(threshold(old, 0));
    ((NotificationEmitter) memory)
        .addNotificationListener(
            (notification, handback) -> {
              memory.gc();
              old.setUsageThreshold(threshold(old, old.getUsage().getUsed()));
            },
            notification ->
                notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
            null);
  }

  /** Twice what is used, but no less than the floor and no more than there can be. */
  static long threshold(MemoryPoolMXBean pool, long used) {
    long most = pool.getUsage().getMax();
    long wanted = Math.max(FLOOR_BYTES, 2 * used);
    return most > 0 ? Math.min(wanted, most) : wanted;
  }
}
