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
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
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

  /** A row of the table. */
  private record CompositionRow(double startS, double endS, Composition composition) {
    static final RowSchema<CompositionRow> SCHEMA =
        RowSchema.of(
            CompositionRow.class, NAME, "Composition of the picture; rows cover it without gaps");
  }

  /** A row of the signal. */
  private record Sample(double timeS, long frame, Composition composition) {
    static final RowSchema<Sample> SCHEMA =
        RowSchema.of(Sample.class, NAME + "_signal", "Composition of a sampled frame");
  }

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

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", CompositionRow.SCHEMA.schema())
        .signal(Sample.SCHEMA.schema())
        .reads(Frames.every(everyS).width(WIDTH_PX))
        .parameter(EVERY_S, everyS, this::every);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      private final RowWriter<Sample> rows = Sample.SCHEMA.rows();

      @Override
      public void frame(Frame frame) {
        Composition composition = Composition.of(OpponentCells.of(frame));
        rows.add(new Sample(frame.timeS(), frame.index(), composition));
      }

      @Override
      public Table signal(StreamEnd end) {
        return rows.table();
      }
    };
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<Sample> samples = Sample.SCHEMA.read(signal);
    List<Interval> spans =
        Interval.standing(samples.stream().map(Sample::timeS).toList(), inputs.end().pictureS());
    RowWriter<CompositionRow> rows = CompositionRow.SCHEMA.rows();
    for (int i = 0; i < spans.size(); i++) {
      Interval span = spans.get(i);
      rows.add(new CompositionRow(span.startS(), span.endS(), samples.get(i).composition()));
    }
    return Outcome.of(rows.table());
  }
}
