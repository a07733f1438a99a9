package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of frames and samples where a stream changes on its way, or ends unlike it went. */
@Timeout(60)
class StreamTimesTest {
  @TempDir Path dir;

  private record Decoded(List<Item> items, StreamEnd end, Damage damage) {}

  private static Decoded decode(Path file, View view) {
    List<Item> items = new ArrayList<>();
    try (Decoding decoding = Video.open(file).decode(List.of(view))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        items.add(next.get().item());
      }
      return new Decoded(items, decoding.end(), decoding.damage());
    }
  }

  private Path part(String name, double fromS, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-output_ts_offset", Double.toString(fromS)));
    return FfmpegRun.make(dir.resolve(name), all.toArray(String[]::new));
  }

  private Path joined(Path... parts) throws IOException {
    Path whole = dir.resolve("joined.ts");
    try (var out = Files.newOutputStream(whole)) {
      for (Path part : parts) {
        out.write(Files.readAllBytes(part));
      }
    }
    return whole;
  }

  /** Frequency of a tone, from its zero crossings. */
  private static double tone(AudioBlock block) {
    int crossings = 0;
    float before = 0;
    for (int i = 0; i < block.frames(); i++) {
      float now = 0;
      for (int c = 0; c < block.channels(); c++) {
        now += block.samples()[i * block.channels() + c];
      }
      crossings += before < 0 && now >= 0 ? 1 : 0;
      before = now;
    }
    return crossings / ((double) block.frames() / block.rateHz());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 48000, 2, 48000",
    "2, 48000, 1, 48000",
    "2, 44100, 2, 48000",
    "1, 32000, 6, 44100",
    "6, 48000, 2, 48000"
  })
  void soundKeepsItsTimesWhenItsFormatChanges(
      int channels, int rate, int thenChannels, int thenRate) throws IOException {
    Path file =
        joined(
            part(
                "a.ts",
                0,
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=2:r=" + rate,
                "-ac",
                "" + channels,
                "-c:a",
                "aac"),
            part(
                "b.ts",
                2,
                "-f",
                "lavfi",
                "-i",
                "sine=880:d=2:r=" + thenRate,
                "-ac",
                "" + thenChannels,
                "-c:a",
                "aac"));
    for (Audio view : List.of(Audio.mono(16_000), Audio.original())) {
      Decoded decoded = decode(file, view);
      assertThat(decoded.end.soundS()).isCloseTo(4.0, within(0.1));
      assertThat(decoded.damage).isEqualTo(Damage.NONE);
      for (Item item : decoded.items) {
        AudioBlock block = (AudioBlock) item;
        double at = block.timeS();
        if (at > 0.1 && at < 1.85) {
          assertThat(tone(block)).as("at %s", at).isCloseTo(440, within(15.0));
        } else if (at > 2.15 && at < 3.8) {
          assertThat(tone(block)).as("at %s", at).isCloseTo(880, within(15.0));
        }
      }
      assertThat(decoded.end.notes()).hasSize(1).first().asString().contains(thenRate + " Hz");
    }
  }

  @Test
  void theMeanOfTheChannelsStaysTheMeanWhenTheirNumberChanges() throws IOException {
    // One channel of two sounds: their mean has half the level of one channel alone.
    String left = "aevalsrc='0.5*sin(2*PI*440*t)|0':d=2:s=48000:c=stereo";
    Path file =
        joined(
            part(
                "a.ts",
                0,
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='0.5*sin(2*PI*440*t)':d=2:s=48000",
                "-c:a",
                "mp2"),
            part("b.ts", 2, "-f", "lavfi", "-i", left, "-c:a", "mp2"));
    Decoded decoded = decode(file, Audio.mono(48_000));
    assertThat(peak(decoded, 1.0)).isCloseTo(0.5, within(0.02));
    assertThat(peak(decoded, 3.0)).isCloseTo(0.25, within(0.02));
  }

  private static double peak(Decoded decoded, double timeS) {
    AudioBlock block =
        decoded.items.stream()
            .map(AudioBlock.class::cast)
            .filter(b -> Math.abs(b.timeS() - timeS) < 0.06)
            .findFirst()
            .orElseThrow();
    double peak = 0;
    for (float sample : block.samples()) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /** A white square on grey: it stays a square, and grey does not reach the edges. */
  @ParameterizedTest
  @CsvSource({"120, 160, 160, 120", "160, 120, 120, 160", "128, 128, 160, 64", "96, 160, 48, 80"})
  void aPictureThatChangesItsSizeKeepsItsShape(int width, int height, int thenWidth, int thenHeight)
      throws IOException {
    Path file =
        joined(
            part(
                "a.ts",
                0,
                "-f",
                "lavfi",
                "-i",
                square(width, height),
                "-c:v",
                "mpeg2video",
                "-q:v",
                "2"),
            part(
                "b.ts",
                2,
                "-f",
                "lavfi",
                "-i",
                square(thenWidth, thenHeight),
                "-c:v",
                "mpeg2video",
                "-q:v",
                "2"));
    Decoded decoded = decode(file, Frames.all().grey());
    // The decoder of MPEG-2 holds back one frame, and forgets it where a new sequence begins.
    assertThat(decoded.items).hasSizeBetween(39, 40);
    Frame last = (Frame) decoded.items.getLast();
    assertThat(List.of(last.width(), last.height())).containsExactly(width, height);
    int[] white = extent(last, 180);
    assertThat((double) white[0] / white[1]).isCloseTo(1, within(0.1));
    int[] grey = extent(last, 60);
    assertThat((double) grey[0] / grey[1]).isCloseTo((double) thenWidth / thenHeight, within(0.07));
    assertThat(Math.max((double) grey[0] / width, (double) grey[1] / height))
        .isCloseTo(1, within(0.03));
    assertThat(decoded.end.notes())
        .containsExactly(
            "the picture changes to "
                + thenWidth
                + "x"
                + thenHeight
                + " on the way and is shown in its own shape");
    assertThat(decoded.damage).isEqualTo(Damage.NONE);
  }

  private static String square(int width, int height) {
    return "color=gray:s=%dx%d:r=10:d=2,drawbox=x=(iw-w)/2:y=(ih-h)/2:w=30:h=30:color=white:t=fill"
        .formatted(width, height);
  }

  /** Width and height of what is brighter. */
  private static int[] extent(Frame frame, int level) {
    int left = frame.width();
    int right = -1;
    int top = frame.height();
    int bottom = -1;
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        if ((frame.data()[y * frame.width() + x] & 0xFF) > level) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    return new int[] {right - left + 1, bottom - top + 1};
  }

  @ParameterizedTest
  @CsvSource({"3, 300, 5.0", "1, 250, 2.5", "5, 10, 4.1"})
  void theLastPictureOfAGifLastsAsLongAsItSays(int frames, int finalDelay, double endS) {
    Path file =
        FfmpegRun.make(
            dir.resolve("slides.gif"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=1:d=" + frames,
            "-final_delay",
            Integer.toString(finalDelay));
    assertThat(decode(file, Frames.all()).end.pictureS()).isCloseTo(endS, within(1e-6));
  }

  /** The header of the track claims one frame per millisecond; each frame lasts half a second. */
  @Test
  void theLastFrameDoesNotLastOneOverALyingRate() {
    Path file =
        FfmpegRun.make(
            dir.resolve("slow.mp4"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=2:d=3",
            "-c:v",
            "mpeg4",
            "-bsf:v",
            "setts=duration=if(eq(N\\,5)\\,DURATION*3\\,DURATION)");
    Decoded decoded = decode(file, Frames.all());
    assertThat(decoded.end.pictureS()).isCloseTo(4.0, within(1e-3));
  }

  @Test
  void anEditListCutsTheBeginning() {
    Path whole =
        FfmpegRun.make(
            dir.resolve("whole.mp4"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=25:d=4",
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=4:r=48000",
            "-c:v",
            "mpeg4",
            "-g",
            "50");
    Path cut =
        FfmpegRun.make(dir.resolve("cut.mp4"), "-ss", "1.0", "-i", whole.toString(), "-c", "copy");
    Decoded picture = decode(cut, Frames.all());
    assertThat(picture.items.getFirst().timeS()).isCloseTo(0, within(0.041));
    assertThat(picture.end.pictureS()).isCloseTo(3.0, within(0.05));
    assertThat(picture.damage).isEqualTo(Damage.NONE);
    Decoded sound = decode(cut, Audio.mono(16_000));
    assertThat(sound.end.soundS()).isCloseTo(3.0, within(0.05));
    assertThat(sound.damage).isEqualTo(Damage.NONE);
  }

  @Test
  void theCases() {
    for (String name : List.of("mono-then-stereo.ts", "stereo-then-mono.ts")) {
      Decoded decoded = decode(Cases.file("audio-layout-change/" + name), Audio.mono(16_000));
      assertThat(decoded.end.soundS()).as(name).isCloseTo(4.0, within(0.1));
      for (Item item : decoded.items) {
        double hz = item.timeS() > 0.1 && item.timeS() < 1.85 ? 440 : 880;
        if (item.timeS() > 0.1 && item.timeS() < 1.85
            || item.timeS() > 2.15 && item.timeS() < 3.8) {
          assertThat(tone((AudioBlock) item)).as(name + " " + item).isCloseTo(hz, within(15.0));
        }
      }
    }
    assertThat(decode(Cases.file("gif-last-frame/slides.gif"), Frames.all()).end.pictureS())
        .isCloseTo(5.0, within(1e-6));
    assertThat(decode(Cases.file("gif-last-frame/still-end.mp4"), Frames.all()).end.pictureS())
        .isCloseTo(1.0, within(1e-6));
    Decoded turned = decode(Cases.file("turned-mid-recording/turned.ts"), Frames.all().grey());
    assertThat(turned.items).hasSize(40);
    assertThat(turned.end.notes()).hasSize(1);
    int[] circle = extent((Frame) turned.items.getLast(), 120);
    assertThat((double) circle[0] / circle[1]).isCloseTo(1, within(0.05));
  }
}
