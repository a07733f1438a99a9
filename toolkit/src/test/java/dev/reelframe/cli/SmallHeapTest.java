package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SmallHeapTest {
  private static final int HELD_MB = 60;

  /** Holds 60 MB at any time and drops what is older, as queues of frames do. */
  static final class Queues {
    static byte[][] held = new byte[HELD_MB][];

    private Queues() {}

    public static void main(String[] args) throws InterruptedException {
      if (args.length > 0) {
        SmallHeap.keep();
      }
      for (int i = 0; i < 3_000; i++) {
        held[i % HELD_MB] = new byte[1 << 20];
        if (i % 50 == 0) {
          Thread.sleep(5); // a decoder is no faster
        }
      }
      System.out.println(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted());
    }
  }

  @Test
  void aHeapStaysNearWhatIsHeld() throws IOException, InterruptedException {
    assertThat(committedMb("kept")).isLessThan(500);
  }

  @Test
  void byItselfItWouldNot() throws IOException, InterruptedException {
    assertThat(committedMb()).isGreaterThan(600);
  }

  private static long committedMb(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms128m",
                "-Xmn80m",
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                Queues.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).as(told).isZero();
    return Long.parseLong(told) >> 20;
  }
}
