package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code content_quality}: how good the picture is technically, and where there is none. Rows of
 * kind {@code quality} cover the picture without gaps, one per sampled frame of full size; rows of
 * kind {@code black}, {@code frozen} and of bars are exact to the frame.
 *
 * <p>The score is a sum of five parts, each 0..1, as the schema says. It is missing where sharpness
 * or noise is.
 *
 * @param everyS {@link #EVERY_S}
 * @param frozenS {@link #FROZEN_S}
 */
public record ContentQuality(double everyS, double frozenS) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "content_quality";

  /** A pixel without a channel above this level is black. */
  static final int BLACK_LEVEL = 32;

  private static final int SMALL_PX = 144;

  /** A row of the table. */
  record Stretch(
      double startS,
      double endS,
      @Column(
              "quality: a stretch with its measures; black: every pixel is; frozen: nothing moves;"
                  + " letterbox: black bars above and below, pillarbox: on the left and right,"
                  + " windowbox: all around; the box is the picture between them")
          Kind kind,
      @Column(
              "0 bad .. 1 good: 0.40 min(1, sharpness / 0.5) + 0.20 min(1, brightness / 0.3,"
                  + " (1 - brightness) / 0.3) (1 - underexposed - overexposed) + 0.15 min(1,"
                  + " contrast / 0.18) + 0.15 max(0, 1 - noise / 20) + 0.10 max(0, 2 - blockiness);"
                  + " orders pictures, is no opinion score")
          double score,
      @Column("1 / (1 + width of edges in pixels), upper quartile of blocks; 0 blurred .. 1 sharp")
          double sharpnessRatio,
      @Column("mean luma, 0 black .. 1 white") double brightnessRatio,
      @Column("share of pixels with luma of at most 8 of 255") double underexposedRatio,
      @Column("share of pixels with luma of at least 250 of 255") double overexposedRatio,
      @Column("standard deviation of luma, 0..0.5") double contrastRatio,
      @Column(
              "standard deviation of white noise of the luma, levels of 0..255 (Immerkaer 1996);"
                  + " missing where the picture is clipped")
          double noiseSigma,
      @Column("steps at 8x8 block borders over steps elsewhere; 1 none") double blockiness,
      Optional<BoundingBox> picture) {
    static final RowSchema<Stretch> SCHEMA =
        RowSchema.of(
                Stretch.class,
                NAME,
                "Quality of the picture, or a stretch that is black, frozen, barred")
            .labels("score");

    static Stretch of(Interval span, QualityRow.Measures m) {
      return new Stretch(
          span.startS(),
          span.endS(),
          Kind.QUALITY,
          m.score(),
          m.sharpnessRatio(),
          m.brightnessRatio(),
          m.underexposedRatio(),
          m.overexposedRatio(),
          m.contrastRatio(),
          m.noiseSigma(),
          m.blockiness(),
          Optional.empty());
    }

    /**
     * @param picture what is left of it between bars
     */
    static Stretch of(Interval span, Kind kind, Optional<BoundingBox> picture) {
      double none = Double.NaN;
      return new Stretch(
          span.startS(),
          span.endS(),
          kind,
          none,
          none,
          none,
          none,
          none,
          none,
          none,
          none,
          picture);
    }
  }

  enum Kind {
    QUALITY,
    BLACK,
    FROZEN,
    LETTERBOX,
    PILLARBOX,
    WINDOWBOX
  }

  public static final Parameter<Double> EVERY_S =
      Parameter.number("every_s", 1, "time between the full-size frames that are measured")
          .above(0);

  public static final Parameter<Double> FROZEN_S =
      Parameter.number(
              "frozen_s", 0.5, "a picture that stands still for at least this long is frozen")
          .above(FreezeDetector.LAG_S);

  public ContentQuality {
    EVERY_S.check(everyS);
    FROZEN_S.check(frozenS);
  }

  /** With the default of each parameter. */
  public static ContentQuality standard() {
    return new ContentQuality(EVERY_S.standard(), FROZEN_S.standard());
  }

  /** Measures a full-size frame every so many seconds. */
  public ContentQuality every(double seconds) {
    return new ContentQuality(seconds, frozenS);
  }

  /** Reports pictures that stand still for at least so many seconds. */
  public ContentQuality frozenFrom(double seconds) {
    return new ContentQuality(everyS, seconds);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", Stretch.SCHEMA.schema())
        .signal(QualityRow.SCHEMA.schema())
        .reads(Frames.all().width(SMALL_PX), Frames.every(everyS).grey())
        .parameter(EVERY_S, everyS, this::every)
        .parameter(FROZEN_S, frozenS, this::frozenFrom);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new QualityFold();
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    return Outcome.of(new QualityRows(QualityRow.SCHEMA.read(signal), inputs, frozenS).table());
  }
}
