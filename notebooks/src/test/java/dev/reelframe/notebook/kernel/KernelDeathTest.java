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
