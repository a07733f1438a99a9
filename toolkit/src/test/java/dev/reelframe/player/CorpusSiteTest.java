package dev.reelframe.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.player.Site.Answer;
import dev.reelframe.report.HostileRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusSiteTest {
  @TempDir private static Path dir;

  @Test
  void eachClipHasItsPlayerItsClipAndItsPicture() throws Exception {
    HostileRun.of(dir).save(dir.resolve("results").resolve("one"));
    Path results = dir.resolve("results");
    assertThat(CorpusSite.isCorpus(results)).isTrue();
    assertThat(CorpusSite.isCorpus(results.resolve("one"))).isFalse();

    CorpusSite site = CorpusSite.open(results);
    String page = ((Answer.Page) site.at("").orElseThrow()).html();
    assertThat(page)
        .contains("a \\u003cb>bold", "1 failed", "script-src 'sha256-")
        .doesNotContain("<b>bold");
    assertThat(((Answer.Page) site.at("clip/0/").orElseThrow()).html()).contains("\"../../alive\"");
    assertThat(((Answer.Clip) site.at("clip/0/media").orElseThrow()).file()).exists();
    byte[] jpeg = ((Answer.Picture) site.at("clip/0/poster").orElseThrow()).jpeg();
    assertThat(jpeg).startsWith(0xFF, 0xD8).hasSizeBetween(500, 60_000);
  }

  @Test
  void aFileToSendHoldsAllPagesClipsAndPictures() throws Exception {
    HostileRun.of(dir).save(dir.resolve("sent").resolve("one"));
    Path packed = CorpusSite.open(dir.resolve("sent")).save(dir.resolve("sent.zip"));
    try (ZipFile zip = new ZipFile(packed.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactlyInAnyOrder(
              "clips.html", "clip/0/player.html", "clip/0/clip.mp4", "clip/0/poster.jpg");
      ZipEntry page = zip.getEntry("clips.html");
      assertThat(page.getCompressedSize()).isLessThan(page.getSize() / 2);
      ZipEntry player = zip.getEntry("clip/0/player.html");
      assertThat(new String(zip.getInputStream(player).readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"../../clips.html\"");
    }
  }

  @Test
  void nothingElseIsThere() throws Exception {
    HostileRun.of(dir).save(dir.resolve("others").resolve("one"));
    CorpusSite site = CorpusSite.open(dir.resolve("others"));
    for (String path : new String[] {"clip/1/", "clip/0", "clip/0/../../x", "clip/-1/", "media"}) {
      assertThat(site.at(path)).as(path).isEqualTo(Optional.empty());
    }
    assertThatThrownBy(() -> CorpusSite.open(dir.resolve("others").resolve("one")))
        .hasMessageContaining("holds no results");
  }
}
