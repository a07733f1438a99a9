package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.cut.CutAnalysis;
import dev.reelframe.table.RowSchema;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A change from one shot to the next, a row of {@code cut_analysis}.
 *
 * @param startS seconds
 * @param endS seconds; the same at a hard cut
 */
public record ShotChange(double startS, double endS) {

  /** A cut has a moment, a gradual change an interval. */
  private record Times(Double timeS, Double startS, Double endS) {
    static final RowSchema<Times> SCHEMA = CutAnalysis.Change.SCHEMA.select(Times.class);

    Optional<ShotChange> change() {
      return startS != null && endS != null
          ? Optional.of(new ShotChange(startS, endS))
          : Optional.ofNullable(timeS).map(at -> new ShotChange(at, at));
    }
  }

  /** The changes of a table with {@code time_s, start_s, end_s}, in the order of its rows. */
  public static List<ShotChange> of(Table cuts) {
    return Times.SCHEMA.read(cuts).stream().flatMap(row -> row.change().stream()).toList();
  }

  /** Moment at which the shot before gives way. */
  public double middleS() {
    return (startS + endS) / 2;
  }
}
