package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.table.Schema;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CancelTest {
  @TempDir Path dir;

  @Test
  @Timeout(30)
  void anInterruptEndsTheRunAndItsChildWithinASecond() throws Exception {
    Video video =
        Video.open(
            SyntheticClip.of(320, 480, 25)
                .draw(300, (n, g) -> g.fillRect(n, n, 20, 20))
                .write(dir.resolve("c.mp4")));
    CountDownLatch begun = new CountDownLatch(1);
    Analyzer slow =
        Analyzer.named("slow")
            .reads(Frames.all())
            .returns(Schema.frames("slow", ""))
            .perFrame((frame, rows) -> {
              begun.countDown();
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Pipeline.of(slow).run(video);
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    begun.await();
    assertThat(children()).isPositive();
    caller.interrupt();
    caller.join(1000);
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    for (int i = 0; i < 10 && children() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(children()).isZero();
  }

  private static long children() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("ffmpeg"))
        .count();
  }

  @Test
  void analyzersOfOneNameAreRefused() {
    Analyzer one =
        Analyzer.named("one")
            .reads(Frames.all())
            .returns(Schema.frames("one", ""))
            .perFrame((f, r) -> {});
    assertThatThrownBy(() -> Pipeline.of(one, one))
        .hasMessageContaining("two analyzers are named one");
  }
}
