package dev.reelframe.analyzer.camera;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.Table;

/** One row of the signal of {@link CameraAnalysis}. */
record MotionRow(
    double fromS,
    double timeS,
    boolean sure,
    double dx,
    double dy,
    double zoom,
    double rollDeg,
    double support,
    int stillSides) {
  /** Sides of the picture that stand where nothing but the ground is behind them. */
  private static final int MOST_SIDES = 3;

  static List<MotionRow> of(Table signal) {
    BooleanColumn sure = signal.booleanColumn("sure");
    List<MotionRow> out = new ArrayList<>(signal.rowCount());
    for (int row = 0; row < signal.rowCount(); row++) {
      out.add(
          new MotionRow(
              signal.doubleColumn("from_s").getDouble(row),
              signal.doubleColumn("time_s").getDouble(row),
              Boolean.TRUE.equals(sure.get(row)),
              signal.doubleColumn("dx_widths_per_s").getDouble(row),
              signal.doubleColumn("dy_widths_per_s").getDouble(row),
              signal.doubleColumn("zoom_per_s").getDouble(row),
              signal.doubleColumn("roll_deg_per_s").getDouble(row),
              signal.doubleColumn("support_ratio").getDouble(row),
              signal.intColumn("still_sides").getInt(row)));
    }
    return out;
  }

  /** Whether the ground is seen to stand round whoever moves before it. */
  boolean groundStands() {
    return stillSides >= MOST_SIDES;
  }
}
