package dev.reelframe.analyzer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.cut.CutRow;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Pictures;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows of {@code text_overlay} are captions that come and go. */
class OverlaysTest {
  private static final double END_S = 4;
  private static final double FRAME_S = 0.04;
  private static final double NONE = Double.NaN;

  /** A line read from 1 s to 3 s in the lower part of a picture of 100 x 100. */
  private static Inputs read() {
    Schema schema =
        Schema.intervals("text_overlay", "captions").text("text", "").box().text("kind", "");
    Rows rows = schema.rows();
    rows.add(1.0, 3.0, "OPERA", 20.0, 70.0, 60.0, 10.0, "caption");
    MeasuredTable table =
        MeasuredTable.of(
            rows.table(),
            schema,
            Provenance.of("text_overlay", "1", Map.of()),
            State.OK,
            Optional.empty());
    MediaInfo.Picture picture = Pictures.of(100, 100, 25);
    MediaInfo media =
        new MediaInfo("mov", Optional.of(END_S), 0, Optional.of(picture), Optional.empty());
    return new Inputs(media, new StreamEnd(END_S, END_S, 0, 100), Map.of("text_overlay", table));
  }

  /** Frames of a picture in which more than usual changes between two heights, in some frames. */
  private static List<CutRow> changing(double top, double bottom, Integer... frames) {
    return IntStream.range(0, 100)
        .mapToObj(i -> {
          boolean changes = List.of(frames).contains(i);
          return new CutRow(
              i * FRAME_S,
              i,
              false,
              1,
              1,
              0.02,
              1,
              changes ? 0.05 : 0,
              0.9,
              0.9,
              0,
              128,
              40,
              0.99,
              NONE,
              NONE,
              NONE,
              NONE,
              NONE,
              NONE,
              changes ? 0.2 : NONE,
              changes ? top : NONE,
              changes ? 0.8 : NONE,
              changes ? bottom : NONE,
              Optional.empty());
        })
        .toList();
  }

  private static List<Double> found(List<CutRow> rows) {
    return new Overlays(new Shots(List.of(new Interval(0, END_S))), rows, FRAME_S)
        .find(List.of(), read()).stream().map(VisualEffect::startS).toList();
  }

  @Test
  void aCaptionComesAndGoesWhereThePictureChangesInItsPlace() {
    assertThat(found(changing(0.66, 0.84, 25, 75))).containsExactly(1.0, 3.0);
  }

  @Test
  void letteringOfTheSceneThatIsReadNowAndNotThenIsNone() {
    assertThat(found(changing(0.1, 0.4, 25, 75))).isEmpty();
  }

  @Test
  void aCaptionThatComesAtOnceMayFadeOut() {
    assertThat(found(changing(0.66, 0.84, 25))).containsExactly(1.0, 3.0);
  }
}
