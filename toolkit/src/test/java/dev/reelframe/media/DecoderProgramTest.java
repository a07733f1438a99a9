package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderProgramTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "8.1.2, no network, false",
    "8.1.3, none, false",
    "8.1.2, none, true",
    "5.1.9-0+deb12u1, no network, true",
    "8.1, no network, true",
    "9.0, none, false",
    "N-12345-gabcdef, none, false"
  })
  void anOldProgramThatNothingConfinesIsWarnedOf(String version, String sandbox, boolean warned) {
    assertThat(new DecoderProgram(version, sandbox).warning().isPresent()).isEqualTo(warned);
  }

  @Test
  void theShippedOneIsAsNewAsThisBuildStates() {
    assertThat(DecoderProgram.current().version()).isEqualTo("8.1.2");
  }

  /** On Linux the child that decodes cannot be made to read anything but the clip. */
  @Test
  void theDecoderRunsInTheSandbox() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(FfmpegProgram.get().sandbox().isPresent(), "this system has no sandbox");
    assumeTrue(DecoderProgram.current().sandbox().contains("Landlock"));
    Path clip = FfmpegRun.draw(dir.resolve("clip.mp4"), "-c:v", "mpeg4");
    Path other = FfmpegRun.draw(dir.resolve("other.mp4"), "-c:v", "mpeg4");
    FfmpegProgram program = FfmpegProgram.get();
    for (String input :
        List.of("file:" + other, "tcp://127.0.0.1:9", "concat:" + clip + "|" + other)) {
      List<String> command =
          List.of(program.ffprobe().toString(), "-v", "error", "-i", input, "-show_streams");
      try (ChildProcess child = ChildProcess.start(program, clip, command)) {
        assertThat(child.await(10)).as(input).isNotZero();
        assertThat(child.complaints()).containsPattern("(?i)permi(ssion|tted)");
      }
    }
    List<String> command =
        List.of(program.ffprobe().toString(), "-v", "error", "-i", "file:" + clip);
    try (ChildProcess child = ChildProcess.start(program, clip, command)) {
      assertThat(child.await(10)).isZero();
    }
  }

  @Test
  void aCodecThatNoCameraWritesIsNotDecoded() {
    Path file =
        FfmpegRun.make(
            dir.resolve("zmbv.avi"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=5:d=1",
            "-c:v",
            "zmbv");
    assertThatThrownBy(() -> Video.open(file))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("holds zmbv, which is not decoded here");
  }

  /** A stream of such a codec costs itself only. */
  @ParameterizedTest
  @CsvSource({"avi, zmbv, libmp3lame, mp3", "mkv, libopenh264, real_144, h264"})
  void theOtherStreamIsRead(String ending, String video, String audio, String read) {
    Path file =
        FfmpegRun.draw(dir.resolve("half." + ending), "-c:v", video, "-c:a", audio, "-ar", "8000");
    Analysis run = Pipeline.of(Analyzers.colors(), Analyzers.audioAnalysis()).run(Video.open(file));
    MediaInfo info = run.video().info();
    boolean picture = info.picture().isPresent();
    assertThat(picture).isNotEqualTo(info.sound().isPresent());
    assertThat(info.toString()).contains("codec=" + read);
    assertThat(run.state(picture ? "color_analysis" : "audio_analysis")).isEqualTo(State.OK);
    assertThat(run.state(picture ? "audio_analysis" : "color_analysis").reason())
        .contains(
            "is not decoded here: " + (picture ? "audio track 1 (ra_144" : "video track 1 (zmbv"));
  }

  @ParameterizedTest
  @CsvSource({"mkv, ass", "mkv, srt", "mp4, mov_text", "webm, webvtt"})
  void subtitlesAreNoHindrance(String ending, String codec) throws IOException {
    Path text =
        Files.writeString(dir.resolve("t.srt"), "1\n00:00:00,100 --> 00:00:01,000\nhello\n\n");
    Path clip =
        FfmpegRun.make(
            dir.resolve("titled." + ending),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=5:d=1",
            "-i",
            text.toString(),
            "-c:v",
            ending.equals("webm") ? "libvpx" : "mpeg4",
            "-c:s",
            codec);
    Video video = Video.open(clip);
    try (Decoding decoding = video.decode(List.of(Frames.all()))) {
      while (decoding.next().isPresent()) {
        // Read to the end.
      }
      assertThat(decoding.frames()).isEqualTo(5);
      assertThat(decoding.damage()).isEqualTo(Damage.NONE);
    }
  }
}
