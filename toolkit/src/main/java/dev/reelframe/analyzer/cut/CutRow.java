package dev.reelframe.analyzer.cut;

import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One row of the signal of {@link CutAnalysis}; the columns' meanings stand in {@link #SCHEMA}.
 * Numbers that were not measured are NaN.
 */
record CutRow(
    double timeS,
    int frame,
    boolean repeat,
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
    double aligned,
    Optional<Gradual> gradual) {

  /** The best gradual transition that ends at the row's frame. */
  record Gradual(
      boolean wipe,
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
    double motionRatio() {
      return motion / (4 + (contrastBefore + contrastAfter) / 2);
    }
  }

  static final String MIX = "mix";
  static final String WIPE = "wipe";

  static final Schema SCHEMA =
      Schema.frames("cut_analysis_signal", "Change of each frame against the one before")
          .flag("repeat", "whether the frame repeats the one before, as slower footage does")
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
              "aligned_correlation",
              "correlation with the frame before when one of both is enlarged and moved to fit")
          .text(
              "gradual_kind",
              "model of a gradual transition that fits and ends about here",
              MIX,
              WIPE)
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
  static List<CutRow> of(Table signal) {
    DoubleColumn[] n = new DoubleColumn[signal.columnCount()];
    for (int i = 0; i < n.length; i++) {
      n[i] = signal.column(i) instanceof DoubleColumn c ? c : null;
    }
    IntColumn frame = signal.intColumn("frame");
    BooleanColumn repeat = signal.booleanColumn("repeat");
    StringColumn kind = signal.stringColumn("gradual_kind");
    List<CutRow> rows = new ArrayList<>(signal.rowCount());
    for (int r = 0; r < signal.rowCount(); r++) {
      Optional<Gradual> gradual =
          kind.isMissing(r)
              ? Optional.empty()
              : Optional.of(
                  new Gradual(
                      kind.get(r).equals(WIPE),
                      n[16].getDouble(r),
                      n[17].getDouble(r),
                      n[18].getDouble(r),
                      n[19].getDouble(r),
                      n[20].getDouble(r),
                      n[21].getDouble(r),
                      n[22].getDouble(r),
                      n[23].getDouble(r),
                      n[24].getDouble(r)));
      rows.add(
          new CutRow(
              n[0].getDouble(r),
              frame.getInt(r),
              Boolean.TRUE.equals(repeat.get(r)),
              n[3].getDouble(r),
              n[4].getDouble(r),
              n[5].getDouble(r),
              n[6].getDouble(r),
              n[7].getDouble(r),
              n[8].getDouble(r),
              n[9].getDouble(r),
              n[10].getDouble(r),
              n[11].getDouble(r),
              n[12].getDouble(r),
              n[13].getDouble(r),
              n[14].getDouble(r),
              gradual));
    }
    return rows;
  }
}
