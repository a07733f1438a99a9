package dev.reelframe.experiment;

import dev.reelframe.table.Column;
import dev.reelframe.table.Field;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** A row of the table. */
  private record TradeoffRow(
      Map<String, Object> settings,
      Map<String, Double> measures,
      @Column("no other setting is as good in both and better in one") boolean onFront) {}

  MeasuredTable table(Provenance provenance) {
    TrialTables tables = new TrialTables(trials);
    List<Field> measures =
        List.of(
            new Field(cost, Field.Kind.NUMBER, "geometric mean of the clips' medians", List.of()),
            new Field(quality, Field.Kind.NUMBER, "mean of the clips' medians", List.of()));
    RowSchema<TradeoffRow> schema =
        RowSchema.of(
            TradeoffRow.class,
            "tradeoff",
            "A setting, its cost and its quality",
            Map.of("settings", tables.axes(), "measures", measures));
    RowWriter<TradeoffRow> rows = schema.rows();
    for (Point point : points()) {
      rows.add(
          new TradeoffRow(
              tables.settings(point.configuration),
              Map.of(cost, point.cost, quality, point.quality),
              onFront(point)));
    }
    return MeasuredTable.of(rows.table(), schema.schema(), provenance, State.OK, Optional.empty());
  }
}
