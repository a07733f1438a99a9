package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.MediaException.MediaDamaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file states and what was decoded of it, stream by stream. */
@Timeout(60)
class DamageTest {
  private static final List<View> BOTH = List.of(Frames.all().width(48), Audio.mono(16_000));

  @TempDir Path dir;

  private static Damage decode(Path file) {
    return decode(file, BOTH);
  }

  private static Damage decode(Path file, List<View> views) {
    Video video = Video.open(file);
    try (Decoding decoding = video.decode(views.stream().filter(video::has).toList())) {
      while (decoding.next().isPresent()) {
        // Read to the end.
      }
      return decoding.damage();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clip.mp4, libopenh264, aac",
    "clip.mov, mjpeg, pcm_s16le",
    "clip.mkv, ffv1, flac",
    "clip.webm, libvpx, libopus",
    "vp9.webm, libvpx-vp9, libopus",
    "opus.mkv, libopenh264, libopus",
    "clip.avi, mpeg4, libmp3lame",
    "clip.flv, flv1, aac",
    "clip.ts, mpeg2video, mp2",
    "clip.m2ts, libopenh264, ac3",
    "clip.mpg, mpeg1video, mp2",
    "clip.wmv, wmv2, wmav2",
    "clip.gif, gif, aac"
  })
  void aWholeFileIsWhole(String name, String video, String audio) {
    Path file =
        name.endsWith(".gif")
            ? FfmpegRun.draw(dir.resolve(name), "-an")
            : FfmpegRun.draw(dir.resolve(name), "-c:v", video, "-c:a", audio);
    assertThat(decode(file)).isEqualTo(Damage.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.mp3", "s.flac", "s.wav", "s.ogg", "s.m4a", "s.aac"})
  void wholeSoundIsWhole(String name) {
    String[] codec =
        name.endsWith(".ogg") ? new String[] {"-vn", "-c:a", "libopus"} : new String[] {"-vn"};
    assertThat(decode(FfmpegRun.draw(dir.resolve(name), codec))).isEqualTo(Damage.NONE);
  }

  /** A duration that libavformat reckons from the bit rate is off by half here. */
  @Test
  void aReckonedDurationIsNoStatement() {
    Path file =
        FfmpegRun.make(
            dir.resolve("vbr.mp3"),
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='if(lt(t,2),0,random(0)-0.5)':d=20:s=44100",
            "-c:a",
            "libmp3lame",
            "-q:a",
            "4",
            "-write_xing",
            "0",
            "-id3v2_version",
            "0");
    MediaInfo info = Video.open(file).info();
    assertThat(info.durationIsEstimate()).isTrue();
    assertThat(info.durationS().orElseThrow()).isGreaterThan(25);
    assertThat(decode(file)).isEqualTo(Damage.NONE);
  }

  /** Sound of 1 s beside a picture of 2 s; FLV and ASF state the duration of the whole only. */
  @ParameterizedTest
  @ValueSource(strings = {"short.mp4", "short.mkv", "short.webm", "short.flv", "short.wmv"})
  void aShorterTrackIsNotAShortenedOne(String name) {
    Path file =
        FfmpegRun.make(
            dir.resolve(name),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x120:r=25:d=2",
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=1:r=48000");
    assertThat(decode(file, List.of(Audio.mono(16_000)))).isEqualTo(Damage.NONE);
    assertThat(decode(file)).isEqualTo(Damage.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.ts", "clip.avi", "clip.flv"})
  void brokenSoundSaysNothingAboutThePicture(String name) {
    String sound = name.endsWith("avi") ? "libmp3lame" : "aac";
    String picture = name.endsWith("flv") ? "flv1" : "mpeg4";
    Path file =
        FfmpegRun.draw(
            dir.resolve(name), "-c:v", picture, "-c:a", sound, "-bsf:a", "noise=amount=200");
    Damage damage = decode(file);
    assertThat(damage.picture()).isEmpty();
    assertThat(damage.sound()).isPresent();
    assertThat(decode(file, BOTH.subList(0, 1))).isEqualTo(Damage.NONE);
    assertThat(decode(file, BOTH.subList(1, 2)).sound()).isEqualTo(damage.sound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.ts"})
  void aBrokenPictureSaysNothingAboutTheSound(String name) {
    Path file =
        FfmpegRun.draw(
            dir.resolve(name), "-c:v", "mpeg4", "-c:a", "aac", "-bsf:v", "noise=amount=300");
    Damage damage = decode(file);
    assertThat(damage.sound()).isEmpty();
    assertThat(damage.picture()).isPresent();
    assertThat(decode(file, BOTH.subList(1, 2))).isEqualTo(Damage.NONE);
    assertThat(decode(file, BOTH.subList(0, 1)).picture()).isEqualTo(damage.picture());
  }

  /** No frame of the picture can be decoded, so that one child for both would give no sound. */
  @Test
  void aPictureThatCannotBeDecodedCostsNoSound() {
    Path file =
        FfmpegRun.draw(
            dir.resolve("lost.mp4"),
            "-c:v",
            "libopenh264",
            "-c:a",
            "aac",
            "-bsf:v",
            "noise=amount=1");
    Damage damage = decode(file);
    assertThat(damage.sound()).isEmpty();
    assertThat(damage.picture().orElseThrow().nothingDecoded()).isTrue();
    assertThatThrownBy(() -> decode(file, BOTH.subList(0, 1)))
        .isInstanceOf(MediaDamaged.class)
        .hasMessageContaining("nothing of the picture (2.00 s stated) could be decoded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.mp4", "t.mkv", "t.webm", "t.flv", "t.mp3", "t.flac"})
  void aTruncatedFileSaysHowMuchCameOut(String name) throws IOException {
    Path cut = half(name);
    Damage damage = decode(cut);
    String share = "decoded [01]\\.\\d\\d of 2\\.\\d\\d s.*";
    if (Video.open(cut).info().picture().isPresent()) {
      assertThat(damage.picture().orElseThrow().text()).matches(share);
    }
    assertThat(damage.sound().orElseThrow().text()).matches(share);
    assertThat(decode(cut)).isEqualTo(damage);
  }

  /** libavformat reckons what is left for the whole. */
  @ParameterizedTest
  @ValueSource(strings = {"t.wav", "t.avi"})
  void aTruncatedRiffFileSaysHowManyBytesAreThere(String name) throws IOException {
    Path cut = half(name);
    String bytes = "the file has \\d+ of \\d+ bytes";
    Damage damage = decode(cut);
    assertThat(damage.sound().orElseThrow().text()).containsPattern(bytes);
    if (name.endsWith(".avi")) {
      assertThat(damage.picture()).isPresent();
    }
  }

  private Path half(String name) throws IOException {
    Path whole =
        name.endsWith(".mp4")
            ? FfmpegRun.draw(dir.resolve(name), "-c:v", "mpeg4", "-movflags", "+faststart")
            : FfmpegRun.draw(dir.resolve(name));
    byte[] bytes = Files.readAllBytes(whole);
    return Files.write(dir.resolve("cut-" + name), Arrays.copyOf(bytes, bytes.length / 4 * 2));
  }

  @Test
  void aGapInTheSoundIsToldAndOpen() {
    Path file =
        FfmpegRun.make(
            dir.resolve("gap.mkv"),
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=2:r=48000",
            "-af",
            "asetpts='PTS+gte(T,1)*5/TB'",
            "-c:a",
            "pcm_s16le");
    Video video = Video.open(file);
    try (Decoding decoding = video.decode(List.of(Audio.mono(16_000)))) {
      double covered = 0;
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        AudioBlock block = (AudioBlock) next.get().item();
        assertThat(block.timeS())
            .satisfiesAnyOf(
                t -> assertThat(t).isLessThan(1.1), t -> assertThat(t).isGreaterThan(5.9));
        covered += (double) block.frames() / block.rateHz();
      }
      assertThat(covered).isBetween(1.95, 2.05);
      assertThat(decoding.end().soundS()).isBetween(6.95, 7.05);
      assertThat(decoding.end().gaps()).hasSize(1);
      assertThat(decoding.damage().sound().orElseThrow().text())
          .matches("no sound from 1\\.0\\d to 6\\.0\\d s");
    }
  }

  /** As with a wrong time base: all is decoded, and most of it has the time of something else. */
  @Test
  void soundThatOverlapsIsToldAndLeftOut() {
    Path file =
        FfmpegRun.make(
            dir.resolve("dense.mkv"),
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=2:r=48000",
            "-af",
            "asetpts='PTS/4'",
            "-c:a",
            "pcm_s16le");
    assertThat(decode(file, List.of(Audio.mono(16_000))).sound().orElseThrow().text())
        .matches("1\\.[45]\\d s of sound left out because they overlap.*");
  }

  @Test
  void theCases() {
    assertThat(decode(Cases.file("webm-opus/plain.webm"))).isEqualTo(Damage.NONE);
    assertThat(decode(Cases.file("damaged/truncated_but_ok.mp3")).sound())
        .contains(new Damage.Fault("decoded 0.16 of 2.00 s", false));
    assertThatThrownBy(() -> decode(Cases.file("damaged/nothing_decoded_but_empty.mp4")))
        .isInstanceOf(MediaDamaged.class)
        .hasMessageContaining("nothing of the picture");
    assertThat(decode(Cases.file("damaged/audio_jump_600s.mkv")).sound().orElseThrow().text())
        .matches("no sound from 1\\.\\d\\d to 601\\.\\d\\d s");
  }
}
