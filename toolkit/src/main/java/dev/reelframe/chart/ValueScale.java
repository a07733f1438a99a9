package dev.reelframe.chart;

import java.util.Optional;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * The scale that a number column is drawn on, so that what is small looks small: a share stands on
 * 0..1, what is never negative begins at 0, only the rest (levels, offsets) fills the height.
 *
 * @param low value at the foot
 * @param high value at the top
 */
public record ValueScale(String column, double low, double high) {
  /** The scale of the number that stands for a table over time; empty where labels say more. */
  public static Optional<ValueScale> ofMainNumber(Table table) {
    return TableLanes.hasTime(table) && !table.isEmpty()
        ? new TableLanes(table).mainNumber().map(column -> of(table.numberColumn(column)))
        : Optional.empty();
  }

  static ValueScale of(NumericColumn<?> column) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < column.size(); row++) {
      double value = column.getDouble(row);
      if (!column.isMissing(row) && Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return low > high ? new ValueScale(column.name(), 0, 1) : of(column.name(), low, high);
  }

  static ValueScale of(String name, double low, double high) {
    boolean share = (name.endsWith("_ratio") || name.equals("score")) && low >= 0 && high <= 1;
    return share
        ? new ValueScale(name, 0, 1)
        : new ValueScale(name, low >= 0 ? 0 : low, high <= 0 && low == high ? 0 : high);
  }
}
