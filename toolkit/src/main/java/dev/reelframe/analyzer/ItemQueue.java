package dev.reelframe.analyzer;

import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Item;
import java.util.ArrayDeque;
import java.util.Optional;

/** The bounded queue of items between the decoder and one analyzer. Ended until it is fed. */
final class ItemQueue {
  /**
   * Bytes of pictures and sound that may wait in one queue; at least {@link #MIN_ITEMS} items may
   * wait all the same.
   */
  private static final long MAX_BYTES = 2L << 20;

  private static final int MIN_ITEMS = 2;

  private final AnalyzerTask work;
  private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean ended = true;
  private boolean abandoned;

  ItemQueue(AnalyzerTask work) {
    this.work = work;
  }

  AnalyzerTask work() {
    return work;
  }

  /** Items will come, until {@link #end}. */
  synchronized void fed() {
    ended = false;
  }

  /** Adds an item; waits while it is full. Returns at once when nobody reads any more. */
  synchronized void put(Delivery delivery) throws InterruptedException {
    long size = size(delivery.item());
    while (!abandoned && waiting.size() >= MIN_ITEMS && bytes + size > MAX_BYTES) {
      wait();
    }
    if (!abandoned) {
      waiting.addLast(delivery);
      bytes += size;
      notifyAll();
    }
  }

  /** The next item; waits for it; empty at the end. */
  synchronized Optional<Delivery> take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    Delivery next = waiting.pollFirst();
    if (next != null) {
      bytes -= size(next.item());
      notifyAll();
    }
    return Optional.ofNullable(next);
  }

  /** No more items will come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Nobody will read any more: what waits is dropped and nothing is added. */
  synchronized void abandon() {
    abandoned = true;
    waiting.clear();
    bytes = 0;
    notifyAll();
  }

  private static long size(Item item) {
    return switch (item) {
      case Frame frame -> frame.data().length;
      case AudioBlock block -> 4L * block.samples().length;
    };
  }
}
