package dev.reelframe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class LiveTableTest {
  private static String html(Table table) {
    return LiveTable.of(table).toString();
  }

  @Test
  void allRowsLieInTheOutputAndThePlainTableStandsWithoutScripts() {
    int[] rows = IntStream.range(0, 5_000).toArray();
    String html = html(Table.create("t", DoubleColumn.create("x_px", rows)));
    assertThat(html)
        .contains("[4999]", "\"total\":5000", ">5,000 rows × 1 column<", "… 4,981 more");
  }

  @Test
  void aMillionRowsAreBounded() {
    double[] rows = IntStream.range(0, 1_000_000).asDoubleStream().toArray();
    String html = html(Table.create("t", DoubleColumn.create("x", rows)));
    assertThat(html).contains("\"total\":1000000", "[199999]").doesNotContain("[200000]");
    assertThat(html.length()).isLessThan(2_500_000);
  }

  @Test
  void textIsDataAndNeverMarkup() {
    String html =
        html(Table.create("t", StringColumn.create("<i>", HostileRun.SCRIPT, HostileRun.LONG)));
    assertThat(html).doesNotContain("<script>alert", "<img", "<i>").contains("\\u003cscript>");
    assertThat(html).doesNotContain("lorem ipsum ".repeat(200));
  }
}
