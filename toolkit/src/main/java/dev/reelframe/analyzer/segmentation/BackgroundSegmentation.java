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
import dev.reelframe.table.Column;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
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

  /** What is measured of a sample, or on average of a stretch. */
  record Share(
      @Column("share of the picture that shows no people, 0..1") double backgroundRatio,
      @Column("share of the picture that shows people, 0..1") double peopleRatio,
      @Column("area that shows people, pixels of the display picture") double maskAreaPx,
      @Column(
              "share of the picture that changed between people and background since the sample"
                  + " before, 0..1; missing at the first")
          double maskChangeRatio,
      @Column("how sure the model is of its pixels, 0 undecided .. 1 sure") double confidence) {

    static double mean(List<Share> some, ToDoubleFunction<Share> value) {
      return some.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
  }

  /** A row of the table. */
  private record ShareRow(double startS, double endS, Share share) {
    static final RowSchema<ShareRow> SCHEMA =
        RowSchema.of(
            ShareRow.class,
            NAME,
            "A stretch of one shot in which people take a like share of the picture");
  }

  /** A row of the signal. */
  record Sample(
      double timeS,
      long frame,
      @Column(
              "where people are, on a grid of 64 by 64 cells over the picture, rows from the top:"
                  + " lengths of runs, background first")
          String mask,
      Share share) {
    static final RowSchema<Sample> SCHEMA =
        RowSchema.of(Sample.class, NAME + "_signal", "People and background of a sampled frame")
            .version(2);
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
    return AnalyzerSpec.of("2", ShareRow.SCHEMA.schema())
        .signal(Sample.SCHEMA.schema())
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
    private final RowWriter<Sample> rows = Sample.SCHEMA.rows();
    private Optional<Mask> last = Optional.empty();

    MaskFold(PeopleMask model, ChangeGate gate, double pictureArea) {
      this.model = model;
      this.gate = gate;
      this.pictureArea = pictureArea;
    }

    @Override
    public void frame(Frame frame) {
      Mask mask = gate.changed(frame) ? model.of(frame) : last.orElseThrow();
      double change = last.map(mask::change).orElse(Double.NaN);
      double area = mask.ratio() * pictureArea;
      Share share = new Share(1 - mask.ratio(), mask.ratio(), area, change, mask.certainty());
      rows.add(new Sample(frame.timeS(), frame.index(), mask.runs(), share));
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
    for (Sample sample : Sample.SCHEMA.read(signal)) {
      int shot = shots.at(sample.timeS());
      boolean joins =
          !stretches.isEmpty()
              && stretches.getLast().shot == shot
              && Math.abs(stretches.getLast().meanShare() - sample.share().peopleRatio()) < step;
      if (!joins) {
        stretches.add(new Stretch(shot, from(stretches, shot, shots, sample.timeS())));
      }
      stretches.getLast().add(sample.share());
    }
    return Outcome.of(table(stretches, inputs.end().pictureS()));
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

  private static Table table(List<Stretch> stretches, double endS) {
    RowWriter<ShareRow> rows = ShareRow.SCHEMA.rows();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      double end = i + 1 < stretches.size() ? stretches.get(i + 1).startS : endS;
      rows.add(new ShareRow(stretch.startS, end, stretch.mean()));
    }
    return rows.table();
  }

  private static final class Stretch {
    final int shot;
    final double startS;
    private final List<Share> samples = new ArrayList<>();
    private double shareSum;

    Stretch(int shot, double startS) {
      this.shot = shot;
      this.startS = startS;
    }

    void add(Share share) {
      samples.add(share);
      shareSum += share.peopleRatio();
    }

    double meanShare() {
      return shareSum / samples.size();
    }

    Share mean() {
      // The step across a cut says nothing about motion inside the stretch.
      List<Share> steps = samples.subList(1, samples.size());
      return new Share(
          Share.mean(samples, Share::backgroundRatio),
          Share.mean(samples, Share::peopleRatio),
          Share.mean(samples, Share::maskAreaPx),
          Share.mean(steps, Share::maskChangeRatio),
          Share.mean(samples, Share::confidence));
    }
  }
}
