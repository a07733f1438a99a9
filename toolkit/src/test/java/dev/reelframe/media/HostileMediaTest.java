package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.InputUnavailable;
import dev.reelframe.media.MediaException.MediaDamaged;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual and broken files: the right answer or a typed error, never a hang. */
@Timeout(60)
class HostileMediaTest {
  @TempDir Path dir;

  private static SyntheticClip clip(int width, int height, int frames) {
    return SyntheticClip.of(width, height, 25)
        .draw(
            frames,
            (n, g) -> {
              g.setColor(Color.RED);
              g.fillRect(0, 0, width, height / 2);
              g.setColor(Color.BLUE);
              g.fillRect(0, height / 2, width / 2, height - height / 2);
            });
  }

  private static List<Item> items(Video video, View view) {
    List<Item> items = new ArrayList<>();
    try (Decoding decoding = video.decode(List.of(view))) {
      for (Optional<Delivery> next = decoding.next(); next.isPresent(); next = decoding.next()) {
        items.add(next.get().item());
      }
    }
    return items;
  }

  private static int[] bgr(Frame frame, double x, double y) {
    int at = ((int) (y * frame.height()) * frame.width() + (int) (x * frame.width())) * 3;
    byte[] d = frame.data();
    return new int[] {d[at] & 0xFF, d[at + 1] & 0xFF, d[at + 2] & 0xFF};
  }

