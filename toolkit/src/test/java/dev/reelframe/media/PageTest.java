package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.fetch.PageFailure;
import dev.reelframe.fetch.Sources;
import dev.reelframe.fetch.SourcesFixture;
import dev.reelframe.fetch.WebServer;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.PageFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages, through the yt-dlp of this machine. Skipped where there is none. */
@Timeout(120)
class PageTest {
  @TempDir Path dir;
  private WebServer server;
  private WebServer forbidden;
  private Sources sources;
  private byte[] clip;

  @BeforeEach
  void start() throws IOException {
    Optional<Path> program =
        Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "yt-dlp"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "yt-dlp is not on the PATH");
    server = WebServer.start("127.0.0.2");
    forbidden = WebServer.start("127.0.0.1");
    sources =
        SourcesFixture.naming(dir.resolve("media"), Map.of(), new ArrayList<>())
            .ytDlp(program.get(), true)
            .allow("127.0.0.2");
    clip = Files.readAllBytes(SampleClip.video().file());
    server.file("/files/clip.mp4", clip, "video/mp4");
    forbidden.file("/files/clip.mp4", clip, "video/mp4");
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
      forbidden.close();
    }
  }

  private static String page(String src) {
    return """
    <!DOCTYPE html><html><head><title>A dance #fun #tanz</title>
    <meta property="og:description" content="Look, a &quot;dance&quot; #fun"></head>
    <body><video controls src="%s" type="video/mp4"></video></body></html>
    """
        .formatted(src);
  }

  @Test
  void aPageGivesItsClipAndWhatItSays() throws IOException {
    server.page("/watch/dance", page(server.url("/files/clip.mp4")));
    Video video = Video.open(server.url("/watch/dance"), sources);
    assertThat(video.file()).hasBinaryContent(clip);
    assertThat(video.sha256()).isEqualTo(SampleClip.video().sha256());
    assertThat(video.name()).isEqualTo("dance");
    assertThat(video.url()).contains(server.url("/watch/dance"));
    var source = video.source().orElseThrow();
    assertThat(source.rowCount()).isOne();
    assertThat(source.stringColumn("title").get(0)).isEqualTo("A dance #fun #tanz");
    assertThat(source.stringColumn("hashtags").get(0)).isEqualTo("#fun #tanz");
    assertThat(source.column("creator").isMissing(0)).isTrue();
    assertThat(source.column("views").isMissing(0)).isTrue();
    assertThat(source.column("upload_date").isMissing(0)).isTrue();
    assertThat(source.column("music_title").isMissing(0)).isTrue();
    int asked = server.requests().size();
    assertThat(Video.open(server.url("/watch/dance"), sources).file()).isEqualTo(video.file());
    // The second time one request tells that the entry is a page's: none at all.
    assertThat(server.requests()).hasSize(asked);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aPagesForbiddenClipIsNotReached() throws IOException {
    server.page("/watch", page(forbidden.url("/files/clip.mp4")));
    assertThatThrownBy(() -> Video.open(server.url("/watch"), sources))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("127.0.0.1");
    assertThat(forbidden.requests()).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aPagesClipThatRedirectsToAForbiddenPlaceIsNotReached() throws IOException {
    server
        .page("/watch", page(server.url("/away.mp4")))
        .redirect("/away.mp4", forbidden.url("/files/clip.mp4"));
    assertThatThrownBy(() -> Video.open(server.url("/watch"), sources))
        .isInstanceOf(InputRejected.class);
    assertThat(forbidden.requests()).isEmpty();
  }

  @Test
  void aPagesPlaylistFileIsRefused() {
    server
        .page("/watch", page(server.url("/list.mp4")))
        .file("/list.mp4", ("#EXTM3U\n" + forbidden.url("/x.ts")).getBytes(), "video/mp4");
    assertThatThrownBy(() -> Video.open(server.url("/watch"), sources))
        .isInstanceOf(MediaException.class);
    assertThat(forbidden.requests()).isEmpty();
  }

  @Test
  void aPageWithoutAClipIsAnExpectedError() {
    server.page("/blog", "<html><head><title>words</title></head><body><p>words</p></body></html>");
    assertThatThrownBy(() -> Video.open(server.url("/blog"), sources))
        .isInstanceOfSatisfying(
            PageFailed.class,
            e -> {
              assertThat(e.kind()).isEqualTo(PageFailure.UNSUPPORTED);
              assertThat(e.expected()).isTrue();
              assertThat(e.retryable()).isFalse();
            });
  }

  @Test
  void anOldVersionNeedsPermission() {
    server.page("/watch", page(server.url("/files/clip.mp4")));
    Sources strict = sources.ytDlp(sources.ytDlp().orElseThrow(), false);
    try {
      Video.open(server.url("/watch"), strict);
    } catch (MediaException.ProgramMissing e) {
      assertThat(e).hasMessageContaining("REELFRAME_ALLOW_OLD_YTDLP=1");
    }
  }

  @Test
  void aMissingProgramIsSaidWithItsRemedy() {
    server.page("/watch", page(server.url("/files/clip.mp4")));
    assertThatThrownBy(
            () -> Video.open(server.url("/watch"), sources.ytDlp(dir.resolve("yt-dlp"), false)))
        .isInstanceOf(MediaException.ProgramMissing.class)
        .hasMessageContaining("install yt-dlp");
  }

  @Test
  void anEndlessClipOfAPageIsRefusedAndItsReaderKilled() throws IOException {
    server
        .page("/watch", page(server.url("/endless.mp4")))
        .on(
            "/endless.mp4",
            (request, out) -> {
              WebServer.send(out, 200, "Content-Type: video/mp4", "\0\0\0 ftypisom");
              byte[] more = new byte[1 << 16];
              for (int i = 0; i < 4000; i++) {
                out.write(more);
              }
            });
    assertThatThrownBy(() -> Video.open(server.url("/watch"), sources))
        .isInstanceOf(MediaException.class);
    assertThat(leftovers()).isEmpty();
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").contains("python")))
        .isEmpty();
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("media/partial"))) {
      return files.filter(f -> !f.toString().endsWith(".lock")).toList();
    }
  }
}
