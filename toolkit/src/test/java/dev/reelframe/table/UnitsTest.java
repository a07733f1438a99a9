package dev.reelframe.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static tech.tablesaw.aggregate.AggregateFunctions.count;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;
import static tech.tablesaw.aggregate.AggregateFunctions.stdDev;
import static tech.tablesaw.aggregate.AggregateFunctions.variance;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class UnitsTest {
  private static final DoubleColumn X = DoubleColumn.create("x_px", 1, 2, 4);
  private static final DoubleColumn W = DoubleColumn.create("w_px", 1, 2, 4);
  private static final DoubleColumn LOUDNESS = DoubleColumn.create("loudness_lufs", -20, -18, -9);
  private static final DoubleColumn TIME = DoubleColumn.create("time_s", 0, 1, 2);
  private static final Table TABLE =
      Table.create("boxes", TIME, X, W, LOUDNESS, StringColumn.create("label", "a", "b", "a"));

  @Test
  void theLongestEndingCounts() {
    assertThat(Units.symbol("speed_widths_per_s")).isEqualTo("widths per s");
    assertThat(Units.words("cuts_per_min")).isEqualTo("per minute");
    assertThat(Units.symbol("count")).isEmpty();
  }

  @Test
  void unitsSurviveSelectionAndJoins() {
    Table other = Table.create("audio", TIME.copy(), LOUDNESS.copy());
    Table selected = TABLE.where(X.isGreaterThan(1)).selectColumns("loudness_lufs", "label");
    assertThat(Units.of(selected)).containsExactly(entry("loudness_lufs", "LUFS"));
    Table joined = TABLE.joinOn("time_s").with(other).allowDuplicateColumnNames(true).join();
    assertThat(Units.of(joined)).containsEntry("T2.loudness_lufs", "LUFS");
    assertThat(Units.of(TimeJoin.asOf(TABLE, other, 1)))
        .containsEntry("audio_loudness_lufs", "LUFS")
        .containsEntry("x_px", "px");
  }

  @Test
  void aSummaryHasTheUnitOfItsValuesWhereItIsOfTheirKind() {
    Table summary = TABLE.summarize("loudness_lufs", mean, stdDev, variance, count).by("label");
    assertThat(Units.of(summary))
        .containsExactly(
            entry("Mean [loudness_lufs]", "LUFS"), entry("Std. Deviation [loudness_lufs]", "LUFS"));
  }

  @Test
  void sumsKeepAUnitAndProductsDoNot() {
    Table made =
        Table.create(
            "made",
            X.add(W),
            X.subtract(W),
            X.add(2),
            X.multiply(W),
            X.divide(W),
            X.multiply(2),
            X.add(TIME),
            X.square(),
            X.subtract(W).abs(),
            X.lag(1),
            X.rolling(2).mean());
    assertThat(Units.of(made))
        .containsOnlyKeys(
            "x_px + w_px",
            "x_px - w_px",
            "x_px + 2.0",
            "x_px - w_px[abs]",
            "x_px lag(1)",
            "x_px 2-period Mean");
  }
}
