package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cells that would take the process along. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KernelDeathTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aFullHeapIsTheCellsError() throws IOException, InterruptedException {
    try (KernelProcess kernel = KernelProcess.start(folder, List.of("-Xmx256m"), List.of())) {
      var outcome =
          kernel.run(
              "var hoard = new ArrayList<byte[]>();\nwhile (true) hoard.add(new byte[1_000_000]);");
      assertThat(outcome.errorName()).isEqualTo("OutOfMemoryError");
      assertThat(outcome.traceback()).contains("-->    2 |");
      var freeing = kernel.run("hoard = null; System.gc(); 5");
      assertThat(freeing.text()).as(() -> freeing.reply().toString()).isEqualTo("5");
      assertThat(kernel.shutdown()).isZero();
    }
  }

  /** The JVM by itself collects for a minute before it gives up. */
  @Test
  void aHeapFullOfSmallObjectsIsTheCellsError() throws IOException, InterruptedException {
    try (KernelProcess kernel = KernelProcess.start(folder, List.of("-Xmx512m"), List.of())) {
      var outcome =
          kernel.run(
              "var hoard = new ArrayList<String>();\nwhile (true) hoard.add(\"x\" + hoard.size());");
      assertThat(outcome.errorMessage()).contains("the garbage collector takes most of the time");
      assertThat(outcome.traceback()).contains("OutOfMemoryError", "-->    2 |");
      var freeing = kernel.run("hoard = null; System.gc(); 5");
      assertThat(freeing.text()).as(() -> freeing.reply().toString()).isEqualTo("5");
      assertThat(kernel.run("6").text()).isEqualTo("6");
      assertThat(kernel.shutdown()).isZero();
    }
  }

  /** Code of the JDK has no stop checks: where it goes on, the process has to end. */
  @Test
  void aLibraryThatFillsTheHeapIsAnsweredToo() throws IOException, InterruptedException {
    try (KernelProcess kernel = KernelProcess.start(folder, List.of("-Xmx512m"), List.of())) {
      var outcome = kernel.run("java.util.stream.LongStream.range(0, 1L << 40).boxed().toList()");
      assertThat(outcome.errorName()).isEqualTo("OutOfMemoryError");
      assertThat(kernel.awaitEnd(LIMIT) || kernel.run("6").text().equals("6")).isTrue();
    }
  }

  @Test
  void anExitInALibraryIsExplained() throws IOException, InterruptedException {
    try (KernelProcess kernel = KernelProcess.start(folder)) {
      String exit =
          "Class.forName(\"java.lang.System\").getMethod(\"exit\", int.class).invoke(null, 4);";
      var outcome = kernel.run(exit);
      assertThat(outcome.status()).isEqualTo("error");
      assertThat(outcome.errorMessage()).contains("ended the Java process", "restart");
      assertThat(kernel.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void shutsDownWhileACellRuns() throws IOException, InterruptedException {
    try (KernelProcess kernel = KernelProcess.start(folder)) {
      kernel.awaitMessage(kernel.send("while (true) ;"), "execute_input");
      assertThat(kernel.shutdown()).isZero();
    }
  }
}
