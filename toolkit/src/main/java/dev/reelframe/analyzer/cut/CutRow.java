package dev.reelframe.analyzer.cut;

import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * One row of the signal of {@link CutAnalysis}; the columns' meanings stand in {@link #SCHEMA}.
 * Numbers that were not measured are NaN.
 */
public record CutRow(
    double timeS,
    int frame,
    boolean repeat,
    double difference,
    double change,
    double changeRatio,
    double spike,
    double changed,
    double kept,
    double still,
    double brightness,
    double contrast,
    double correlation,
    double returnS,
    double returnRatio,
    double returnSpike,
    double aligned,
    double alignedScale,
    double colorsInCommon,
    double changedLeft,
    double changedTop,
    double changedRight,
    double changedBottom,
    Optional<Gradual> gradual) {

  /** The best gradual transition that ends at the row's frame. */
  public record Gradual(
      String model,
      double startS,
      double endS,
      double misfit,
      double change,
      double breadth,
      double contrastBefore,
      double contrastAfter,
      double correlation,
      double motion) {

    /** How different the ends are after motion is taken out, in relation to their contrast. */
    public double motionRatio() {
      return motion / (4 + (contrastBefore + contrastAfter) / 2);
    }
  }

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

  static final String MIX = "mix";
  static final String WIPE = "wipe";
  static final String LINE = "line";

  static final Schema SCHEMA =
      Schema.frames("cut_analysis_signal", "Change of each frame against the one before")
          .flag("repeat", "whether the frame repeats the one before, as slower footage does")
          .number(
              "difference_level",
              "mean luma difference from the frame it is compared with: the one before, or the"
                  + " first of a run of repeats; levels of 255")
          .number(
              "change_level",
              "what is new in the frame after motion is taken out, mean over blocks, levels of 255;"
                  + " 0 in a repeat")
          .number("change_ratio", "change_level over the contrast of both frames")
          .number("spike_ratio", "change_level over that usual in the frames around")
          .number("changed_ratio", "share of blocks that change more than they usually do")
          .number("kept_ratio", "share of blocks that change no more than they usually do")
          .number("still_ratio", "share of blocks that do not change")
          .number("brightness_level", "mean luma, 0..255")
          .number("contrast_level", "standard deviation of luma, levels")
          .number("correlation", "correlation of luma with the frame before, -1..1")
          .number("return_s", "time until the picture before is back, or comes nearest, 0..0.3")
          .number("return_ratio", "change_ratio against that picture that is left then")
          .number(
              "return_spike_ratio",
              "the change that is left then over that usual before, for the frames in between")
          .number(
              "aligned_correlation",
              "correlation with the frame before when one of both is enlarged and moved to fit")
          .number(
              "aligned_scale", "enlargement at which that is so; above 1 the picture came nearer")
          .number("colors_ratio", "share of the picture whose colours the frame before has, too")
          .number("changed_left_ratio", "left of the box around what changed, share of the width")
          .number("changed_top_ratio", "its top, share of the height")
          .number("changed_right_ratio", "its right, share of the width")
          .number("changed_bottom_ratio", "its bottom, share of the height")
          .text(
              "gradual_kind",
              "model of a gradual transition that fits and ends about here: a mixture of its ends,"
                  + " cells that switch from one to the other, or a line that crosses the picture",
              MIX,
              WIPE,
              LINE)
          .number("gradual_start_s", "where that transition leaves its older end")
          .number("gradual_end_s", "where it reaches its newer end")
          .number("gradual_misfit_ratio", "what the model leaves over; 0 fits perfectly")
          .number("gradual_change_level", "difference of its ends, root mean square")
          .number("gradual_changed_ratio", "share of the picture that differs between its ends")
          .number("gradual_before_level", "contrast of its older end")
          .number("gradual_after_level", "contrast of its newer end")
          .number("gradual_correlation", "correlation of luma of its ends, -1..1")
          .number("gradual_moved_level", "difference of its ends after motion is taken out");

  /** Reads a signal table. */
  public static List<CutRow> of(Table signal) {
    Columns c = new Columns(signal);
    List<CutRow> rows = new ArrayList<>(signal.rowCount());
    for (int r = 0; r < signal.rowCount(); r++) {
      rows.add(
          new CutRow(
              c.at("time_s", r),
              signal.intColumn("frame").getInt(r),
              Boolean.TRUE.equals(signal.booleanColumn("repeat").get(r)),
              c.at("difference_level", r),
              c.at("change_level", r),
              c.at("change_ratio", r),
              c.at("spike_ratio", r),
              c.at("changed_ratio", r),
              c.at("kept_ratio", r),
              c.at("still_ratio", r),
              c.at("brightness_level", r),
              c.at("contrast_level", r),
              c.at("correlation", r),
              c.at("return_s", r),
              c.at("return_ratio", r),
              c.at("return_spike_ratio", r),
              c.at("aligned_correlation", r),
              c.at("aligned_scale", r),
              c.at("colors_ratio", r),
              c.at("changed_left_ratio", r),
              c.at("changed_top_ratio", r),
              c.at("changed_right_ratio", r),
              c.at("changed_bottom_ratio", r),
              signal.column("gradual_kind").isMissing(r)
                  ? Optional.empty()
                  : Optional.of(gradual(signal.stringColumn("gradual_kind").get(r), c, r))));
    }
    return rows;
  }

  private static Gradual gradual(String kind, Columns c, int r) {
    return new Gradual(
        kind,
        c.at("gradual_start_s", r),
        c.at("gradual_end_s", r),
        c.at("gradual_misfit_ratio", r),
        c.at("gradual_change_level", r),
        c.at("gradual_changed_ratio", r),
        c.at("gradual_before_level", r),
        c.at("gradual_after_level", r),
        c.at("gradual_correlation", r),
        c.at("gradual_moved_level", r));
  }

  /** The signal's numbers by name. */
  private record Columns(Map<String, DoubleColumn> byName) {
    Columns(Table signal) {
      this(new HashMap<>());
      for (Column<?> column : signal.columns()) {
        if (column instanceof DoubleColumn numbers) {
          byName.put(column.name(), numbers);
        }
      }
    }

    double at(String name, int row) {
      return byName.get(name).getDouble(row);
    }
  }

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
