package dev.reelframe.experiment;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/** Cost against quality, a point for each setting, and which of them no other one beats. */
final class Tradeoff {
  /** NaN where the setting gave none. */
  record Point(int configuration, double cost, double quality) {
    boolean beats(Point other, MeasureKind kind) {
      boolean asGood =
          kind == MeasureKind.GAIN ? quality >= other.quality : quality <= other.quality;
      return cost <= other.cost && asGood && (cost < other.cost || quality != other.quality);
    }
  }

  private final Trials trials;
  private final String cost;
  private final String quality;

  /**
   * @throws IllegalArgumentException where nothing of that name was measured
   */
  Tradeoff(Trials trials, String cost, String quality) {
    this.trials = trials;
    this.cost = cost;
    this.quality = quality;
    for (String measure : List.of(cost, quality)) {
      if (!trials.measures().contains(measure)) {
        throw new IllegalArgumentException(
            "no measure is named " + measure + ": there are " + trials.measures());
      }
    }
  }

  /** Of the clips' medians: the geometric mean of cost, the mean of quality. */
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    int clips = trials.design().subjects.size();
    for (int c = 0; c < trials.design().configurations().size(); c++) {
      double[] costs = new double[clips];
      double[] qualities = new double[clips];
      for (int s = 0; s < clips; s++) {
        costs[s] = trials.median(s, c, cost);
        qualities[s] = trials.median(s, c, quality);
      }
      points.add(new Point(c, StatUtils.geometricMean(costs), StatUtils.mean(qualities)));
    }
    return points;
  }

  boolean onFront(Point point) {
    MeasureKind kind = trials.kind(quality);
    return !Double.isNaN(point.cost + point.quality)
        && points().stream().noneMatch(other -> other.beats(point, kind));
  }

  MeasuredTable table(Provenance provenance) {
    TrialTables tables = new TrialTables(trials);
    Schema schema =
        tables
            .axes(new Schema("tradeoff", 1, "A setting, its cost and its quality", List.of()))
            .number(cost, "geometric mean of the clips' medians")
            .number(quality, "mean of the clips' medians")
            .flag("on_front", "no other setting is as good in both and better in one");
    Rows rows = schema.rows();
    for (Point point : points()) {
      List<Object> cells = tables.axisCells(point.configuration);
      cells.add(point.cost);
      cells.add(point.quality);
      cells.add(onFront(point));
      rows.add(cells.toArray());
    }
    return MeasuredTable.of(rows.table(), schema, provenance, State.OK, Optional.empty());
  }
}
