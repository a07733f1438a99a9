package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.InputUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that would cost hours, and files that do not stay what they are. */
@Timeout(30)
class MediaLimitsTest {
  private static final List<View> BOTH = List.of(Frames.all().width(48), Audio.mono(16_000));

  @TempDir Path dir;

  private record Decoded(StreamEnd end, Damage damage, long frames, double soundS) {}

  private static Decoded decode(Video video) {
    long frames = 0;
    double sound = 0;
    try (Decoding decoding = video.decode(BOTH.stream().filter(video::has).toList())) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        switch (next.get().item()) {
          case Frame frame -> frames++;
          case AudioBlock block -> sound += (double) block.frames() / block.rateHz();
        }
      }
      return new Decoded(decoding.end(), decoding.damage(), frames, sound);
    }
  }

  @Test
  void aLongClipIsRefusedUnlessTheLimitIsRaised() {
    Path file = FfmpegRun.draw(dir.resolve("two.mp4"), "-c:v", "mpeg4", "-c:a", "aac");
    MediaLimits limits = MediaLimits.standard().seconds(1.5);
    assertThatThrownBy(() -> Video.open(file, limits))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("states a length of 2 s, the limit is 2 s")
        .hasMessageContaining("--max-duration");
    assertThat(decode(Video.open(file, limits.seconds(3))).damage()).isEqualTo(Damage.NONE);
    assertThatThrownBy(() -> Video.open(file, limits.bytes(1000)))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("--max-bytes");
  }

  /** Nothing states how long these are. */
  @ParameterizedTest
  @ValueSource(strings = {"live.ts", "live.mkv"})
  void whereNobodyStatesALengthDecodingStopsAtTheLimit(String name) {
    Path file =
        FfmpegRun.make(
            dir.resolve(name),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=10:d=30",
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=30:r=8000",
            "-c:v",
            "mpeg4",
            "-c:a",
            "mp2",
            "-ar",
            "16000",
            "-live",
            name.endsWith("mkv") ? "1" : "0");
    Decoded decoded = decode(Video.open(file, MediaLimits.standard().seconds(12)));
    assertThat(decoded.frames).isBetween(115L, 121L);
    assertThat(decoded.soundS).isBetween(11.5, 12.2);
    assertThat(decoded.damage.picture().orElseThrow().text())
        .isEqualTo("stopped at the limit of 12 s");
    assertThat(decoded.damage.sound()).isEqualTo(decoded.damage.picture());
  }

  private Decoded jumping(String seconds) {
    String jump = "setts=ts='TS+gte(TS*TB\\,1)*%s/TB'".formatted(seconds);
    return decode(
        Video.open(
            FfmpegRun.make(
                dir.resolve("jump.mkv"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:r=10:d=2",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=2:r=16000",
                "-c:v",
                "ffv1",
                "-c:a",
                "pcm_s16le",
                "-bsf:v",
                jump,
                "-bsf:a",
                jump,
                "-live",
                "1")));
  }

  @Test
  void aJumpOfMinutesIsAGap() {
    Decoded decoded = jumping("600");
    assertThat(decoded.soundS).isCloseTo(2, within(0.1));
    assertThat(decoded.frames).isEqualTo(20);
    assertThat(decoded.damage.picture()).isEmpty();
    assertThat(decoded.damage.sound().orElseThrow().text())
        .matches("no sound from 1\\.0\\d to 601\\.0\\d s");
  }

  @Test
  void whatFollowsAJumpOfHoursIsLeftOut() {
    Decoded decoded = jumping("3600");
    assertThat(decoded.soundS).isCloseTo(1, within(0.1));
    assertThat(decoded.frames).isEqualTo(10);
    assertThat(decoded.damage.picture().orElseThrow().text())
        .contains("10 frames left out because the timestamps jump to 3602 s");
    assertThat(decoded.damage.sound().orElseThrow().text())
        .contains("s of sound left out because the timestamps jump to 3602 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"31536000", "100000000"})
  void aJumpOfAYearIsIgnored(String seconds) {
    Decoded decoded = jumping(seconds);
    assertThat(decoded.soundS).isCloseTo(2, within(0.1));
    assertThat(decoded.frames).isEqualTo(20);
    assertThat(decoded.end.durationS()).isCloseTo(2, within(0.1));
    assertThat(decoded.damage.picture().orElseThrow().text())
        .isEqualTo("10 packets had an absurd timestamp");
    assertThat(decoded.damage.sound()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"1x1, 25", "2x1, 25", "4000x2, 5", "2x4000, 5", "16x16, 1000", "6000x6000, 1"})
  void oddPicturesAreRead(String size, int rate) {
    Path file =
        FfmpegRun.make(
            dir.resolve("odd.mkv"),
            "-f",
            "lavfi",
            "-i",
            "color=red:s=%s:r=%d:d=1,format=rgb24".formatted(size, rate),
            "-c:v",
            "png");
    Video video = Video.open(file);
    Decoded decoded = decode(video);
    assertThat(decoded.frames).isEqualTo(rate);
    assertThat(decoded.end.pictureS()).isCloseTo(1, within(2e-3));
    assertThat(decoded.damage).isEqualTo(Damage.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav_rate_1hz.wav", "nut_long_overflow.avi", "frag_mdhd0_stall.mp4"})
  void whatClaimsToLastForDaysIsRefused(String name) {
    Path file = Cases.file("damaged/" + name);
    assertThatThrownBy(() -> Video.open(file)).isInstanceOf(MediaException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif_6000.gif", "flat_4000x2.mkv"})
  void largeAndFlatPicturesAreRead(String name) {
    assertThat(decode(Video.open(Cases.file("damaged/" + name))).damage()).isEqualTo(Damage.NONE);
  }

  @Test
  void aFileThatGrowsIsNoticed() throws IOException {
    Path file = FfmpegRun.draw(dir.resolve("grow.ts"), "-c:v", "mpeg2video", "-c:a", "mp2");
    Video video = Video.open(file);
    try (Decoding decoding = video.decode(BOTH)) {
      decoding.next();
      Files.write(file, new byte[188], StandardOpenOption.APPEND);
      assertThatThrownBy(
              () -> {
                while (decoding.next().isPresent()) {
                  // Read to the end.
                }
              })
          .isInstanceOf(InputUnavailable.class)
          .hasMessageContaining("changed since it was opened");
    }
    assertThatThrownBy(video::sha256).isInstanceOf(InputUnavailable.class);
    assertThatThrownBy(() -> video.decode(BOTH)).isInstanceOf(InputUnavailable.class);
    assertThatThrownBy(() -> video.frame(0)).isInstanceOf(InputUnavailable.class);
    assertThat(decode(Video.open(file)).frames).isEqualTo(50);
  }

  @Test
  void aFileThatIsReplacedOrRewrittenIsNoticed() throws IOException {
    Path file = FfmpegRun.draw(dir.resolve("a.mp4"), "-c:v", "mpeg4");
    Path other = FfmpegRun.draw(dir.resolve("b.mp4"), "-c:v", "mpeg4");
    Video video = Video.open(file);
    String hash = video.sha256();
    var time = Files.getLastModifiedTime(file);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, time);
    assertThatThrownBy(() -> video.decode(BOTH)).isInstanceOf(InputUnavailable.class);
    assertThat(video.sha256()).as("of what was opened").isEqualTo(hash);
    Video again = Video.open(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    time = Files.getLastModifiedTime(file);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
    assertThatThrownBy(again::sha256).isInstanceOf(InputUnavailable.class);
  }

  @Test
  void aVideoOfTheSampleIsReadTwice() {
    Stream.of(1, 2)
        .forEach(n -> assertThat(decode(SampleClip.video()).damage()).isEqualTo(Damage.NONE));
  }
}
