package dev.reelframe.analyzer.composition;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * {@code composition_analysis}: where the picture draws the eye, how that lies to the thirds, how
 * symmetric and balanced it is and how much of it is empty. A row per sampled frame, which stands
 * until the next one.
 *
 * @param everyS {@link #EVERY_S}
 */
public record CompositionAnalysis(double everyS) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "composition_analysis";

  private static final int WIDTH_PX = 320;
  private static final Schema TABLE =
      measures(Schema.intervals(NAME, "Composition of the picture; rows cover it without gaps"));
  private static final Schema SIGNAL =
      measures(Schema.frames(NAME + "_signal", "Composition of a sampled frame"));

  public static final Parameter<Double> EVERY_S =
      Parameter.number("every_s", 0.5, "time between sampled frames").above(0);

  public CompositionAnalysis {
    EVERY_S.check(everyS);
  }

  /** With the default of each parameter. */
  public static CompositionAnalysis standard() {
    return new CompositionAnalysis(EVERY_S.standard());
  }

  /** Samples a frame every so many seconds. */
  public CompositionAnalysis every(double seconds) {
    return new CompositionAnalysis(seconds);
  }

  private static Schema measures(Schema schema) {
    return schema
        .number("saliency_x_ratio", "where the eye is drawn, share of the width from the left")
        .number("saliency_y_ratio", "the same, share of the height from the top")
        .number("thirds_ratio", "1 where that is a crossing of the lines of thirds, 0 in a corner")
        .number("symmetry_x_ratio", "correlation with the left-right mirror image, 0..1")
        .number("symmetry_y_ratio", "correlation with the top-bottom mirror image, 0..1")
        .number("weight_x", "saliency of the right half minus the left, share of all, -1..1")
        .number("weight_y", "saliency of the lower half minus the upper, share of all, -1..1")
        .number("negative_space_ratio", "share of the picture that is plain and not salient");
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", TABLE)
        .signal(SIGNAL)
        .reads(Frames.every(everyS).width(WIDTH_PX))
        .parameter(EVERY_S, everyS, this::every);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      private final Rows rows = SIGNAL.rows();

      @Override
      public void frame(Frame frame) {
        Composition c = Composition.of(OpponentCells.of(frame));
        rows.add(
            frame.timeS(),
            frame.index(),
            c.centreX(),
            c.centreY(),
            c.thirds(),
            c.mirrorX(),
            c.mirrorY(),
            c.weightX(),
            c.weightY(),
            c.emptySpace());
      }

      @Override
      public Table signal(StreamEnd end) {
        return rows.table();
      }
    };
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<Interval> spans =
        Interval.standing(signal.doubleColumn("time_s").asList(), inputs.end().pictureS());
    Rows rows = TABLE.rows();
    for (int row = 0; row < spans.size(); row++) {
      List<Object> cells = new ArrayList<>(List.of(spans.get(row).startS(), spans.get(row).endS()));
      for (int column = 2; column < signal.columnCount(); column++) {
        cells.add(signal.doubleColumn(column).getDouble(row));
      }
      rows.add(cells.toArray());
    }
    return Outcome.of(rows.table());
  }
}
