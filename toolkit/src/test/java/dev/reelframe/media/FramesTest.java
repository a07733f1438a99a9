package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.MediaException.InputRejected;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void bothBoundsHold() {
    assertThat(Frames.all().width(32).longest(80)).isEqualTo(Frames.all().longest(80).width(32));
    assertThat(Frames.all().longest(80)).isNotEqualTo(Frames.all());
    assertThatThrownBy(() -> Frames.all().longest(-1))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("longer side");
  }
}
