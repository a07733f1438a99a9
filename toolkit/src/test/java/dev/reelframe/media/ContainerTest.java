package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.MediaException.InputRejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTest {
  @TempDir Path dir;

  private static StreamEnd decode(Path file) {
    Video video = Video.open(file);
    List<View> views = List.of(Frames.all().width(48), Audio.mono(16_000));
    try (Decoding decoding = video.decode(views.stream().filter(video::has).toList())) {
      while (decoding.next().isPresent()) {
        // Read to the end.
      }
      return decoding.end();
    }
  }

  private static byte[] tag(int bytes, boolean footer) {
    byte[] tag = new byte[10 + bytes + (footer ? 10 : 0)];
    byte[] head = {'I', 'D', '3', 4, 0, (byte) (footer ? 0x10 : 0)};
    System.arraycopy(head, 0, tag, 0, head.length);
    for (int i = 0; i < 4; i++) {
      tag[6 + i] = (byte) (bytes >> 7 * (3 - i) & 0x7F);
    }
    return tag;
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  /** Tags of some bytes, and of more than is read at once (with a cover in it). */
  @ParameterizedTest
  @CsvSource({"flac, 33", "flac, 70000", "aac, 33", "aac, 70000", "mp3, 33", "mp3, 70000"})
  void soundBehindAnId3TagIsWhatItIs(String format, int bytes) throws IOException {
    Path plain = FfmpegRun.draw(dir.resolve("plain." + format), "-vn");
    byte[] sound = Files.readAllBytes(plain);
    Path tagged = dir.resolve("tagged." + format);
    Files.write(tagged, joined(tag(bytes, false), sound));
    assertThat(Video.open(tagged).info().container()).isEqualTo(format);
    assertThat(decode(tagged).soundS()).isCloseTo(decode(plain).soundS(), within(1e-9));
    Files.write(tagged, joined(tag(bytes, true), tag(20, false), sound));
    assertThat(Video.open(tagged).info().container()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.ts", "clip.m2ts"})
  void aTransportStreamMayBeginInThePacket(String name) throws IOException {
    Path whole = FfmpegRun.draw(dir.resolve(name), "-c:v", "mpeg2video", "-c:a", "ac3", "-g", "5");
    StreamEnd end = decode(whole);
    assertThat(end.frames()).isEqualTo(50);
    byte[] bytes = Files.readAllBytes(whole);
    for (int from : new int[] {1, 100, 187, 188 * 3 + 5}) {
      Path cut = Files.write(dir.resolve("cut"), Arrays.copyOfRange(bytes, from, bytes.length));
      Video video = Video.open(cut);
      assertThat(video.info().container()).as("from byte %d", from).isEqualTo("mpegts");
      assertThat(decode(cut).frames()).as("from byte %d", from).isBetween(44L, 50L);
    }
  }

  @Test
  void bytesThatLookLikeOnePacketAreNone() throws IOException {
    byte[] bytes = new byte[2000];
    for (int at = 7; at < 600; at += 188) {
      bytes[at] = 0x47;
    }
    Path file = Files.write(dir.resolve("no.ts"), bytes);
    assertThatThrownBy(() -> Video.open(file)).isInstanceOf(InputRejected.class);
  }

  @Test
  void aPlaylistBehindATagIsNeverRead() throws IOException {
    byte[] list =
        "#EXTM3U\nhttp://127.0.0.1/x.ts\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Path file = Files.write(dir.resolve("list.mp3"), joined(tag(33, false), list));
    assertThatThrownBy(() -> Video.open(file)).isInstanceOf(MediaException.class);
  }

  @Test
  void theCases() {
    StreamEnd flac = decode(Cases.file("flac-with-id3/id3.flac"));
    assertThat(flac.soundS()).isCloseTo(4.43, within(0.01));
    StreamEnd plain = decode(Cases.file("m2ts-192/clip.ts"));
    StreamEnd blu = decode(Cases.file("m2ts-192/clip.m2ts"));
    assertThat(blu).isEqualTo(plain);
    assertThat(blu.frames()).isEqualTo(20);
    MediaInfo.Picture picture =
        Video.open(Cases.file("m2ts-192/clip.m2ts")).info().picture().orElseThrow();
    assertThat(List.of(picture.width(), picture.height())).containsExactly(180, 320);
  }
}
