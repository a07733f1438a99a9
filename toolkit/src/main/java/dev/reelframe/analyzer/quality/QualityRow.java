package dev.reelframe.analyzer.quality;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;

/** A row of the signal of {@link ContentQuality}. */
record QualityRow(
    double timeS,
    long frame,
    @Column("mean luma of the small view, 0..1") double meanRatio,
    @Column("share of pixels with a channel above 32 of 255") double brightRatio,
    @Column("mean luma change of the 8x8 block that changes most") double changeLevels,
    @Column("the same for block means, since 0.25 s before") double driftLevels,
    @Column("black bar whose edge this frame shows, share of the height") double barTopRatio,
    @Column("the same below") double barBottomRatio,
    @Column("the same on the left, share of the width") double barLeftRatio,
    @Column("the same on the right") double barRightRatio,
    @Column("how far black reaches from the top, share of the height") double darkTopRatio,
    @Column("the same from below") double darkBottomRatio,
    @Column("the same from the left, share of the width") double darkLeftRatio,
    @Column("the same from the right") double darkRightRatio,
    Optional<Measures> measures) {

  /** What is measured of frames of full size. */
  record Measures(
      @Column("1 / (1 + width of edges in pixels)") double sharpnessRatio,
      @Column("mean luma, 0..1") double brightnessRatio,
      @Column("share of pixels with luma of at most 8 of 255") double underexposedRatio,
      @Column("share of pixels with luma of at least 250 of 255") double overexposedRatio,
      @Column("standard deviation of luma, 0..0.5") double contrastRatio,
      @Column("white noise, levels of 0..255") double noiseSigma,
      @Column("steps at 8x8 block borders over steps elsewhere") double blockiness) {

    /** The formula that the schema of the table states; NaN where a part is missing. */
    double score() {
      double exposure =
          Math.min(1, Math.min(brightnessRatio, 1 - brightnessRatio) / 0.3)
              * Math.max(0, 1 - underexposedRatio - overexposedRatio);
      return 0.40 * Math.min(1, sharpnessRatio / 0.5)
          + 0.20 * exposure
          + 0.15 * Math.min(1, contrastRatio / 0.18)
          + 0.15 * Math.max(0, 1 - noiseSigma / 20)
          + 0.10 * Math.min(1, Math.max(0, 2 - blockiness));
    }
  }

  static final RowSchema<QualityRow> SCHEMA =
      RowSchema.of(
          QualityRow.class,
          ContentQuality.NAME + "_signal",
          "Every frame; measures of full-size frames where sampled");

  Bars bars() {
    return new Bars(barTopRatio, barBottomRatio, barLeftRatio, barRightRatio);
  }

  /** How far black reaches from each side. */
  Bars dark() {
    return new Bars(darkTopRatio, darkBottomRatio, darkLeftRatio, darkRightRatio);
  }
}
