package dev.reelframe.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.flow.TemporalFlow;
import dev.reelframe.analyzer.scene.SceneSegmentation;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Schema;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips at the edge of what there is: continuous tables still cover the picture. */
class OddClipsTest {
  @TempDir Path dir;

  private static Analyzer without(Analyzer finds) {
    Schema schema = finds.spec().schema();
    return Analyzer.named(finds.spec().name())
        .returns(schema)
        .fromTables(inputs -> schema.newTable());
  }

  @ParameterizedTest
  @CsvSource({
    "one frame, 160, 240, 1, ''",
    "tiny, 8, 8, 12, ''",
    "a line, 640, 2, 12, ''",
    "a column, 2, 640, 12, ''",
    "variable rate, 160, 120, 30, '(N+mod(N\\,3)*0.4+gt(N\\,20)*40)/10/TB'"
  })
  void tablesCoverThePicture(String what, int width, int height, int frames, String pts) {
    SyntheticClip clip =
        SyntheticClip.of(width, height, 10)
            .draw(
                frames,
                (n, g) -> {
                  g.setColor(new Color(40 + 5 * n, 120, 200 - 4 * n));
                  g.fillRect(0, 0, width, height);
                  g.setColor(Color.WHITE);
                  g.fillRect(n, 0, width / 3 + 1, height / 2 + 1);
                });
    if (!pts.isEmpty()) {
      clip.pts(pts);
    }
    Video video = Video.open(clip.write(dir.resolve("clip.mkv")));
    Analyzer cuts = without(Analyzers.cuts());
    Analyzer audio = without(Analyzers.audioAnalysis());
    Analysis run =
        Pipeline.of(
                Analyzers.colors(),
                Analyzers.contentQuality(),
                Analyzers.composition(),
                SceneSegmentation.after(cuts, audio),
                TemporalFlow.after(cuts, audio))
            .run(video);
    Interval picture = new Interval(0, run.end().pictureS());
    for (String name :
        List.of(
            "color_analysis",
            "content_quality",
            "composition_analysis",
            "scene_segmentation",
            "temporal_flow")) {
      assertThat(run.state(name).word()).as(what + ": " + name).isEqualTo("ok");
      List<Interval> spans = Interval.of(run.table(name));
      assertThat(Interval.coverage(spans, picture)).as(name).isCloseTo(1, within(1e-9));
      assertThat(spans).allMatch(s -> s.startS() >= 0 && s.endS() <= picture.endS());
    }
  }
}
