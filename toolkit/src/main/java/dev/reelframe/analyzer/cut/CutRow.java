package dev.reelframe.analyzer.cut;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;

/** One row of the signal of {@link CutAnalysis}. Numbers that were not measured are NaN. */
public record CutRow(
    double timeS,
    int frame,
    @Column("whether the frame repeats the one before, as slower footage does") boolean repeat,
    @Column(
            name = "difference_level",
            value =
                "mean luma difference from the frame it is compared with: the one before, or the"
                    + " first of a run of repeats; levels of 255")
        double difference,
    @Column(
            name = "change_level",
            value =
                "what is new in the frame after motion is taken out, mean over blocks, levels of"
                    + " 255; 0 in a repeat")
        double change,
    @Column("change_level over the contrast of both frames") double changeRatio,
    @Column(name = "spike_ratio", value = "change_level over that usual in the frames around")
        double spike,
    @Column(name = "changed_ratio", value = "share of blocks that change more than they usually do")
        double changed,
    @Column(name = "kept_ratio", value = "share of blocks that change no more than they usually do")
        double kept,
    @Column(name = "still_ratio", value = "share of blocks that do not change") double still,
    @Column(
            name = "filled_gone_ratio",
            value =
                "of the blocks that hold more than plain ground, the share of which nothing is left"
                    + " in its place")
        double filledGone,
    @Column(name = "brightness_level", value = "mean luma, 0..255") double brightness,
    @Column(name = "contrast_level", value = "standard deviation of luma, levels") double contrast,
    @Column("correlation of luma with the frame before, -1..1") double correlation,
    @Column("time until the picture before is back, or comes nearest, 0..0.3") double returnS,
    @Column("change_ratio against that picture that is left then") double returnRatio,
    @Column(
            name = "return_spike_ratio",
            value =
                "the change that is left then over that usual before, for the frames in between")
        double returnSpike,
    @Column(
            name = "aligned_correlation",
            value =
                "correlation with the frame before when one of both is enlarged and moved to fit")
        double aligned,
    @Column("enlargement at which that is so; above 1 the picture came nearer") double alignedScale,
    @Column(
            name = "colors_ratio",
            value = "share of the picture whose colours the frame before has, too")
        double colorsInCommon,
    @Column(
            name = "changed_left_ratio",
            value = "left of the box around what changed, share of the width")
        double changedLeft,
    @Column(name = "changed_top_ratio", value = "its top, share of the height") double changedTop,
    @Column(name = "changed_right_ratio", value = "its right, share of the width")
        double changedRight,
    @Column(name = "changed_bottom_ratio", value = "its bottom, share of the height")
        double changedBottom,
    Optional<Gradual> gradual) {

  /** The best gradual transition that ends at the row's frame. */
  public record Gradual(
      @Column(
              name = "gradual_kind",
              value =
                  "model of a gradual transition that fits and ends about here: a mixture of its"
                      + " ends, cells that switch from one to the other, or a line that crosses the"
                      + " picture")
          GradualFit.Kind model,
      @Column(name = "gradual_start_s", value = "where that transition leaves its older end")
          double startS,
      @Column(name = "gradual_end_s", value = "where it reaches its newer end") double endS,
      @Column(name = "gradual_misfit_ratio", value = "what the model leaves over; 0 fits perfectly")
          double misfit,
      @Column(name = "gradual_change_level", value = "difference of its ends, root mean square")
          double change,
      @Column(
              name = "gradual_changed_ratio",
              value = "share of the picture that differs between its ends")
          double breadth,
      @Column(name = "gradual_before_level", value = "contrast of its older end")
          double contrastBefore,
      @Column(name = "gradual_after_level", value = "contrast of its newer end")
          double contrastAfter,
      @Column(name = "gradual_correlation", value = "correlation of luma of its ends, -1..1")
          double correlation,
      @Column(
              name = "gradual_moved_level",
              value = "difference of its ends after motion is taken out")
          double motion) {

    /** How different the ends are after motion is taken out, in relation to their contrast. */
    public double motionRatio() {
      return motion / (4 + (contrastBefore + contrastAfter) / 2);
    }
  }

  /** Its columns. */
  public static final RowSchema<CutRow> SCHEMA =
      RowSchema.of(
          CutRow.class, "cut_analysis_signal", "Change of each frame against the one before");

  /** A picture that comes back within this time was a flash, seconds. */
  private static final double FLASH_S = 0.25;

  /** A picture that comes back after one or two frames, seconds, may have looked in any way. */
  private static final double SHORT_FLASH_S = 0.07;

  /** By how much a flash brightens the picture at least, levels. */
  private static final double MIN_LIGHT = 6;

  /** After a strong light what moved meanwhile may be left, as a share of the change. */
  private static final double NEARLY_BACK = 0.2;

  /** A picture that is suddenly larger than that is another framing, and a cut. */
  private static final double LARGEST_PUNCH = 1.4;

  /** Whether the picture is the same as before, brighter or darker, nearer or farther. */
  public boolean samePicture() {
    boolean punch = alignedScale < LARGEST_PUNCH && alignedScale > 1 / LARGEST_PUNCH;
    return punch && (aligned > 0.9 || aligned > 0.8 && aligned - correlation > 0.15);
  }

  /**
   * Whether a flash, a blink or a cover begins here, after which the picture before is back, be it
   * that what moved in it has moved on.
   *
   * @param before the row before
   */
  public boolean flash(CutRow before) {
    boolean bland = contrast < 0.35 * before.contrast;
    boolean light = Math.abs(brightness - before.brightness) > 50;
    boolean back =
        returnRatio < CutFold.BACK && returnRatio < CutFold.BACK_SHARE * changeRatio
            || light && returnRatio < NEARLY_BACK * changeRatio && returnRatio < 0.5;
    boolean still = bland || light || correlation > 0.75 || returnS < SHORT_FLASH_S;
    return returnS < FLASH_S && (back && still || lit(before));
  }

  /**
   * Whether a light flashes over a picture that goes on moving: it is much brighter for a moment,
   * its structure stays, and then it differs from that before by no more than frames around do.
   */
  private boolean lit(CutRow before) {
    return brightness > before.brightness + Math.max(MIN_LIGHT, 0.15 * before.brightness)
        && (correlation > 0.5 || returnS < SHORT_FLASH_S)
        && returnSpike < CutFold.USUAL
        && returnSpike < 0.5 * spike;
  }

  /** Share of blocks that change more than usual among those that are clear either way. */
  public double changedShare() {
    return changed / Math.max(0.01, changed + kept);
  }
}
