package dev.reelframe.models;

import java.util.concurrent.atomic.AtomicLong;

/** Native resources opened and not yet closed; leak tests read it. */
enum NativeCount {
  SESSIONS,
  TENSORS;

  private final AtomicLong live = new AtomicLong();

  void opened() {
    live.incrementAndGet();
  }

  void closed() {
    live.decrementAndGet();
  }

  long live() {
    return live.get();
  }
}
