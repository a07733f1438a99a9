package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameMemoTest {
  private record Look(String name) implements FrameMemo.Key<String> {}

  private record Count(String name) implements FrameMemo.Key<Integer> {}

  private static Frame frame(long index) {
    return new Frame(index, index, 1, 1, PixelFormat.GREY, new byte[1]);
  }

  @Test
  void manyWhoAskComputeOnce() {
    FrameMemo findings = new FrameMemo();
    Frame frame = frame(1);
    AtomicInteger computed = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    var other =
        CompletableFuture.supplyAsync(() -> {
          both.countDown();
          return findings.get(frame, new Count("a"), computed::incrementAndGet);
        });
    both.countDown();
    assertThat(findings.get(frame, new Count("a"), computed::incrementAndGet)).isEqualTo(1);
    assertThat(other.join()).isEqualTo(1);
    assertThat(computed).hasValue(1);
  }

  @Test
  void framesAndKeysAreKeptApart() {
    FrameMemo findings = new FrameMemo();
    Frame first = frame(1);
    Frame second = frame(1);
    assertThat(findings.get(first, new Look("a"), () -> "1a")).isEqualTo("1a");
    assertThat(findings.get(second, new Look("a"), () -> "2a")).isEqualTo("2a");
    assertThat(findings.get(first, new Look("b"), () -> "1b")).isEqualTo("1b");
    assertThat(findings.size()).isEqualTo(2);
  }

  @Test
  void aFrameThatNobodyHoldsIsForgotten() throws InterruptedException {
    FrameMemo findings = new FrameMemo();
    for (int i = 0; i < 100; i++) {
      findings.get(frame(i), new Look("a"), () -> "x");
    }
    for (int tries = 0; tries < 50 && findings.size() > 0; tries++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(findings.size()).isZero();
  }

  @Test
  void anErrorReachesEveryoneWhoAsks() {
    FrameMemo findings = new FrameMemo();
    Frame frame = frame(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() ->
              findings.get(
                  frame,
                  new Look("a"),
                  () -> {
                    throw new IllegalStateException("broken");
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken");
    }
  }
}
