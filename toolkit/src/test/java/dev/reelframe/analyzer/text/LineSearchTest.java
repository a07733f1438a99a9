package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of known place, found by the real detector. */
class LineSearchTest {
  private static final String TEXT = "Größe ändert Übung";

  @TempDir Path home;

  private static LumaImage picture(int size) {
    return Drawn.picture(720, 300, g -> Drawn.outlined(g, TEXT, 30, 170, size));
  }

  private List<TextDetector.Line> found(PixelRect part, LumaImage picture) {
    try (ResidentModels models = SharedFolder.models(home)) {
      return new LineSearch(new TextDetector(models.get(TextDetector.MODEL)))
          .in(part, picture, piece -> true);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20, 28, 40, 60})
  void aLineIsFoundWhereItStands(int size) {
    List<TextDetector.Line> lines = found(new PixelRect(0, 0, 720, 300), picture(size));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().box().bounds().iou(Drawn.bounds(TEXT, 30, 170, size)))
        .isGreaterThan(0.6);
    assertThat(lines.getFirst().score()).isBetween(0.6, 1.0);
  }

  @Test
  void aLineThatThePartCutsIsFoundWhole() {
    List<TextDetector.Line> lines = found(new PixelRect(0, 100, 240, 210), picture(40));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().box().bounds().iou(Drawn.bounds(TEXT, 30, 170, 40)))
        .isGreaterThan(0.7);
  }

  @Test
  void whereNothingIsWrittenNothingIsFound() {
    assertThat(found(new PixelRect(0, 0, 720, 300), Drawn.picture(720, 300, g -> {}))).isEmpty();
  }
}
