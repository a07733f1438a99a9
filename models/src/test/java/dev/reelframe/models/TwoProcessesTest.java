package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {
  @TempDir Path home;

  private static final String EMBEDDED = "embedded";

  /** One process: brings the thing into the home folder and prints where it is. */
  static final class Fetch {
    public static void main(String[] arguments) {
      ModelEntry entry =
          arguments[1].equals(EMBEDDED)
              ? EmbeddedModelsTest.entry(EmbeddedModelsTest.FILE, EmbeddedModelsTest.embedded())
              : StoreFixture.thing(StoreFixture.content(3), arguments[1]);
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
      bothBring(content, server.address() + "thing.bin");
      assertThat(server.requests()).containsExactly("/thing.bin");
    }
  }

  @Test
  void twoProcessesUnpackWhatComesAlongAtTheSameTime() throws Exception {
    bothBring(EmbeddedModelsTest.embedded(), EMBEDDED);
  }

  private void bothBring(byte[] content, String address) throws Exception {
    List<Process> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(start(address));
    }
    for (Process process : both) {
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Path.of(printed)).hasBinaryContent(content);
    }
  }
}
