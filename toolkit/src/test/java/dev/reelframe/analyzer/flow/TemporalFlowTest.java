package dev.reelframe.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TemporalFlowTest {
  private static final int W = 144;
  private static final int H = 200;
  private static final int FPS = 30;

  /** Pixels per frame, from the third second on. */
  private static final double SPEED = 1.5;

  @TempDir static Path dir;
  private static Video video;

  /** Two seconds that stand still, two that move, a cut, and one and a half that stand still. */
  @BeforeAll
  static void clip() {
    video =
        Video.open(
            SyntheticClip.of(W, H, FPS)
                .draw(165, (n, g) -> waves(g, n < 120 ? SPEED * Math.max(0, n - 60) : 900))
                .write(dir.resolve("clip.mp4")));
  }

  /** Soft stripes, so that motion of a pixel is small beside them. */
  private static void waves(java.awt.Graphics2D g, double shift) {
    for (int x = 0; x < W; x++) {
      int level = (int) Math.round(128 + 90 * Math.sin(2 * Math.PI * (x + shift) / 36));
      g.setColor(new Color(level, level, level));
      g.fillRect(x, 0, 1, H);
    }
  }

  private static Analyzer table(Schema schema, Function<Rows, Rows> rows) {
    return Analyzer.named(schema.table())
        .returns(schema)
        .fromTables(inputs -> rows.apply(schema.rows()).table());
  }

  private static final Analyzer CUTS =
      table(
          new Schema("cut_analysis", 1, "", List.of())
              .number("time_s", "")
              .integer("frame", "")
              .number("start_s", "")
              .number("end_s", "")
              .text("kind", "")
              .number("strength", ""),
          rows -> rows.add(4.0, 120, null, null, "cut", 9.0));

  private static final Analyzer AUDIO =
      table(
          Schema.intervals("audio_analysis", "").number("loudness_lufs", "").integer("onsets", ""),
          rows -> rows.add(0.0, 0.5, -20.0, 1).add(0.5, 1.0, -20.0, 2).add(1.0, 1.5, null, 0));

  private static final Analyzer NO_AUDIO =
      table(
          Schema.intervals("audio_analysis", "").number("loudness_lufs", "").integer("onsets", ""),
          rows -> rows);

  private static final Analyzer TEXT =
      table(
          Schema.intervals("text_overlay", "").text("text", ""),
          rows -> rows.add(0.0, 2.0, "one").add(2.5, 4.0, "two").add(2.6, 4.0, "three"));

  @Test
  void everySecondHasItsCutsMotionAndSound() {
    MeasuredTable table = TemporalFlow.after(CUTS, AUDIO).apply(video);
    assertThat(table.rowCount()).isEqualTo(6);
    assertThat(Interval.coverage(Interval.of(table), new Interval(0, 5.5))).isEqualTo(1);
    assertThat(table.doubleColumn("cuts_per_s").asList())
        .containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, 0.0);
    List<Double> motion = table.doubleColumn("motion_widths_per_s").asList();
    double truth = SPEED * FPS / W;
    assertThat(motion.get(0)).isLessThan(0.02);
    assertThat(motion.get(2)).isCloseTo(truth, within(0.15 * truth));
    assertThat(motion.get(3)).isCloseTo(truth, within(0.15 * truth));
    assertThat(motion.get(4)).as("the cut is no motion").isLessThan(0.02);
    assertThat(table.doubleColumn("loudness_lufs").getDouble(0)).isCloseTo(-20, within(1e-6));
    assertThat(table.doubleColumn("loudness_lufs").isMissing(1)).isTrue();
    assertThat(table.doubleColumn("onsets_per_s").getDouble(0)).isEqualTo(3);
    assertThat(table.doubleColumn("pace_ratio").getDouble(1))
        .as("silence slows down")
        .isLessThan(table.doubleColumn("pace_ratio").getDouble(0));
    assertThat(table.booleanColumn("hook").asList())
        .containsExactly(true, true, true, false, false, false);
  }

  @Test
  void thePaceRisesWithWhatHappens() {
    MeasuredTable table = TemporalFlow.after(CUTS, NO_AUDIO).apply(video);
    List<Double> pace = table.doubleColumn("pace_ratio").asList();
    assertThat(pace.get(0)).isCloseTo(0, within(0.03));
    assertThat(pace.get(2)).isGreaterThan(0.25);
    assertThat(pace.get(4)).isGreaterThan(0.2);
    assertThat(table.doubleColumn("hook_pace_ratio").getDouble(5))
        .isLessThan(table.doubleColumn("body_pace_ratio").getDouble(0));
  }

  @Test
  void withoutTextItsCellsAreMissingAndTheStateIsOk() {
    MeasuredTable table = TemporalFlow.after(CUTS, NO_AUDIO).apply(video);
    assertThat(table.doubleColumn("text_changes_per_s").countMissing()).isEqualTo(6);
    assertThat(table.doubleColumn("loudness_lufs").countMissing()).isEqualTo(6);
    assertThat(table.state()).isEqualTo(State.OK);
  }

  @Test
  void textThatItWasNotGivenIsNotReadBesideIt() {
    Analysis run = Pipeline.of(TemporalFlow.after(CUTS, NO_AUDIO), TEXT).run(video);
    assertThat(run.table("temporal_flow").doubleColumn("text_changes_per_s").countMissing())
        .isEqualTo(6);
  }

  @Test
  void textCountsWhereItIsGiven() {
    TemporalFlow flow = TemporalFlow.after(CUTS, NO_AUDIO).text(TEXT);
    for (List<Analyzer> wanted : List.of(List.of(flow, TEXT), List.of(TEXT, flow))) {
      Analysis run = Pipeline.of(wanted.toArray(Analyzer[]::new)).run(video);
      Table table = run.table("temporal_flow");
      assertThat(table.doubleColumn("text_changes_per_s").asList())
          .containsExactly(1.0, 0.0, 2.0, 0.0, 0.0, 0.0);
    }
    Table signal = flow.apply(video).signal().orElseThrow();
    Table again = flow.apply(signal, CUTS.apply(video), TEXT.apply(video));
    assertThat(again.doubleColumn("text_changes_per_s").getDouble(2)).isEqualTo(2);
  }

  @Test
  void withoutCutsTheTableIsDegraded() {
    Analyzer broken =
        Analyzer.named("cut_analysis")
            .returns(CUTS.spec().schema())
            .fromTables(inputs -> {
              throw new IllegalStateException("as planned");
            });
    MeasuredTable table = TemporalFlow.after(broken, NO_AUDIO).apply(video);
    assertThat(table.state()).isInstanceOf(State.Degraded.class);
    assertThat(table.doubleColumn("cuts_per_s").countMissing()).isEqualTo(6);
  }
}
