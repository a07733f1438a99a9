package dev.reelframe.analyzer.cut;

import static dev.reelframe.analyzer.Analyzers.cuts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Still pictures that follow each other, each a shot, however few frames show it. */
class SlideShowTest {
  private static final int W = 144;
  private static final int H = 256;
  private static final int SLIDES = 6;
  private static final List<Scenery> SCENES =
      IntStream.range(0, SLIDES).mapToObj(i -> Scenery.of(100 + 7L * i, W, H)).toList();

  @TempDir Path dir;

  private static Table analyzed(Path file) {
    return cuts().apply(Video.open(file));
  }

  private static List<Integer> frames(Table table) {
    assertThat(table.stringColumn("kind").asList()).allMatch("cut"::equals);
    return table.intColumn("frame").asList();
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,1", "1,5", "2,1", "2,4", "3,1", "4,1", "4,8", "0.5,1", "10,10", "30,3"})
  void everySlideIsAShot(double fps, int framesEach) {
    SyntheticClip clip = SyntheticClip.of(W, H, fps);
    for (Scenery scene : SCENES) {
      clip.draw(framesEach, (n, g) -> scene.draw(g));
    }
    Table table = analyzed(clip.write(dir.resolve("clip.mp4")));
    assertThat(frames(table))
        .as(table.print())
        .containsExactlyElementsOf(
            IntStream.range(1, SLIDES).mapToObj(i -> i * framesEach).toList());
  }

  @Test
  void slidesOfOneFrameEachThatStandForSecondsAreShots() {
    Path file =
        SyntheticClip.of(W, H, 25)
            .draw(SLIDES, (n, g) -> SCENES.get(n).draw(g))
            .pts("2.3*N/TB")
            .write(dir.resolve("clip.mkv"));
    assertThat(frames(analyzed(file))).containsExactly(1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @CsvSource({"slides-1fps-2s.mp4,2", "slides-2fps-2s.mp4,2", "fast-3frames.mp4,0.1"})
  void casesOfSlides(String file, double everyS) {
    Table table = analyzed(SharedFolder.file("cases/slideshow-1fps/" + file));
    assertThat(table.doubleColumn("time_s").asList())
        .hasSize(5)
        .allSatisfy(t -> assertThat(t / everyS).isCloseTo(Math.round(t / everyS), within01()));
  }

  private static org.assertj.core.data.Offset<Double> within01() {
    return org.assertj.core.api.Assertions.within(0.01);
  }
}
