package dev.reelframe.media.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a child in the sandbox can and cannot do, tried by a shell. */
@Timeout(30)
class SandboxTest {
  private static final Path SHELL = Path.of("/bin/bash");

  @TempDir Path dir;
  private Sandbox sandbox;

  private record Ended(int status, String output, String errors) {}

  @BeforeEach
  void here() {
    assumeTrue(Sandbox.here().isPresent(), "no sandbox on this system");
    assumeTrue(Files.isExecutable(SHELL), "no bash on this system");
    sandbox = Sandbox.here().orElseThrow();
  }

  private Ended shell(String script, Path... readable) throws IOException, InterruptedException {
    Process child =
        sandbox.start(
            List.of(SHELL.toString(), "-c", script),
            Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello"),
            List.of(),
            List.of(readable));
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Ended(child.exitValue(), output, errors);
  }

  @Test
  void aChildHasItsStreamsItsVariablesAndItsStatus() throws Exception {
    Ended ended = shell("cat; echo $GREETING; echo oops >&2; ls /proc/self/fd | wc -l; exit 7");
    assertThat(ended.status).isEqualTo(7);
    assertThat(ended.output).startsWith("hello\n");
    assertThat(ended.errors).startsWith("oops\n");
    assertThat(shell("kill -9 $$").status).isEqualTo(128 + 9);
  }

  @Test
  void itReadsTheFilesItIsGivenAndNoOthers() throws Exception {
    Path given = Files.writeString(dir.resolve("g\u00edven \ud83c\udfac.txt"), "given");
    Path other = Files.writeString(dir.resolve("other.txt"), "other");
    assumeTrue(sandbox.toString().contains("Landlock"), "this kernel has no Landlock");
    assertThat(shell("cat '" + given + "'", given).output).isEqualTo("given");
    assertThat(shell("cat '" + other + "'", given).status).isNotZero();
    assertThat(shell("ls '" + dir + "'", given).status).isNotZero();
    assertThat(shell("cat /etc/passwd").output).isEmpty();
    assertThat(shell("echo x > '" + given + "'", given).status).isNotZero();
    assertThat(shell("echo x > '" + dir.resolve("new.txt") + "'", given).status).isNotZero();
    assertThat(shell("rm '" + given + "'", given).status).isNotZero();
    assertThat(Files.readString(given)).isEqualTo("given");
    assertThat(dir.resolve("new.txt")).doesNotExist();
  }

  @Test
  void itReachesNoNetwork() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort();
      Process free = new ProcessBuilder(SHELL.toString(), "-c", connect).start();
      server.setSoTimeout(5000);
      server.accept().close();
      free.waitFor();
      Ended ended = shell(connect);
      assertThat(ended.status).isNotZero();
      server.setSoTimeout(200);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void thisProcessGivesUpNothing() throws Exception {
    Path file = Files.writeString(dir.resolve("mine.txt"), "mine");
    for (int i = 0; i < 20; i++) {
      shell("true");
    }
    assertThat(Files.readString(file)).isEqualTo("mine");
    Process plain = new ProcessBuilder("cat", file.toString()).start();
    assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("mine");
    // Whatever thread this is completed on, it may open files.
    assertThat(plain.onExit().thenApplyAsync(p -> Files.exists(file)).get()).isTrue();
    try (ServerSocket server = new ServerSocket(0)) {
      assertThat(server.getLocalPort()).isPositive();
    }
  }

  @Test
  void endsAtOnceWhenItIsKilled() throws Exception {
    Process child =
        sandbox.start(List.of(SHELL.toString(), "-c", "sleep 100"), Map.of(), List.of(), List.of());
    assertThat(child.isAlive()).isTrue();
    assertThat(child.toHandle().isAlive()).isTrue();
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
    assertThat(child.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void descriptorsComeBack() throws Exception {
    shell("true");
    long before = descriptors();
    for (int i = 0; i < 30; i++) {
      Process child =
          sandbox.start(List.of(SHELL.toString(), "-c", "true"), Map.of(), List.of(), List.of());
      child.getInputStream().close();
      child.getErrorStream().close();
      child.waitFor();
      assertThatThrownBy(
              () -> sandbox.start(List.of("/nowhere/program"), Map.of(), List.of(), List.of()))
          .isInstanceOf(IOException.class);
    }
    assertThat(descriptors()).isLessThan(before + 10);
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
