package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is kept out by a lock: other threads, and other processes. */
@Timeout(60)
class PathLockTest {
  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void name() {
    file = dir.resolve("folder/it.lock");
  }

  /**
   * Another process: takes the lock, says {@code held} or {@code busy}, and waits for its input.
   */
  static final class Other {
    public static void main(String[] arguments) throws IOException {
      Optional<PathLock> lock = PathLock.within(Duration.ZERO, Path.of(arguments[0]));
      System.out.println(lock.isPresent() ? "held" : "busy");
      System.in.read();
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  private Process other() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            Other.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String word(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    return said.readLine();
  }

  private String answerOfAnother() throws Exception {
    Process process = other();
    String word = word(process);
    process.getOutputStream().close();
    process.waitFor();
    return word;
  }

  @Test
  void anotherProcessIsKeptOut() throws Exception {
    try (PathLock lock = PathLock.on(file)) {
      assertThat(answerOfAnother()).isEqualTo("busy");
      // Asking again in this process closes no descriptor of the file: that would give up the lock.
      assertThat(PathLock.within(Duration.ZERO, file)).isEmpty();
      assertThat(PathLock.holder(file)).contains("" + ProcessHandle.current().pid());
      assertThat(answerOfAnother()).isEqualTo("busy");
    }
    assertThat(file).doesNotExist();
    assertThat(answerOfAnother()).isEqualTo("held");
    assertThat(file).doesNotExist();
  }

  @Test
  void thisProcessIsKeptOutByAnotherAndTakesOverWhenThatIsKilled() throws Exception {
    Process process = other();
    assertThat(word(process)).isEqualTo("held");
    assertThat(PathLock.within(Duration.ofMillis(120), file)).isEmpty();
    assertThat(PathLock.holder(file)).contains("" + process.pid());
    process.destroyForcibly().waitFor();
    assertThat(file).exists();
    try (PathLock lock = PathLock.on(file)) {
      assertThat(answerOfAnother()).isEqualTo("busy");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void oneThreadAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 50; n++) {
                  try (PathLock lock = PathLock.on(file)) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                  } catch (IOException e) {
                    most.set(1000);
                  }
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most).hasValue(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void aLinkIsTheSameFolder() throws IOException {
    try (PathLock lock = PathLock.on(file)) {
      Path link = Files.createSymbolicLink(dir.resolve("link"), file.getParent());
      assertThat(PathLock.within(Duration.ZERO, link.resolve("it.lock"))).isEmpty();
    }
  }
}
