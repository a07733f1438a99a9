package dev.reelframe.analyzer.segmentation;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.cut.CutAnalysis;
import dev.reelframe.analyzer.segmentation.PeopleMask.Mask;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * {@code background_segmentation}: how much of the picture people take and how much is behind them.
 * The signal has a row per sampled frame; the table joins samples of one shot and of like shares to
 * stretches that cover the whole picture without gaps.
 *
 * <p>The model knows people only. In a picture without any it may take a few percent of it for one;
 * {@code confidence} does not tell that, {@code object_detection} does.
 *
 * @param everyS {@link #EVERY_S}
 * @param stillness {@link ChangeGate#THRESHOLD}
 * @param step {@link #STEP}
 * @param cuts the analyzer whose table {@code cut_analysis} ends stretches
 * @param models where the model comes from
 */
public record BackgroundSegmentation(
    double everyS,
    double stillness,
    double step,
    Optional<Analyzer> cuts,
    Supplier<ResidentModels> models)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "background_segmentation";

  private static final int WIDTH_PX = 416;

  static final Schema TABLE =
      measures(
          Schema.intervals(
              NAME, "A stretch of one shot in which people take a like share of the picture"));
  static final Schema SIGNAL =
      measures(Schema.frames(NAME + "_signal", "People and background of a sampled frame"));

  private static Schema measures(Schema schema) {
    return schema
        .number("background_ratio", "share of the picture that shows no people, 0..1")
        .number("people_ratio", "share of the picture that shows people, 0..1")
        .number("mask_area_px", "area that shows people, pixels of the display picture")
        .number(
            "mask_change_ratio",
            "share of the picture that changed between people and background since the sample"
                + " before, 0..1; missing at the first")
        .number("confidence", "how sure the model is of its pixels, 0 undecided .. 1 sure");
  }

  public static final Parameter<Double> EVERY_S =
      Parameter.number("every_s", 0.5, "time between sampled frames").above(0);

  public static final Parameter<Double> STEP =
      Parameter.number(
              "step", 0.15, "change of the people's share, 0..1, at which a new stretch begins")
          .above(0);

  public BackgroundSegmentation {
    EVERY_S.check(everyS);
    ChangeGate.THRESHOLD.check(stillness);
    STEP.check(step);
  }

  /** With the default of each parameter. */
  public static BackgroundSegmentation standard() {
    return new BackgroundSegmentation(
        EVERY_S.standard(),
        ChangeGate.THRESHOLD.standard(),
        STEP.standard(),
        Optional.of(CutAnalysis.standard()),
        ResidentModels::shared);
  }

  /** Samples a frame every so many seconds. */
  public BackgroundSegmentation every(double seconds) {
    return new BackgroundSegmentation(seconds, stillness, step, cuts, models);
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  public BackgroundSegmentation stillness(double difference) {
    return new BackgroundSegmentation(everyS, difference, step, cuts, models);
  }

  /** Begins a new stretch where the people's share changes by this much. */
  public BackgroundSegmentation step(double share) {
    return new BackgroundSegmentation(everyS, stillness, share, cuts, models);
  }

  /** Ends stretches at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public BackgroundSegmentation cuts(Analyzer analyzer) {
    return new BackgroundSegmentation(everyS, stillness, step, Optional.of(analyzer), models);
  }

  /** Takes its model from there. */
  public BackgroundSegmentation models(ResidentModels resident) {
    return new BackgroundSegmentation(everyS, stillness, step, cuts, () -> resident);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", TABLE)
        .signal(SIGNAL)
        .reads(Frames.every(everyS).width(WIDTH_PX))
        .after(cuts.stream().toArray(Analyzer[]::new))
        .uses(PeopleMask.MODEL)
        .parameter(EVERY_S, everyS, this::every)
        .parameter(ChangeGate.THRESHOLD, stillness, this::stillness)
        .parameter(STEP, step, this::step);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    double area = media.picture().map(p -> (double) p.width() * p.height()).orElse(Double.NaN);
    return new MaskFold(
        PeopleMask.of(run.models(models.get())), new ChangeGate(stillness, run.memo()), area);
  }

  private static final class MaskFold implements Fold {
    private final PeopleMask model;
    private final ChangeGate gate;
    private final double pictureArea;
    private final Rows rows = SIGNAL.rows();
    private Optional<Mask> last = Optional.empty();

    MaskFold(PeopleMask model, ChangeGate gate, double pictureArea) {
      this.model = model;
      this.gate = gate;
      this.pictureArea = pictureArea;
    }

    @Override
    public void frame(Frame frame) {
      Mask mask = gate.changed(frame) ? model.of(frame) : last.orElseThrow();
      rows.add(
          frame.timeS(),
          frame.index(),
          1 - mask.ratio(),
          mask.ratio(),
          mask.ratio() * pictureArea,
          last.map(mask::change).orElse(null),
          mask.certainty());
      last = Optional.of(mask);
    }

    @Override
    public Table signal(StreamEnd end) {
      return rows.table();
    }

    @Override
    public List<ModelUse> models() {
      return List.of(model.use());
    }
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Shots shots = Shots.of(inputs);
    List<Stretch> stretches = new ArrayList<>();
    for (Row row : signal) {
      int shot = shots.at(row.getDouble("time_s"));
      double share = row.getDouble("people_ratio");
      boolean joins =
          !stretches.isEmpty()
              && stretches.getLast().shot == shot
              && Math.abs(stretches.getLast().meanShare() - share) < step;
      if (!joins) {
        stretches.add(new Stretch(shot, from(stretches, shot, shots, row.getDouble("time_s"))));
      }
      stretches.getLast().samples.add(row.getRowNumber());
      stretches.getLast().shareSum += share;
    }
    return Outcome.of(table(signal, stretches, inputs.end().pictureS()));
  }

  /**
   * A new shot begins at its cut, the first stretch at 0, any other at the sample that shows it.
   */
  private static double from(List<Stretch> before, int shot, Shots shots, double timeS) {
    if (before.isEmpty()) {
      return 0;
    }
    return before.getLast().shot == shot ? timeS : shots.borderBefore(shot);
  }

  private static Table table(Table signal, List<Stretch> stretches, double endS) {
    Rows rows = TABLE.rows();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      double end = i + 1 < stretches.size() ? stretches.get(i + 1).startS : endS;
      Table part = signal.rows(stretch.samples.stream().mapToInt(r -> r).toArray());
      // The step across a cut says nothing about motion inside the stretch.
      Table steps = part.rowCount() > 1 ? part.dropRange(1) : part.emptyCopy();
      rows.add(
          stretch.startS,
          end,
          part.doubleColumn("background_ratio").mean(),
          part.doubleColumn("people_ratio").mean(),
          part.doubleColumn("mask_area_px").mean(),
          steps.isEmpty() ? null : steps.doubleColumn("mask_change_ratio").mean(),
          part.doubleColumn("confidence").mean());
    }
    return rows.table();
  }

  private static final class Stretch {
    final int shot;
    final double startS;
    final List<Integer> samples = new ArrayList<>();
    double shareSum;

    Stretch(int shot, double startS) {
      this.shot = shot;
      this.startS = startS;
    }

    double meanShare() {
      return shareSum / samples.size();
    }
  }
}
