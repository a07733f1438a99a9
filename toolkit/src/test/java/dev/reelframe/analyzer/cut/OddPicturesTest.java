package dev.reelframe.analyzer.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.awt.Color;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that are a line, a column or a dot, and headers that state any frame rate. */
class OddPicturesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"640, 2", "4000, 2", "2, 640", "8, 8", "64, 6"})
  void flatPicturesAreCompared(int width, int height) {
    SyntheticClip clip =
        SyntheticClip.of(width, height, 10)
            .draw(
                20,
                (n, g) -> {
                  g.setColor(n < 10 ? Color.RED : Color.WHITE);
                  g.fillRect(0, 0, width, height);
                });
    assertThat(Analyzers.cuts().apply(Video.open(clip.write(dir.resolve("c.mkv")))).name())
        .isEqualTo("cut_analysis");
  }

  @Test
  void aRateThatOnlyTheHeaderKnowsCostsNoMemory() {
    Video lying = Video.open(SharedFolder.file("cases/damaged/tiny_timebase_oom.mp4"));
    assertThat(Analyzers.cuts().apply(lying).name()).isEqualTo("cut_analysis");
  }
}