  private static void assertColour(Frame frame, double x, double y, int b, int g, int r) {
    int[] found = bgr(frame, x, y);
    int[] wanted = {b, g, r};
    for (int c = 0; c < 3; c++) {
      assertThat(found[c]).as(Arrays.toString(found)).isBetween(wanted[c] - 12, wanted[c] + 12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p10le", "yuv444p", "yuv422p10le", "yuv420p", "gray10le"})
  void anyPixelFormatBecomesEightBits(String format) {
    Path file =
        clip(64, 96, 5)
            .options(
                "-c:v",
                "ffv1",
                "-vf",
                "scale=out_color_matrix=bt601:out_range=tv",
                "-pix_fmt",
                format)
            .write(dir.resolve("format.mkv"));
    List<Item> frames = items(Video.open(file), Frames.all());
    assertThat(frames).hasSize(5);
    Frame first = (Frame) frames.getFirst();
    if (format.startsWith("gray")) {
      int[] found = bgr(first, 0.5, 0.25);
      assertThat(found[0]).isEqualTo(found[1]).isEqualTo(found[2]);
    } else {
      assertColour(first, 0.5, 0.25, 0, 0, 255);
      assertColour(first, 0.25, 0.75, 255, 0, 0);
      assertColour(first, 0.75, 0.75, 0, 0, 0);
    }
  }

  @Test
  void highDynamicRangeIsToneMapped() {
    // Half the picture is PQ code value 0.58 (203 cd/m2, reference white), half is black.
    Path file =
        SyntheticClip.of(64, 96, 25)
            .draw(
                3,
                (n, g) -> {
                  g.setColor(new Color(148, 148, 148));
                  g.fillRect(0, 0, 64, 48);
                })
            .options("-c:v", "ffv1", "-pix_fmt", "yuv420p10le", "-vf")
            .options(
                "scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le,"
                    + "setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc:range=tv")
            .write(dir.resolve("hdr.mkv"));
    Video video = Video.open(file);
    assertThat(video.info().picture().orElseThrow().highDynamicRange()).isTrue();
    for (Frames view : List.of(Frames.all(), Frames.all().grey(), Frames.all().width(32))) {
      Frame frame = (Frame) items(video, view).getFirst();
      int white = frame.data()[frame.data().length / 4] & 0xFF;
      int black = frame.data()[frame.data().length * 3 / 4] & 0xFF;
      assertThat(white).as(view.toString()).isBetween(150, 250);
      assertThat(black).as(view.toString()).isLessThan(10);
    }
  }

  @Test
  void blackAndWhiteAreFullRangeInGrey() {
    Path file =
        SyntheticClip.of(64, 64, 25)
            .draw(
                3,
                (n, g) -> {
                  g.setColor(Color.WHITE);
                  g.fillRect(0, 0, 32, 64);
                })
            .write(dir.resolve("bw.mp4"));
    Frame frame = (Frame) items(Video.open(file), Frames.all().grey()).getFirst();
    assertThat(frame.data()[32 * 64 + 8] & 0xFF).isGreaterThan(250);
    assertThat(frame.data()[32 * 64 + 56] & 0xFF).isLessThan(5);
  }

  @Test
  void oddSizesKeepEveryPixel() {
    Video video = Video.open(clip(33, 57, 2).write(dir.resolve("odd.mkv")));
    Frame frame = (Frame) items(video, Frames.all()).getFirst();
    assertThat(frame.width()).isEqualTo(33);
    assertThat(frame.height()).isEqualTo(57);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void rotatedFilesComeInDisplayOrientation(int clockwise) throws IOException {
    Path upright = clip(64, 96, 3).write(dir.resolve("upright.mp4"));
    Path turned = dir.resolve("turned.mp4");
    FfmpegProgram program = FfmpegProgram.get();
    run(
        program,
        "-display_rotation",
        Integer.toString(-clockwise),
        "-i",
        upright.toString(),
        "-c",
        "copy",
        turned.toString());
    Video video = Video.open(turned);
    MediaInfo.Picture picture = video.info().picture().orElseThrow();
    assertThat(picture.rotationDegrees()).isEqualTo(clockwise);
    assertThat(picture.width()).isEqualTo(clockwise == 180 ? 64 : 96);
    Frame frame = (Frame) items(video, Frames.all()).getFirst();
    assertThat(frame.width()).isEqualTo(picture.width());
    // The red half is on top of the upright picture.
    switch (clockwise) {
      case 90 -> assertColour(frame, 0.9, 0.5, 0, 0, 255);
      case 180 -> assertColour(frame, 0.5, 0.9, 0, 0, 255);
      default -> assertColour(frame, 0.1, 0.5, 0, 0, 255);
    }
  }

  @Test
  void aViewIsTheSameAloneAndBesideOthers() throws IOException {
    Path turned = dir.resolve("turned.mp4");
    run(
        FfmpegProgram.get(),
        "-display_rotation",
        "90",
        "-i",
        clip(64, 96, 30).write(dir.resolve("upright.mp4")).toString(),
        "-c",
        "copy",
        turned.toString());
    Path deep =
        clip(64, 96, 30)
            .options("-c:v", "ffv1", "-pix_fmt", "yuv420p10le")
            .write(dir.resolve("deep.mkv"));
    List<View> views =
        List.of(Frames.all().width(32), Frames.all().grey(), Frames.every(0.2), Frames.every(0.5));
    for (Path file : List.of(turned, deep)) {
      List<Delivery> together = new ArrayList<>();
      try (Decoding decoding = Video.open(file).decode(views)) {
        for (Optional<Delivery> next = decoding.next(); next.isPresent(); next = decoding.next()) {
          together.add(next.get());
        }
      }
      for (View view : views) {
        assertThat(
                together.stream().filter(d -> d.view().equals(view)).map(Delivery::item).toList())
            .usingRecursiveComparison()
            .as("%s of %s", view, file.getFileName())
            .isEqualTo(items(Video.open(file), view));
      }
    }
  }

  @Test
  void widePixelsBecomeSquare() throws IOException {
    Path file = clip(64, 96, 3).options("-aspect", "4:3").write(dir.resolve("anamorphic.mp4"));
    MediaInfo.Picture picture = Video.open(file).info().picture().orElseThrow();
    assertThat(picture.width()).isEqualTo(128);
    Frame frame = (Frame) items(Video.open(file), Frames.all()).getFirst();
    assertThat(frame.width()).isEqualTo(128);
    assertThat(frame.height()).isEqualTo(96);
  }

  @Test
  void timesComeFromTheContainerWhenTheyVary() {
    // 10 frames at 25 fps, then 10 frames at 10 fps.
    Path file =
        clip(64, 96, 20)
            .pts("if(lt(N\\,10)\\,N*3600\\,36000+(N-10)*9000)")
            .write(dir.resolve("vfr.mp4"));
    List<Item> frames = items(Video.open(file), Frames.all());
    assertThat(frames).hasSize(20);
    for (int n = 0; n < 20; n++) {
      double wanted = n < 10 ? n * 0.04 : 0.4 + (n - 10) * 0.1;
      assertThat(frames.get(n).timeS())
          .isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @Test
  void aStartOffsetIsTakenAway() throws IOException {
    Path plain =
        clip(64, 96, 10).sound(48_000, t -> t < 0.2 ? 0 : 0.5).write(dir.resolve("plain.mp4"));
    Path late = dir.resolve("late.ts");
    run(
        FfmpegProgram.get(),
        "-i",
        plain.toString(),
        "-c",
        "copy",
        "-output_ts_offset",
        "7",
        late.toString());
    Video video = Video.open(late);
    assertThat(items(video, Frames.all()).getFirst().timeS()).isLessThan(0.05);
  }

  @Test
  void soundThatStartsLateKeepsItsTime() throws IOException {
    Path silent = clip(64, 96, 50).write(dir.resolve("silent.mkv"));
    Path tone = SyntheticClip.soundOnly().sound(16_000, 1, t -> 0.5).write(dir.resolve("tone.wav"));
    Path both = dir.resolve("both.mkv");
    run(
        FfmpegProgram.get(),
        "-i",
        silent.toString(),
        "-itsoffset",
        "0.5",
        "-i",
        tone.toString(),
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
        both.toString());
    List<Item> blocks = items(Video.open(both), Audio.mono(16_000));
    AudioBlock before = (AudioBlock) blocks.get(4);
    AudioBlock after = (AudioBlock) blocks.get(5);
    assertThat(before.samples()[800]).isZero();
    assertThat(after.samples()[800]).isCloseTo(0.5f, org.assertj.core.data.Offset.offset(0.01f));
  }

  @Test
  void oneFrameIsAVideo() {
    Video video = Video.open(clip(64, 96, 1).write(dir.resolve("one.mp4")));
    try (Decoding decoding = video.decode(List.of(Frames.all()))) {
      assertThat(decoding.next()).isPresent();
      assertThat(decoding.next()).isEmpty();
      assertThat(decoding.end().durationS())
          .isCloseTo(0.04, org.assertj.core.data.Offset.offset(1e-6));
      assertThat(decoding.damage()).isEqualTo(Damage.NONE);
    }
  }

  @Test
  void soundAloneAndPictureAlone() {
    Video sound =
        Video.open(
            SyntheticClip.soundOnly()
                .sound(44_100, 1.05, t -> 0.1, t -> 0.3)
                .write(dir.resolve("s.wav")));
    assertThat(sound.info().picture()).isEmpty();
    List<Item> blocks = items(sound, Audio.mono(44_100));
    assertThat(blocks).hasSize(11);
    assertThat(((AudioBlock) blocks.getLast()).frames()).isEqualTo(2205);
    assertThat(((AudioBlock) blocks.get(3)).samples()[7])
        .isCloseTo(0.2f, org.assertj.core.data.Offset.offset(1e-4f));
    Video picture = Video.open(clip(64, 96, 5).write(dir.resolve("p.mp4")));
    assertThat(picture.info().sound()).isEmpty();
    assertThatThrownBy(() -> picture.decode(List.of(Audio.mono(16_000))))
        .isInstanceOf(InputRejected.class);
  }

  @Test
  void emptyMissingAndForeignFilesAreRefused() throws IOException {
    Path empty = Files.createFile(dir.resolve("empty.mp4"));
    assertThatThrownBy(() -> Video.open(empty))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> Video.open(dir.resolve("none.mp4")))
        .isInstanceOf(InputUnavailable.class);
    assertThatThrownBy(() -> Video.open(dir)).isInstanceOf(InputRejected.class);
    for (String text :
        List.of(
            "#EXTM3U\nhttp://example.org/x.ts",
            "ffconcat version 1.0\nfile /etc/passwd",
            "<?xml version=\"1.0\"?><MPD/>")) {
      Path playlist = Files.writeString(dir.resolve("playlist.mp4"), text);
      assertThatThrownBy(() -> Video.open(playlist))
          .isInstanceOf(InputRejected.class)
          .hasMessageContaining("playlist");
    }
  }

  @Test
  void randomBytesNeverHang() throws IOException {
    Random random = new Random(1);
    byte[][] starts = {
      {},
      {0, 0, 0, 32, 'f', 't', 'y', 'p'},
      {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3},
      {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E'}
    };
    for (byte[] start : starts) {
      byte[] bytes = new byte[20_000];
      random.nextBytes(bytes);
      System.arraycopy(start, 0, bytes, 0, start.length);
      Path file = Files.write(dir.resolve("random.mp4"), bytes);
      assertThatThrownBy(() -> items(Video.open(file), Frames.all()))
          .isInstanceOf(MediaException.class);
    }
  }

  @Test
  void aTruncatedFileGivesWhatIsThereAndSaysSo() throws IOException {
    Path whole =
        clip(64, 96, 100)
            .options("-g", "10", "-movflags", "+faststart")
            .write(dir.resolve("whole.mp4"));
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(dir.resolve("half.mp4"), Arrays.copyOf(bytes, bytes.length * 3 / 4));
    Video video = Video.open(half);
    try (Decoding decoding = video.decode(List.of(Frames.all().width(32)))) {
      int frames = 0;
      while (decoding.next().isPresent()) {
        frames++;
      }
      assertThat(frames).isBetween(10, 99);
      assertThat(decoding.damage().text().orElseThrow()).contains("of 4.00 s");
    }
    Path stump = Files.write(dir.resolve("stump.mp4"), Arrays.copyOf(bytes, 200));
    assertThatThrownBy(() -> Video.open(stump)).isInstanceOf(MediaDamaged.class);
  }

  @Test
  void closingEndsTheChildWithinASecond() throws Exception {
    Video video = Video.open(clip(320, 480, 500).write(dir.resolve("long.mp4")));
    Decoding decoding = video.decode(List.of(Frames.all()));
    decoding.next();
    ProcessHandle child = ProcessHandle.of(decoding.pid()).orElseThrow();
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              decoding.close();
            });
    assertThatThrownBy(
            () -> {
              while (decoding.next().isPresent()) {
                Thread.sleep(1);
              }
            })
        .isInstanceOf(CancellationException.class);
    closer.join(Duration.ofSeconds(2));
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void aRepeatedRunGivesTheSameBytes() {
    Video video =
        Video.open(
            clip(64, 96, 20).sound(44_100, t -> Math.sin(t * 1000)).write(dir.resolve("same.mp4")));
    List<Item> first = items(video, Audio.mono(16_000));
    List<Item> second = items(video, Audio.mono(16_000));
    for (int i = 0; i < first.size(); i++) {
      assertThat(((AudioBlock) first.get(i)).samples())
          .isEqualTo(((AudioBlock) second.get(i)).samples());
    }
  }

  private static void run(FfmpegProgram program, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(program.ffmpeg().toString(), "-y", "-v", "error"));
    command.addAll(List.of(options));
    Process process = program.builder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
