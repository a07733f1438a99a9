package dev.reelframe.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import dev.reelframe.fetch.Sources.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching and keeping, against servers that behave and servers that do not. */
@Timeout(60)
class SourcesTest {
  private static final HeadCheck ANY = (head, name) -> {};

  @TempDir Path dir;
  private WebServer server;
  private Sources sources;

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start();
    sources =
        new Sources(
                dir.resolve("media"),
                AddressPolicy.publicOnly(),
                FetchLimits.standard().bytes(1 << 20).idle(Duration.ofSeconds(5)),
                FetchProgress.SILENT,
                Optional.empty(),
                false,
                false)
            .allow("127.0.0.1");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private Fetched fetch(String path) throws FetchFailure {
    return sources.fetch(WebAddress.parse(server.url(path)), ANY);
  }

  private List<Path> partials() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("media/partial"))) {
      return files.filter(f -> !f.toString().endsWith(".lock")).toList();
    }
  }

  @Test
  void aFileIsNamedByItsContentAndAskedForOnlyOnce() throws IOException {
    byte[] clip = bytes(200_000);
    server.file("/clip.mp4", clip, "video/mp4").file("/copy.mp4", clip, "video/mp4");
    List<Long> told = new ArrayList<>();
    sources = sources.progress((url, n, total) -> told.add(total.orElse(-1) - n));
    Fetched first = fetch("/clip.mp4");
    assertThat(first.file()).hasBinaryContent(clip);
    assertThat(first.file().getFileName().toString()).matches("[0-9a-f]{64}");
    assertThat(first.name()).isEqualTo("clip");
    assertThat(first.info().table().row(0).getString("url")).isEqualTo(server.url("/clip.mp4"));
    assertThat(told.getLast()).isZero();
    assertThat(fetch("/clip.mp4").file()).isEqualTo(first.file());
    assertThat(fetch("/copy.mp4").file()).isEqualTo(first.file());
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(1).headers()).containsKey("if-none-match");
    assertThat(partials()).isEmpty();
  }

  @Test
  void unchangedIsNoAnswerToWhoHasNothing() {
    server.on("/clip.mp4", (request, out) -> WebServer.send(out, 304, "ETag: \"v1\"", ""));
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOf(FetchFailure.Unavailable.class)
        .hasMessageContaining("was answered with 304");
  }

  @Test
  void aNewVersionIsFetched() throws IOException {
    server.file("/clip.mp4", bytes(1000), "video/mp4");
    fetch("/clip.mp4");
    server.file("/clip.mp4", bytes(2000), "video/mp4");
    assertThat(fetch("/clip.mp4").file()).hasBinaryContent(bytes(2000));
  }

  @Test
  void aBrokenTransferIsTakenUpWhereItBroke() throws IOException {
    byte[] clip = bytes(300_000);
    AtomicInteger calls = new AtomicInteger();
    server.on(
        "/clip.mp4",
        (request, out) -> {
          int call = calls.incrementAndGet();
          String head = "ETag: \"v1\"\r\nContent-Length: ";
          if (call == 1) {
            WebServer.send(out, 200, head + clip.length, "");
            out.write(clip, 0, 100_000);
            return;
          }
          int from = Integer.parseInt(request.headers().get("range").replaceAll("\\D", ""));
          assertThat(request.headers().get("if-range")).isEqualTo("\"v1\"");
          WebServer.send(
              out,
              206,
              head + (clip.length - from) + "\r\nContent-Range: bytes " + from + "-299999/300000",
              "");
          out.write(clip, from, clip.length - from);
        });
    assertThat(fetch("/clip.mp4").file()).hasBinaryContent(clip);
    assertThat(calls).hasValue(2);
    assertThat(server.requests().get(1).headers().get("range")).isEqualTo("bytes=100000-");
  }

  @Test
  void theNextRunGoesOnWhereThisOneGaveUp() throws IOException {
    byte[] clip = bytes(300_000);
    server.on(
        "/clip.mp4",
        (request, out) -> {
          int from =
              request.headers().containsKey("range")
                  ? Integer.parseInt(request.headers().get("range").replaceAll("\\D", ""))
                  : 0;
          String range = from == 0 ? "" : "\r\nContent-Range: bytes " + from + "-299999/300000";
          WebServer.send(
              out,
              from == 0 ? 200 : 206,
              "ETag: \"v1\"\r\nContent-Length: " + (clip.length - from) + range,
              "");
          out.write(clip, from, Math.min(50_000, clip.length - from));
        });
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(partials()).isNotEmpty();
    assertThat(fetch("/clip.mp4").file()).hasBinaryContent(clip);
    assertThat(partials()).isEmpty();
  }

  @Test
  void whatHasChangedMeanwhileIsFetchedWhole() throws IOException {
    byte[] second = bytes(120_000);
    AtomicInteger calls = new AtomicInteger();
    server.on(
        "/clip.mp4",
        (request, out) -> {
          if (calls.incrementAndGet() == 1) {
            WebServer.send(out, 200, "ETag: \"v1\"\r\nContent-Length: 300000", "");
            out.write(bytes(50_000));
          } else {
            WebServer.send(out, 200, "ETag: \"v2\"\r\nContent-Length: " + second.length, "");
            out.write(second);
          }
        });
    assertThat(fetch("/clip.mp4").file()).hasBinaryContent(second);
  }

  @Test
  void aWrongRangeIsNotGluedOn() throws IOException {
    byte[] clip = bytes(1000);
    AtomicInteger calls = new AtomicInteger();
    server.on(
        "/clip.mp4",
        (request, out) -> {
          switch (calls.incrementAndGet()) {
            case 1 -> {
              WebServer.send(out, 200, "ETag: \"v1\"\r\nContent-Length: 1000", "");
              out.write(clip, 0, 500);
            }
            case 2 -> {
              WebServer.send(
                  out,
                  206,
                  "ETag: \"v1\"\r\nContent-Range: bytes 0-999/1000\r\nContent-Length: 1000",
                  "");
              out.write(clip);
            }
            default -> {
              WebServer.send(out, 200, "ETag: \"v1\"\r\nContent-Length: 1000", "");
              out.write(clip);
            }
          }
        });
    assertThat(fetch("/clip.mp4").file()).hasBinaryContent(clip);
  }

  @Test
  void anEndlessBodyEndsAtTheLimit() {
    server.on(
        "/clip.mp4",
        (request, out) -> {
          WebServer.send(out, 200, "", "");
          byte[] more = bytes(1 << 16);
          for (int i = 0; i < 1000; i++) {
            out.write(more);
          }
        });
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("limit of 1 MiB");
    assertThat(dir.resolve("media/partial")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anAnnouncedExcessIsRefusedUnread() {
    server.on(
        "/clip.mp4",
        (request, out) -> WebServer.send(out, 200, "Content-Length: 99999999999", "x"));
    assertThatThrownBy(() -> fetch("/clip.mp4")).isInstanceOf(Refused.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aBodyShorterThanAnnouncedIsNoFile() {
    server.on(
        "/clip.mp4", (request, out) -> WebServer.send(out, 200, "Content-Length: 5000", "short"));
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("broke 3 times");
    assertThat(dir.resolve("media/objects")).doesNotExist();
  }

  @Test
  void aSilentServerIsLeft() {
    sources = sources.limits(sources.limits().idle(Duration.ofMillis(200)));
    server.on("/clip.mp4", (request, out) -> pause(30_000));
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.retryable()).isTrue());
  }

  @Test
  void aDrippingServerIsLeftAtTheTotalLimit() {
    sources = sources.limits(sources.limits().total(Duration.ofMillis(700)));
    server.on(
        "/clip.mp4",
        (request, out) -> {
          out.write("HTTP/1.1 200 X\r\nX-Drip: ".getBytes(ISO_8859_1));
          for (int i = 0; i < 1000; i++) {
            out.write('x');
            out.flush();
            pause(100);
          }
        });
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void anInterruptEndsAFetch() throws InterruptedException {
    server.on("/clip.mp4", (request, out) -> pause(30_000));
    List<Throwable> seen = new ArrayList<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                fetch("/clip.mp4");
              } catch (FetchFailure e) {
                seen.add(e);
              }
            });
    while (server.requests().isEmpty()) {
      Thread.sleep(10);
    }
    caller.interrupt();
    caller.join(20_000);
    assertThat(seen).singleElement().isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 403, 400, 451})
  void aRefusalIsFinal(int status) {
    server.on("/clip.mp4", (request, out) -> WebServer.send(out, status, "Content-Length: 0", ""));
    assertThatThrownBy(() -> fetch("/clip.mp4"))
        .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.retryable()).isFalse());
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aBusyServerIsAskedAgain(int status) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    server.on(
        "/clip.mp4",
        (request, out) -> {
          if (calls.incrementAndGet() < 3) {
            WebServer.send(out, status, "Content-Length: 0", "");
          } else {
            WebServer.send(out, 200, "Content-Length: 4", "clip");
          }
        });
    assertThat(fetch("/clip.mp4").file()).hasContent("clip");
  }

  @Test
  void redirectsAreFollowedFiveTimes() throws IOException {
    server.file("/end.mp4", bytes(10), "video/mp4");
    for (int i = 0; i < 6; i++) {
      server.redirect("/r" + i, i == 5 ? "/end.mp4" : "/r" + (i + 1));
    }
    assertThat(fetch("/r1").file()).hasBinaryContent(bytes(10));
    assertThatThrownBy(() -> fetch("/r0"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("more than 5 times");
  }

  @Test
  void theCacheKeepsToItsLimitTheLongestUnusedGoFirst() throws IOException {
    Path objects = Files.createDirectories(dir.resolve("media/objects"));
    for (int i = 0; i < 4; i++) {
      Path old = Files.write(objects.resolve(String.valueOf(i).repeat(64)), bytes(1000));
      Files.setLastModifiedTime(
          old, java.nio.file.attribute.FileTime.fromMillis(1000L * (i == 0 ? 99 : i)));
    }
    sources = sources.limits(sources.limits().cacheBytes(3500));
    server.file("/clip.mp4", bytes(1500), "video/mp4");
    Path fresh = fetch("/clip.mp4").file();
    try (Stream<Path> left = Files.list(objects)) {
      assertThat(left.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              fresh.getFileName().toString(), "0".repeat(64), "3".repeat(64));
    }
  }

  @Test
  void anotherHostsAddressIsNotAllowed() {
    List<String> asked = new ArrayList<>();
    sources =
        sources.policy(
            AddressPolicy.publicOnly()
                .lookup(host -> {
                  asked.add(host);
                  return new java.net.InetAddress[] {
                    java.net.InetAddress.ofLiteral("8.8.8.8"),
                    java.net.InetAddress.ofLiteral("127.0.0.1")
                  };
                })
                .allow("trusted.example"));
    String port = ":" + server.port() + "/clip.mp4";
    server.file("/clip.mp4", bytes(10), "video/mp4");
    assertThatThrownBy(() -> sources.fetch(WebAddress.parse("http://rebind.example" + port), ANY))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("--allow-host rebind.example");
    assertThat(server.requests()).isEmpty();
    assertThat(asked).containsExactly("rebind.example");
  }

  @Test
  void offlineOnlyTheCacheAnswers() throws IOException {
    server.file("/clip.mp4", bytes(10), "video/mp4");
    fetch("/clip.mp4");
    sources =
        new Sources(
            sources.home(),
            sources.policy(),
            sources.limits(),
            sources.progress(),
            Optional.empty(),
            false,
            true);
    assertThat(fetch("/clip.mp4").file()).hasBinaryContent(bytes(10));
    assertThatThrownBy(() -> fetch("/other.mp4"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("REELFRAME_OFFLINE");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anIpv6AddressWorksLikeAnyOther() throws IOException {
    try (WebServer six = sixOrSkip()) {
      six.file("/clip.mp4", bytes(10), "video/mp4");
      String url = "http://[::1]:" + six.port() + "/clip.mp4";
      assertThatThrownBy(() -> sources.fetch(WebAddress.parse(url), ANY))
          .isInstanceOf(Refused.class);
      assertThat(six.requests()).isEmpty();
      assertThat(sources.allow("::1").fetch(WebAddress.parse(url), ANY).file())
          .hasBinaryContent(bytes(10));
    }
  }

  private static WebServer sixOrSkip() {
    try {
      return WebServer.start("::1");
    } catch (IOException e) {
      return org.junit.jupiter.api.Assumptions.abort("no IPv6 here");
    }
  }

  @Test
  void twoCallersOfOneAddressShareOneFile() throws Exception {
    byte[] clip = bytes(400_000);
    server.file("/clip.mp4", clip, "video/mp4");
    List<Path> files = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  files.add(fetch("/clip.mp4").file());
                } catch (FetchFailure e) {
                  files.add(Path.of(e.toString()));
                }
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(files).hasSize(4).containsOnly(files.getFirst());
    assertThat(files.getFirst()).hasBinaryContent(clip);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
