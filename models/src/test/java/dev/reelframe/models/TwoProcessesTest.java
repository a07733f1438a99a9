package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {
  @TempDir Path home;

  /** One process: fetches the thing into the home folder and prints where it is. */
  static final class Fetch {
    public static void main(String[] arguments) {
      ModelEntry entry = StoreFixture.thing(StoreFixture.content(3), arguments[1]);
      ModelStore store = ModelStore.at(Path.of(arguments[0]), Catalogue.of(List.of(entry)));
      System.out.println(store.resolve("thing").model());
    }
  }

  private Process start(String address) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            java,
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            Fetch.class.getName(),
            home.toString(),
            address)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void twoProcessesFetchAtTheSameTimeAndOneOfThemDownloads() throws Exception {
    byte[] content = StoreFixture.content(3);
    try (ModelServer server = new ModelServer().holds("thing.bin", content).slow(1500)) {
      List<Process> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(start(server.address() + "thing.bin"));
      }
      for (Process process : both) {
        String printed =
            new String(
                    process.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8)
                .strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Path.of(printed)).hasBinaryContent(content);
      }
      assertThat(server.requests()).containsExactly("/thing.bin");
    }
  }
}
