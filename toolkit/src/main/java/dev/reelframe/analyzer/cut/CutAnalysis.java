package dev.reelframe.analyzer.cut;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.cut.GradualTransitions.Transition;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code cut_analysis}: where one shot gives way to the next, on every frame.
 *
 * <p>Hard cuts are exact to the frame. What is compared is the picture after motion has been taken
 * out block by block, against the frames around and without frames that the source repeats, so that
 * fast pans, shaking, slow footage and noise make no cuts; neither do overlays that appear, flashes
 * and sudden enlargements of the same shot by less than 1.4. Bars around a picture do not count.
 * Dissolves and fades are stretches of frames that are mixtures of their two ends; a fade through
 * black or another plain colour is one row. Wipes are told by the line that crosses the picture.
 *
 * @param sensitivity {@link #SENSITIVITY}
 */
public record CutAnalysis(double sensitivity) implements Analyzer {

  /** A change of shot. */
  public record Change(
      @Column("of a cut: time of the first frame of the new shot; else missing") Double timeS,
      @Column("of a cut: number of that frame, from 0; else missing") Integer frame,
      @Column("else: first frame that shows something of the new shot") Double startS,
      @Column("else: first frame that shows nothing of the old shot, exclusive") Double endS,
      @Column("how the shot changes") TransitionKind kind,
      @Column(
              "of a cut: change of the picture over that usual in the frames around, motion taken"
                  + " out; else: difference of both ends over what a mixture of them leaves"
                  + " unexplained, at most 1000")
          double strength,
      @Column("moment of the change in every row: of a cut time_s, else the middle") double atS) {
    public static final RowSchema<Change> SCHEMA =
        RowSchema.of(Change.class, "cut_analysis", "One change of shot; the first shot has no row")
            .version(2);

    static Change of(CutRow cut) {
      double at = cut.timeS();
      return new Change(at, cut.frame(), null, null, TransitionKind.CUT, cut.spike(), at);
    }

    static Change of(Transition t) {
      double middle = (t.startS() + t.endS()) / 2;
      return new Change(null, null, t.startS(), t.endS(), t.kind(), t.strength(), middle);
    }

    double beginS() {
      return kind == TransitionKind.CUT ? timeS : startS;
    }
  }

  /** Columns of the table. */
  public static final Schema SCHEMA = Change.SCHEMA.schema();

  static final Parameter<Double> SENSITIVITY =
      Parameter.number(
              "sensitivity", 1, "1.5 finds changes of half the strength, 0.7 only strong ones")
          .above(0)
          .upTo(10);

  public CutAnalysis {
    SENSITIVITY.check(sensitivity);
  }

  /** With the usual sensitivity. */
  public static CutAnalysis standard() {
    return new CutAnalysis(SENSITIVITY.standard());
  }

  /** With another sensitivity. */
  public CutAnalysis sensitivity(double value) {
    return new CutAnalysis(value);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", SCHEMA)
        .signal(CutRow.SCHEMA.schema())
        .reads(Frames.all().width(144))
        .parameter(SENSITIVITY, sensitivity, this::sensitivity);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new CutFold(media);
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<CutRow> rows = CutRow.SCHEMA.read(signal);
    List<CutRow> cuts = new HardCuts(rows, sensitivity).find();
    List<Transition> gradual =
        new GradualTransitions(rows, cuts, sensitivity, inputs.end().pictureS()).find();
    Stream<Change> changes =
        Stream.concat(gradual.stream().map(Change::of), cuts.stream().map(Change::of));
    return Outcome.of(
        Change.SCHEMA.table(changes.sorted(Comparator.comparingDouble(Change::beginS)).toList()));
  }
}
