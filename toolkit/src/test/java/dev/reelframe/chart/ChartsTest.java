package dev.reelframe.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.pipeline.Analysis;
import dev.reelframe.report.HostileRun;
import dev.reelframe.report.Xml;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ChartsTest {
  @TempDir Path dir;

  @Test
  void theTimelineHasALaneForEachAnalyzerWhateverCameOfIt() throws Exception {
    Analysis run = HostileRun.of(dir);
    Picture timeline = run.timeline();
    String text = Xml.parse(timeline.svg()).getDocumentElement().getTextContent();
    assertThat(text)
        .contains("captions", "tracks", "cuts_found", "broken", "sharp", "4 rows")
        .contains("nothing found", "1 row without time", "failed: IllegalStateException")
        .contains("sharp_ratio, 0 to 1", "and 5 more rows at the same time");
    assertThat(timeline.html().toString())
        .doesNotContain("<script", "<style")
        .contains("currentColor");
    assertThat(timeline.svg()).contains("prefers-color-scheme:dark").hasSizeLessThan(200_000);
    var png = ImageIO.read(new ByteArrayInputStream(timeline.png(2)));
    assertThat(png.getWidth()).isEqualTo(2 * timeline.width());
    assertThat(Files.size(timeline.save(dir.resolve("t.svg")))).isPositive();
    assertThatThrownBy(() -> timeline.save(dir.resolve("t.gif")))
        .hasMessageContaining(".svg or .png");
  }

  @Test
  void aMillionRowsAreNoMoreThanPixels() {
    int n = 1_000_000;
    StringColumn words = StringColumn.create("word");
    for (int i = 0; i < n; i++) {
      words.append("word " + i % 50);
    }
    Table table =
        Table.create(
            "many",
            DoubleColumn.create(
                "time_s", IntStream.range(0, n).mapToDouble(i -> i / 1000.0).toArray()),
            DoubleColumn.create(
                "wave", IntStream.range(0, n).mapToDouble(i -> Math.sin(i / 5e4)).toArray()),
            words);
    Picture plot = Charts.plot(table);
    assertThat(plot.svg()).hasSizeLessThan(500_000).contains(">wave<", "−1 to 1");
    Xml.parse(plot.svg());
  }

  @Test
  void aTablesOwnLabelsSayWhatStandsForIt() {
    Schema schema =
        Schema.intervals("lamps", "A lamp").text("remark", "of it").number("warmth_k", "of it");
    assertThat(lanes(schema).mainNumber()).isEmpty();
    assertThat(lanes(schema).texts()).containsExactly("remark");
    assertThat(lanes(schema.labels("warmth_k")).mainNumber()).contains("warmth_k");
    assertThat(lanes(schema.labels("remark", "warmth_k")).texts()).containsExactly("remark");
    assertThatThrownBy(() -> schema.labels("warmth")).hasMessageContaining("no column warmth");
  }

  private static TableLanes lanes(Schema schema) {
    Table table = schema.rows().add(0.0, 1.0, "desk", 2700.0).add(1.0, 2.0, "door", 6500.0).table();
    return new TableLanes(
        MeasuredTable.of(
            table, schema, Provenance.of("lamps", "1", Map.of()), State.OK, Optional.empty()));
  }

  @Test
  void overlappingRowsAreNoCurve() {
    Table table =
        Table.create(
            "t",
            DoubleColumn.create("start_s", 0, 1),
            DoubleColumn.create("end_s", 2, 3),
            DoubleColumn.create("value", 1, 2));
    assertThat(Charts.plot(table).svg()).doesNotContain(">value<").contains("2 rows");
  }

  @Test
  void aTableWithoutTimeIsRefused() {
    assertThatThrownBy(() -> Charts.plot(Table.create("t", DoubleColumn.create("x", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither time_s nor start_s");
  }

  @Test
  void ticksAreRoundAndFarEnoughApart() {
    assertThat(new TimeAxis(8, 0, 760).ticks()).hasSize(9);
    assertThat(new TimeAxis(49, 0, 760).ticks()).hasSize(10);
    assertThat(new TimeAxis(600, 0, 760).label(90)).isEqualTo("1:30");
    assertThat(new TimeAxis(0.05, 0, 760).ticks()).hasSizeBetween(3, 12);
  }
}
