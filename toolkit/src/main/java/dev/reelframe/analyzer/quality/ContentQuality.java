package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Schema;
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

  static final Schema TABLE =
      Schema.intervals(NAME, "Quality of the picture, or a stretch that is black, frozen, barred")
          .text(
              "kind",
              "quality: a stretch with its measures; black: every pixel is; frozen: nothing moves;"
                  + " letterbox: black bars above and below, pillarbox: on the left and right,"
                  + " windowbox: all around; the box is the picture between them",
              "quality",
              "black",
              "frozen",
              "letterbox",
              "pillarbox",
              "windowbox")
          .number(
              "score",
              "0 bad .. 1 good: 0.40 min(1, sharpness / 0.5) + 0.20 min(1, brightness / 0.3,"
                  + " (1 - brightness) / 0.3) (1 - underexposed - overexposed) + 0.15 min(1,"
                  + " contrast / 0.18) + 0.15 max(0, 1 - noise / 20) + 0.10 max(0, 2 - blockiness);"
                  + " orders pictures, is no opinion score")
          .number(
              "sharpness_ratio",
              "1 / (1 + width of edges in pixels), upper quartile of blocks; 0 blurred .. 1 sharp")
          .number("brightness_ratio", "mean luma, 0 black .. 1 white")
          .number("underexposed_ratio", "share of pixels with luma of at most 8 of 255")
          .number("overexposed_ratio", "share of pixels with luma of at least 250 of 255")
          .number("contrast_ratio", "standard deviation of luma, 0..0.5")
          .number(
              "noise_sigma",
              "standard deviation of white noise of the luma, levels of 0..255 (Immerkaer 1996);"
                  + " missing where the picture is clipped")
          .number("blockiness", "steps at 8x8 block borders over steps elsewhere; 1 none")
          .box();

  static final Schema SIGNAL =
      Schema.frames(NAME + "_signal", "Every frame; measures of full-size frames where sampled")
          .number("mean_ratio", "mean luma of the small view, 0..1")
          .number("bright_ratio", "share of pixels with a channel above 32 of 255")
          .number("change_levels", "mean luma change of the 8x8 block that changes most")
          .number("drift_levels", "the same for block means, since 0.25 s before")
          .number("bar_top_ratio", "black bar whose edge this frame shows, share of the height")
          .number("bar_bottom_ratio", "the same below")
          .number("bar_left_ratio", "the same on the left, share of the width")
          .number("bar_right_ratio", "the same on the right")
          .number("dark_top_ratio", "how far black reaches from the top, share of the height")
          .number("dark_bottom_ratio", "the same from below")
          .number("dark_left_ratio", "the same from the left, share of the width")
          .number("dark_right_ratio", "the same from the right")
          .number("sharpness_ratio", "1 / (1 + width of edges in pixels)")
          .number("brightness_ratio", "mean luma, 0..1")
          .number("underexposed_ratio", "share of pixels with luma of at most 8 of 255")
          .number("overexposed_ratio", "share of pixels with luma of at least 250 of 255")
          .number("contrast_ratio", "standard deviation of luma, 0..0.5")
          .number("noise_sigma", "white noise, levels of 0..255")
          .number("blockiness", "steps at 8x8 block borders over steps elsewhere");

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
    return AnalyzerSpec.of("2", TABLE)
        .signal(SIGNAL)
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
    return Outcome.of(new QualityRows(signal, inputs, frozenS).table());
  }

  /** The formula that the schema states; NaN where a part is missing. */
  static double score(
      double sharpness,
      double brightness,
      double under,
      double over,
      double contrast,
      double noise,
      double blockiness) {
    double exposure =
        Math.min(1, Math.min(brightness, 1 - brightness) / 0.3) * Math.max(0, 1 - under - over);
    return 0.40 * Math.min(1, sharpness / 0.5)
        + 0.20 * exposure
        + 0.15 * Math.min(1, contrast / 0.18)
        + 0.15 * Math.max(0, 1 - noise / 20)
        + 0.10 * Math.min(1, Math.max(0, 2 - blockiness));
  }
}
