package dev.reelframe.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableChartsTest {
  private static final Table TIMED =
      Table.create(
          "t",
          DoubleColumn.create("time_s", 0, 1, 2, 3),
          DoubleColumn.create("share_ratio", 0.1, 0.12, 0.11, 0.1),
          DoubleColumn.create("level_db", -30, -20, -25, -28),
          StringColumn.create("label", "a", "b", "a", "<b>"));

  @Test
  void aShareStandsOnTheWholeScale() {
    assertThat(Charts.line(TIMED, "share_ratio").svg())
        .contains(">seconds<", ">1<", "1 s\nshare_ratio: 0.12");
    assertThat(ValueScale.of(TIMED.numberColumn("share_ratio")))
        .isEqualTo(new ValueScale("share_ratio", 0, 1));
    assertThat(ValueScale.of(TIMED.numberColumn("level_db")))
        .isEqualTo(new ValueScale("level_db", -30, -20));
    assertThat(ValueScale.of(DoubleColumn.create("pitch_hz", 180, 200)).low()).isZero();
  }

  @Test
  void columnsOfDifferentUnitsAreNotDrawnOnOneScale() {
    assertThatThrownBy(() -> Charts.line(TIMED, "share_ratio", "level_db"))
        .hasMessageContaining("different units");
    assertThatThrownBy(() -> Charts.line(TIMED, "loudness"))
        .hasMessageContaining("time_s, share_ratio, level_db, label");
    assertThatThrownBy(() -> Charts.histogram(TIMED, "label")).hasMessageContaining("bars(table");
  }

  @Test
  void barsBeginAtZeroAndCountTexts() {
    assertThat(Charts.bars(TIMED, "label").svg()).contains("a: 2", "&lt;b&gt;: 1", ">rows<");
    assertThat(Charts.bars(TIMED, "label", "level_db").svg()).contains("a: −30", "level_db, dB");
  }

  @Test
  void aHistogramCountsAllRows() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> i % 10).toArray();
    String svg = Charts.histogram(Table.create("t", DoubleColumn.create("x", values)), "x").svg();
    int counted =
        java.util.regex.Pattern.compile("([\\d,]+) rows</title>")
            .matcher(svg)
            .results()
            .mapToInt(m -> Integer.parseInt(m.group(1)))
            .sum();
    assertThat(counted).isEqualTo(1000);
  }

  @Test
  void manyDotsAreThinnedAndItIsSaid() {
    double[] many = IntStream.range(0, 20_000).asDoubleStream().toArray();
    Table table = Table.create("t", DoubleColumn.create("x", many), DoubleColumn.create("y", many));
    assertThat(Charts.scatter(table, "x", "y").svg()).contains("one of every 5 rows");
    assertThat(Charts.scatter(TIMED, "level_db", "share_ratio").svg()).contains("row 1");
  }
}
