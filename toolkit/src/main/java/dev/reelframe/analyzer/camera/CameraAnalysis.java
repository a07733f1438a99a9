package dev.reelframe.analyzer.camera;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * {@code camera_analysis}: how the camera moves. The signal has the motion of the whole picture
 * between frames a tenth of a second apart, fitted to what most of the ground does; the table has a
 * row for each stretch of a shot in which the camera does one thing. Rows cover the picture without
 * gaps and end at cuts, and in the middle of a dissolve or fade.
 *
 * <p>A pan, tilt, zoom or roll is motion that keeps its direction; a camera that moves to and fro
 * is handheld. Something that moves before a camera that stands still, however large, makes no
 * camera motion, as long as some of the ground is seen beside it; where none is, the camera is
 * {@code unknown}. A whip pan, too fast for points, is measured by how the whole picture slides.
 *
 * @param slowest {@link #SLOWEST}
 * @param shortestS {@link #SHORTEST_S}
 */
public record CameraAnalysis(double slowest, double shortestS) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "camera_analysis";

  /** A row of the table. */
  private record CameraRow(
      double startS,
      double endS,
      @Column("what it does; pan_right: the camera turns right; unknown: the ground is not seen")
          Camera camera,
      @Column(
              "mean speed along the named motion; for zoom and roll, that of the picture's points"
                  + " on average; for handheld and static, root mean square; missing where it"
                  + " could not be measured")
          double speedWidthsPerS) {
    static final RowSchema<CameraRow> SCHEMA =
        RowSchema.of(
                CameraRow.class,
                NAME,
                "A stretch in which the camera does one thing; rows cover the picture")
            .version(2);
  }

  public static final Parameter<Double> SLOWEST =
      Parameter.number(
              "slowest_widths_per_s",
              0.02,
              "slowest motion that is named; a zoom or roll counts by what it moves the picture on"
                  + " average")
          .above(0);

  public static final Parameter<Double> SHORTEST_S =
      Parameter.number("shortest_s", 0.6, "shortest row within a shot").from(0);

  public CameraAnalysis {
    SLOWEST.check(slowest);
    SHORTEST_S.check(shortestS);
  }

  /** With the default of each parameter. */
  public static CameraAnalysis standard() {
    return new CameraAnalysis(SLOWEST.standard(), SHORTEST_S.standard());
  }

  /** Names motion from this many frame widths per second. */
  public CameraAnalysis slowest(double widthsPerS) {
    return new CameraAnalysis(widthsPerS, shortestS);
  }

  /** Gives no row within a shot that is shorter, seconds. */
  public CameraAnalysis shortest(double seconds) {
    return new CameraAnalysis(slowest, seconds);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", CameraRow.SCHEMA.schema())
        .signal(MotionRow.SCHEMA.schema())
        .reads(Frames.all().width(144))
        .after(Analyzers.cuts())
        .parameter(SLOWEST, slowest, this::slowest)
        .parameter(SHORTEST_S, shortestS, this::shortest);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new CameraFold();
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<MotionRow> pairs = MotionRow.SCHEMA.read(signal);
    double heightRatio =
        inputs.media().picture().map(p -> (double) p.height() / p.width()).orElse(1.0);
    CameraRuns runs = new CameraRuns(slowest, shortestS, heightRatio);
    Shots shots = Shots.of(inputs);
    RowWriter<CameraRow> rows = CameraRow.SCHEMA.rows();
    double from = 0;
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      double start = shot == 0 ? 0 : shots.spans().get(shot - 1).endS();
      double end =
          shot + 1 < shots.spans().size()
              ? shots.spans().get(shot + 1).startS()
              : shots.spans().get(shot).endS();
      double to =
          shot + 1 < shots.spans().size()
              ? (shots.spans().get(shot).endS() + shots.spans().get(shot + 1).startS()) / 2
              : shots.spans().get(shot).endS();
      for (CameraRuns.Run run : runs.of(within(pairs, start, end), from, to)) {
        rows.add(new CameraRow(run.startS(), run.endS(), run.camera(), run.speed()));
      }
      from = to;
    }
    return Outcome.of(rows.table());
  }

  /** Pairs of which both frames show this shot alone. */
  private static List<MotionRow> within(List<MotionRow> pairs, double startS, double endS) {
    List<MotionRow> out = new ArrayList<>();
    for (MotionRow pair : pairs) {
      if (pair.fromS() >= startS - 1e-6 && pair.timeS() < endS - 1e-6) {
        out.add(pair);
      }
    }
    return out;
  }
}
