package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.MediaException.InputRejected;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"90, 160, 45, 80", "160, 90, 80, 45", "160, 160, 80, 80", "60, 40, 60, 40"})
  void theLongerSideIsBound(int width, int height, int viewWidth, int viewHeight) {
    Path file =
        SyntheticClip.of(width, height, 10).draw(2, (n, g) -> {}).write(dir.resolve("clip.mkv"));
    Frames view = Frames.all().longest(80).grey();
    try (Decoding decoding = Video.open(file).decode(List.of(view))) {
      Frame frame = (Frame) decoding.next().orElseThrow().item();
      assertThat(List.of(frame.width(), frame.height())).containsExactly(viewWidth, viewHeight);
    }
  }

  /** Frame n is 20 n grey; the file starts late and its frames are not evenly spaced. */
  @ParameterizedTest
  @ValueSource(strings = {"clip.mkv", "clip.mp4"})
  void theFrameOfAMomentIsTheFirstFromThereOn(String name) {
    Path file =
        SyntheticClip.of(64, 48, 10)
            .draw(
                12,
                (n, g) -> {
                  g.setColor(new Color(20 * n, 20 * n, 20 * n));
                  g.fillRect(0, 0, 64, 48);
                })
            .pts("(N+gte(N\\,6)*3)/(10*TB)")
            .write(dir.resolve(name));
    Video video = Video.open(file);
    for (double[] want :
        new double[][] {{0, 0, 0}, {0.2, 0.2, 2}, {0.55, 0.9, 6}, {1.4, 1.4, 11}}) {
      Frame frame = video.frame(want[0]);
      assertThat(frame.timeS()).as("at %s s", want[0]).isCloseTo(want[1], within(2e-3));
      assertThat(frame.data()[3000] & 0xFF).isCloseTo((int) (20 * want[2]), within(6));
      assertThat(frame.width()).isEqualTo(64);
    }
    assertThatThrownBy(() -> video.frame(30))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("has no frame at 30.00 s: it lasts 1.50 s");
    assertThatThrownBy(() -> video.frame(-1)).isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> video.frame(Double.NaN)).isInstanceOf(InputRejected.class);
  }

  @Test
  void bothBoundsHold() {
    assertThat(Frames.all().width(32).longest(80)).isEqualTo(Frames.all().longest(80).width(32));
    assertThat(Frames.all().longest(80)).isNotEqualTo(Frames.all());
    assertThatThrownBy(() -> Frames.all().longest(-1))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("longer side");
  }
}
