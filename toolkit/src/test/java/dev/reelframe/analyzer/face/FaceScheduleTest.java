package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When frames are looked at, with the real model and a real face. */
class FaceScheduleTest {
  private static final int W = 720;
  private static final int H = 480;
  @TempDir Path home;
  private ResidentModels models;
  private final RunContext run = RunContext.on(Device.cpu(), 1);
  private Frame real;

  @BeforeEach
  void open() {
    models = SharedFolder.models(home);
    real = first(SharedFolder.media("thanks.mkv"));
  }

  @AfterEach
  void close() {
    if (models != null) {
      models.close();
    }
  }

  private static Frame first(Path file) {
    try (var decoding = Video.open(file).decode(List.of(Frames.every(1)))) {
      return (Frame) decoding.next().orElseThrow().item();
    }
  }

  private FaceSchedule watch() {
    return FaceDetection.standard().models(models).watch(run);
  }

  /** A frame in one grey with a stripe that hides nothing. */
  private static byte[] wall(int grey) {
    byte[] data = new byte[W * H * 3];
    Arrays.fill(data, (byte) grey);
    return data;
  }

  /** The real frame at half size, its left top corner at (left, top). */
  private byte[] withFace(int left, int top) {
    byte[] data = wall(90);
    for (int y = 0; y < real.height() / 2; y++) {
      for (int x = 0; x < real.width() / 2; x++) {
        for (int c = 0; c < 3; c++) {
          data[3 * ((top + y) * W + left + x) + c] =
              real.data()[3 * (2 * y * real.width() + 2 * x) + c];
        }
      }
    }
    return data;
  }

  private static Frame at(double timeS, byte[] data) {
    return new Frame(Math.round(timeS * 30), timeS, W, H, PixelFormat.BGR, data);
  }

  private long calls() {
    return models.usage().stream()
        .filter(use -> use.model().equals(YunetFinder.MODEL))
        .mapToLong(use -> use.calls())
        .sum();
  }

  @Test
  void aPictureThatStandsStillIsLookedAtOnce() {
    FaceSchedule watch = watch();
    byte[] still = withFace(40, 60);
    List<FaceSchedule.Look> looks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      watch.see(at(i * 0.2, still.clone())).ifPresent(looks::add);
    }
    assertThat(looks).extracting(FaceSchedule.Look::repeated).containsExactly(false, true, true);
    assertThat(looks).allSatisfy(look -> assertThat(look.faces()).hasSize(1));
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aFaceThatAppearsInAStillPictureIsNeverSkipped() {
    for (int left = 0; left <= W - 320; left += 200) {
      for (int top = 0; top <= H - 240; top += 120) {
        FaceSchedule watch = watch();
        assertThat(watch.see(at(0, wall(90))).orElseThrow().faces()).isEmpty();
        FaceSchedule.Look next = watch.see(at(0.4, withFace(left, top))).orElseThrow();
        assertThat(next.repeated()).isFalse();
        assertThat(next.faces()).as(left + ", " + top).hasSize(1);
      }
    }
  }

  @Test
  void aNewPictureIsLookedAtBeforeItIsDue() {
    FaceSchedule watch = watch();
    watch.see(at(0, wall(240)));
    assertThat(watch.see(at(0.2, withFace(40, 60))).orElseThrow().faces()).hasSize(1);
    assertThat(watch.see(at(0.3, withFace(42, 60)))).isEmpty();
  }

  @Test
  void analyzersThatSeeTheSameFramesShareOneLook() {
    FaceSchedule one = watch();
    FaceSchedule other = watch();
    Frame frame = at(0, withFace(40, 60));
    assertThat(other.see(frame)).isEqualTo(one.see(frame));
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aDarkFrameIsMadeBrighter() {
    byte[] data = withFace(40, 60);
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) ((data[i] & 0xFF) / 6);
    }
    Frame dark = at(0, data);
    assertThat(Brightening.of(dark)).isGreaterThan(3);
    assertThat(watch().see(dark).orElseThrow().faces()).hasSize(1);
    assertThat(Brightening.of(at(0, wall(180)))).isEqualTo(1);
    assertThat(Brightening.of(at(0, wall(3)))).isEqualTo(1);
  }
}
