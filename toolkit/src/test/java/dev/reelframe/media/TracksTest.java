package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaInfo.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several tracks is read. */
@Timeout(60)
class TracksTest {
  @TempDir Path dir;

  /** Two pictures (320x240, 160x120) and three sounds (16, 32, 48 kHz). */
  private Path several(String name, String... flags) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x240:r=10:d=1",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=240x180:r=10:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=1:r=16000",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=1:r=32000",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=1:r=48000"));
    for (int input = 0; input < 5; input++) {
      words.addAll(List.of("-map", Integer.toString(input)));
    }
    words.addAll(List.of("-c:v", "mpeg4", "-c:a", "aac", "-metadata:s:a:1", "language=deu"));
    words.addAll(List.of(flags));
    return FfmpegRun.make(dir.resolve(name), words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"several.mkv", "several.mp4"})
  void theDefaultTrackIsRead(String name) {
    Path file =
        several(
            name,
            "-disposition:v:0",
            "0",
            "-disposition:v:1",
            "default",
            "-disposition:a:0",
            "0",
            "-disposition:a:1",
            "default",
            "-disposition:a:2",
            "0");
    Video video = Video.open(file);
    assertThat(video.info().sound().orElseThrow().rateHz()).isEqualTo(32_000);
    assertThat(video.info().picture().orElseThrow().width()).isEqualTo(240);
    MediaInfo.Track sound = video.info().taken(Kind.AUDIO).orElseThrow();
    assertThat(sound.number()).isEqualTo(2);
    assertThat(sound.language()).contains("deu");
    assertThat(video.info().tracks()).hasSize(5);
    assertThat(video.toString()).contains("(track 2 of 2)", "(track 2 of 3)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"several.mkv", "several.mp4"})
  void withoutAFlagTheFirstOfAKindIsRead(String name) {
    Path file = several(name, "-disposition:v", "0", "-disposition:a", "0");
    MediaInfo info = Video.open(file).info();
    assertThat(info.sound().orElseThrow().rateHz()).isEqualTo(16_000);
    assertThat(info.picture().orElseThrow().width()).isEqualTo(320);
  }

  @Test
  void aUserMayTakeAnother() {
    Video video = Video.open(several("several.mkv"));
    Video third = video.audioTrack(3).videoTrack(2);
    assertThat(third.info().sound().orElseThrow().rateHz()).isEqualTo(48_000);
    assertThat(third.info().picture().orElseThrow().width()).isEqualTo(240);
    assertThat(third.sha256()).isEqualTo(video.sha256());
    try (Decoding decoding = third.decode(List.of(Frames.all(), Audio.original()))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        switch (next.get().item()) {
          case Frame frame -> assertThat(frame.width()).isEqualTo(240);
          case AudioBlock block -> assertThat(block.rateHz()).isEqualTo(48_000);
        }
      }
      assertThat(decoding.damage()).isEqualTo(Damage.NONE);
    }
    for (UnaryOperator<Video> wrong :
        List.<UnaryOperator<Video>>of(v -> v.audioTrack(4), v -> v.audioTrack(0))) {
      assertThatThrownBy(() -> wrong.apply(video))
          .isInstanceOf(InputRejected.class)
          .hasMessageContaining("audio track 2 (aac, deu");
    }
  }

  /** A cover that is flagged as one, and a preview and a still that are not. */
  @ParameterizedTest
  @ValueSource(strings = {"cover.mp4", "cover.mkv"})
  void coversAndPreviewsAreNeverTheFilm(String name) {
    String[] cover =
        name.endsWith("mp4") ? new String[] {"-disposition:v:0", "attached_pic"} : new String[0];
    List<String> words =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=640x480:r=1:d=1",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=96x64:r=10:d=1",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x240:r=10:d=1",
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "2",
                "-c:v:0",
                "mjpeg",
                "-c:v:1",
                "mpeg4",
                "-c:v:2",
                "mpeg4",
                "-frames:v:0",
                "1"));
    words.addAll(List.of(cover));
    Path file = FfmpegRun.make(dir.resolve(name), words.toArray(String[]::new));
    MediaInfo info = Video.open(file).info();
    if (name.endsWith("mp4")) {
      assertThat(info.picture().orElseThrow().width()).isEqualTo(320);
    } else {
      assertThat(info.picture().orElseThrow().width()).isNotEqualTo(96);
    }
  }

  @Test
  void aSongWithACoverHasNoPicture() {
    Path file =
        FfmpegRun.make(
            dir.resolve("song.mp3"),
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=1",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x240:r=1:d=1",
            "-map",
            "0",
            "-map",
            "1",
            "-c:v",
            "mjpeg",
            "-disposition:v",
            "attached_pic");
    MediaInfo info = Video.open(file).info();
    assertThat(info.picture()).isEmpty();
    assertThat(info.tracks(Kind.VIDEO)).singleElement().matches(t -> !t.readable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void theCases(String ending) {
    Video video =
        Video.open(Cases.file("default-audio-second/first-silent-second-default." + ending));
    assertThat(video.info().taken(Kind.AUDIO).orElseThrow().number()).isEqualTo(2);
    assertThat(video.info().sound().orElseThrow().rateHz()).isEqualTo(22_050);
  }
}
