package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelframe.fetch.Sources;
import dev.reelframe.fetch.SourcesFixture;
import dev.reelframe.fetch.WebServer;
import dev.reelframe.media.MediaException.InputRejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What nobody should type: each ends as a typed error, without a connection to a forbidden address
 * and without a process. A listener on loopback that nobody may reach counts connections; the JVM's
 * flight recorder counts processes and names the hosts that bytes went to.
 */
@Timeout(120)
class HostileSourceTest {
  @TempDir static Path dir;
  private static ServerSocket forbidden;
  private static final AtomicInteger REACHED = new AtomicInteger();
  private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());
  private static WebServer allowed;
  private static Sources sources;
  private static Path ytDlpRan;

  /** FORBIDDEN is the port of the listener, ALLOWED that of the server that may be asked. */
  static final List<String> REFUSED =
      List.of(
          // Other protocols, and what ffmpeg takes for one.
          "file:///etc/passwd",
          "FILE:/etc/passwd",
          "concat:/etc/passwd|/etc/hosts",
          "concatf:/etc/passwd",
          "subfile,,start,0,end,0,,:/etc/passwd",
          "data:video/mp4;base64,AAAA",
          "gopher://127.0.0.1:FORBIDDEN/_x",
          "ftp://127.0.0.1:FORBIDDEN/clip.mp4",
          "tcp://127.0.0.1:FORBIDDEN",
          "udp://@239.0.0.1:1234",
          "rtmp://127.0.0.1:FORBIDDEN/live",
          "rtsp://127.0.0.1:FORBIDDEN/live",
          "unix:///tmp/socket",
          "pipe:0",
          "fd:0",
          "crypto:/etc/passwd",
          "async:cache:file:/etc/passwd",
          "hls+http://127.0.0.1:FORBIDDEN/x.m3u8",
          "lavfi:testsrc",
          "jar:http://127.0.0.1:FORBIDDEN/x.jar!/y",
          "javascript:alert(1)",
          "\\\\127.0.0.1\\share\\clip.mp4",
          // Loopback in every notation.
          "http://127.0.0.1:FORBIDDEN/clip.mp4",
          "http://localhost:FORBIDDEN/clip.mp4",
          "http://LOCALHOST.:FORBIDDEN/clip.mp4",
          "http://127.1:FORBIDDEN/clip.mp4",
          "http://2130706433:FORBIDDEN/clip.mp4",
          "http://0x7f000001:FORBIDDEN/clip.mp4",
          "http://0x7f.0.0.1:FORBIDDEN/clip.mp4",
          "http://0177.0.0.1:FORBIDDEN/clip.mp4",
          "http://017700000001:FORBIDDEN/clip.mp4",
          "http://127.0.0.1.:FORBIDDEN/clip.mp4",
          "http://0:FORBIDDEN/clip.mp4",
          "http://0.0.0.0:FORBIDDEN/clip.mp4",
          "http://[::1]:FORBIDDEN/clip.mp4",
          "http://[::]:FORBIDDEN/clip.mp4",
          "http://[::ffff:127.0.0.1]:FORBIDDEN/clip.mp4",
          "http://[::ffff:7f00:1]:FORBIDDEN/clip.mp4",
          "http://[::127.0.0.1]:FORBIDDEN/clip.mp4",
          "http://[64:ff9b::127.0.0.1]:FORBIDDEN/clip.mp4",
          "http://[2002:7f00:1::]:FORBIDDEN/clip.mp4",
          "http://[fe80::1%25lo]:FORBIDDEN/clip.mp4",
          "http://１２７。０。０。１:FORBIDDEN/clip.mp4",
          "http://%31%32%37.0.0.1:FORBIDDEN/clip.mp4",
          "http://example.org@127.0.0.1:FORBIDDEN/clip.mp4",
          "http://127.0.0.1:FORBIDDEN\\@example.org/clip.mp4",
          "http://127.0.0.1:FORBIDDEN#@example.org/clip.mp4",
          // Private and metadata addresses.
          "http://10.0.0.1/clip.mp4",
          "http://172.16.0.1/clip.mp4",
          "http://192.168.0.1/clip.mp4",
          "http://100.64.0.1/clip.mp4",
          "http://169.254.169.254/latest/meta-data/",
          "http://2852039166/latest/meta-data/",
          "http://0xA9FEA9FE/latest/meta-data/",
          "http://[fd00:ec2::254]/latest/meta-data/",
          "http://[fe80::1]/clip.mp4",
          "http://168.63.129.16/clip.mp4",
          "http://224.0.0.1/clip.mp4",
          // Names that lead there.
          "http://loopback.example:FORBIDDEN/clip.mp4",
          "http://six.example:FORBIDDEN/clip.mp4",
          "http://metadata.example/latest/meta-data/",
          "http://mixed.example:FORBIDDEN/clip.mp4",
          // Redirects that lead there, from a host that may be asked.
          "http://127.0.0.2:ALLOWED/to-loopback",
          "http://127.0.0.2:ALLOWED/to-name",
          "http://127.0.0.2:ALLOWED/to-metadata",
          "http://127.0.0.2:ALLOWED/to-file",
          "http://127.0.0.2:ALLOWED/to-decimal",
          "http://127.0.0.2:ALLOWED/to-nowhere",
          "http://127.0.0.2:ALLOWED/around",
          // Playlists and other things named like clips.
          "http://127.0.0.2:ALLOWED/hls.mp4",
          "http://127.0.0.2:ALLOWED/dash.mp4",
          "http://127.0.0.2:ALLOWED/concat.mp4",
          "http://127.0.0.2:ALLOWED/sdp.mp4",
          "http://127.0.0.2:ALLOWED/text.mp4",
          "http://127.0.0.2:ALLOWED/empty.mp4",
          "http://127.0.0.2:ALLOWED/endless.mp4",
          "http://127.0.0.2:ALLOWED/huge.mp4",
          "http://127.0.0.2:ALLOWED/zipped.mp4",
          // Words that mean something to a shell, an option parser or a terminal.
          "-i",
          "--exec=touch /tmp/x",
          "-version",
          "",
          " ",
          "clip.mp4\n-i\n/etc/passwd",
          "clip.mp4\0.txt",
          "http://example.org/\r\nHost: 127.0.0.1",
          "http://example.org/\u001b[2J",
          "http://example.org:99999/",
          "http:///clip.mp4",
          "http:127.0.0.1:FORBIDDEN",
          "http://" + "a".repeat(5000) + "/");

  /** Not refused, but not to be had either: the world's fault, not the user's. */
  static final List<String> UNAVAILABLE =
      List.of(
          "http://nowhere.example/clip.mp4",
          "http://127.0.0.2:ALLOWED/missing.mp4",
          "http://127.0.0.2:ALLOWED/short.mp4",
          "http://127.0.0.2:ALLOWED/garbage.mp4",
          "http://127.0.0.2:ALLOWED/page",
          "$(touch /tmp/x).mp4",
          "; rm -rf x",
          "../../../etc/none");

  @BeforeAll
  static void start() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    forbidden = new ServerSocket(0, 50, loopback);
    Thread.ofVirtual()
        .start(() -> {
          while (!forbidden.isClosed()) {
            try {
              forbidden.accept().close();
              REACHED.incrementAndGet();
            } catch (IOException e) {
              // Closed.
            }
          }
        });
    ytDlpRan = dir.resolve("ran");
    Path program =
        Files.writeString(
            Files.createDirectories(dir.resolve("bin")).resolve("yt-dlp"),
            "#!/bin/sh\necho \"$@\" >>'" + ytDlpRan + "'\necho 2023.01.01\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    sources =
        SourcesFixture.naming(
                dir.resolve("media"),
                Map.of(
                    "loopback.example", List.of("127.0.0.1"),
                    "localhost", List.of("127.0.0.1", "::1"),
                    "six.example", List.of("::ffff:127.0.0.1"),
                    "metadata.example", List.of("169.254.169.254"),
                    "mixed.example", List.of("8.8.8.8", "10.0.0.1")),
                ASKED)
            .ytDlp(program, false)
            .allow("127.0.0.2");
    allowed = WebServer.start("127.0.0.2");
    furnish();
  }

  private static void furnish() {
    String there = "http://127.0.0.1:" + forbidden.getLocalPort() + "/clip.mp4";
    allowed
        .redirect("/to-loopback", there)
        .redirect("/to-name", "http://loopback.example/clip.mp4")
        .redirect("/to-metadata", "http://169.254.169.254/latest/meta-data/")
        .redirect("/to-file", "file:///etc/passwd")
        .redirect("/to-decimal", "http://2130706433:" + forbidden.getLocalPort() + "/")
        .redirect("/to-nowhere", "http:///")
        .redirect("/around", "/around")
        .page("/page", "<html><video src='" + there + "'></video></html>")
        .file("/hls.mp4", text("#EXTM3U\n#EXTINF:1,\n" + there + "\n"), "video/mp4")
        .file(
            "/dash.mp4",
            text("<?xml version=\"1.0\"?><MPD><BaseURL>" + there + "</BaseURL></MPD>"),
            "video/mp4")
        .file("/concat.mp4", text("ffconcat version 1.0\nfile '/etc/passwd'\n"), "video/mp4")
        .file("/sdp.mp4", text("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n"), "video/mp4")
        .file("/text.mp4", text("no video"), "video/mp4")
        .file("/empty.mp4", new byte[0], "video/mp4")
        .on("/huge.mp4", (r, out) -> WebServer.send(out, 200, "Content-Length: 99999999999", "x"))
        .on(
            "/zipped.mp4",
            (r, out) ->
                WebServer.send(out, 200, "Content-Encoding: gzip\r\nContent-Length: 1", "x"))
        .on(
            "/short.mp4",
            (r, out) -> WebServer.send(out, 200, "Content-Length: 5000", "\0\0\0 ftypisom"))
        .on("/garbage.mp4", (r, out) -> out.write(text("SSH-2.0-x\r\n\r\n")))
        .on(
            "/endless.mp4",
            (r, out) -> {
              WebServer.send(out, 200, "Content-Type: video/mp4", "\0\0\0 ftypisom");
              byte[] more = new byte[1 << 16];
              for (int i = 0; i < 1000; i++) {
                out.write(more);
              }
            });
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stop() throws IOException {
    forbidden.close();
    allowed.close();
  }

  private static Throwable open(String hostile) {
    String source =
        hostile
            .replace("FORBIDDEN", Integer.toString(forbidden.getLocalPort()))
            .replace("ALLOWED", Integer.toString(allowed.port()));
    return catchThrowable(() -> Video.open(source, sources));
  }

  @ParameterizedTest
  @FieldSource("REFUSED")
  void isRefused(String hostile) {
    assertThat(open(hostile)).isInstanceOf(InputRejected.class).message().isNotBlank();
  }

  @ParameterizedTest
  @FieldSource("UNAVAILABLE")
  void isATypedError(String hostile) {
    assertThat(open(hostile)).isInstanceOf(MediaException.class).message().isNotBlank();
  }

  @Test
  void nothingIsReachedAndNothingStarted() throws IOException {
    Path recorded = dir.resolve("hostile.jfr");
    ASKED.clear();
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording
          .enable("jdk.SocketWrite")
          .withThreshold(java.time.Duration.ZERO)
          .withoutStackTrace();
      recording.start();
      REFUSED.forEach(HostileSourceTest::open);
      UNAVAILABLE.stream().filter(s -> !s.endsWith("/page")).forEach(HostileSourceTest::open);
      recording.stop();
      recording.dump(recorded);
    }
    Set<String> written = new java.util.TreeSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
      assertThat(event.getEventType().getName())
          .as(event.toString())
          .isNotEqualTo("jdk.ProcessStart");
      // The test's own server answers to ephemeral ports of 127.0.0.1.
      if (event.getInt("port") == allowed.port()) {
        written.add(event.getString("address"));
      } else {
        assertThat(event.getInt("port"))
            .as(event.toString())
            .isNotEqualTo(forbidden.getLocalPort());
        assertThat(event.getString("address")).as(event.toString()).startsWith("127.0.0.");
      }
    }
    assertThat(written).containsExactly("127.0.0.2");
    assertThat(REACHED).hasValue(0);
    assertThat(ASKED)
        .isNotEmpty()
        .allMatch(host -> host.endsWith(".example") || host.equals("localhost"));
  }

  @Test
  void aPageStartsNothingButTheQuestionForTheVersion() throws IOException {
    assertThat(open("http://127.0.0.2:ALLOWED/page"))
        .isInstanceOf(MediaException.ProgramMissing.class)
        .hasMessageContaining("2023.01.01", "REELFRAME_ALLOW_OLD_YTDLP=1");
    assertThat(Files.readAllLines(ytDlpRan)).containsOnly("--ignore-config --version");
    assertThat(REACHED).hasValue(0);
  }

  @Test
  void theFolderOfFetchesIsLeftClean() throws IOException {
    REFUSED.forEach(HostileSourceTest::open);
    try (var files = Files.walk(dir.resolve("media"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .noneMatch(name -> !name.endsWith(".lock") && !name.contains(".part"));
    }
  }
}
