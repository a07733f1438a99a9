package dev.reelframe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.table.PlainTable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTableTest {
  private static String html(Table table) {
    String html = HtmlTable.CELL.standalone(table).toString();
    assertThat(html.length()).isLessThan(60_000);
    Xml.parse(html.substring(html.indexOf("<div")));
    return html;
  }

  private static long count(String html, String what) {
    return Pattern.compile(Pattern.quote(what)).matcher(html).results().count();
  }

  @Test
  void hostileTextIsEscapedAndCut() {
    String html =
        html(
            Table.create(
                "<i>t</i>",
                StringColumn.create(
                    "<b>text</b>",
                    HostileRun.SCRIPT,
                    HostileRun.LONG,
                    HostileRun.HEBREW,
                    HostileRun.BROKEN)));
    assertThat(html)
        .doesNotContainIgnoringCase("<script", "<img", "<i>", "<b>text")
        .contains("<bdi>שלום", "&lt;script&gt;", "lone \uFFFD end", "…")
        .doesNotContain("\u0000");
  }

  @Test
  void aMillionRowsShowTheirEndsAndTheirCount() {
    DoubleColumn numbers =
        DoubleColumn.create("n", IntStream.range(0, 1_000_000).asDoubleStream().toArray());
    Table table = Table.create("many", numbers);
    String html = html(table);
    assertThat(html).contains("1,000,000 rows × 1 column", ">999999<", "… 999,981 more rows …");
    assertThat(count(html, "<tr")).isEqualTo(1 + 20);
    assertThat(PlainTable.of(table)).hasSizeLessThan(2_000).contains("999999", "1,000,000 rows");
  }

  @Test
  void twoHundredColumnsShowTheirEndsAndTheirCount() {
    Table table = Table.create("wide");
    IntStream.range(0, 200)
        .forEach(i -> table.addColumns(IntColumn.create("c" + i, new int[] {i})));
    String html = html(table);
    assertThat(html).contains("1 row × 200 columns", ">c199<", "… 177 more");
    assertThat(count(html, "<th")).isEqualTo(24 + 1); // thead is one of them
    assertThat(PlainTable.of(table)).hasSizeLessThan(1_000).contains("c0", "200 columns");
  }

  @Test
  void numbersOfAColumnHaveTheSameDecimals() {
    String html =
        html(
            Table.create(
                "t",
                DoubleColumn.create("start_s", 0, 1.5),
                DoubleColumn.create("end_s", 1.5, 2.125),
                DoubleColumn.create("share", 0.1 + 0.2, -1e-9),
                IntColumn.create("n", new int[] {-3, 7})));
    assertThat(html)
        .contains(">0.000<", ">1.500<", ">2.125<", ">0.3<", ">&gt;−0.1<", ">−3<")
        .doesNotContain("0.30000000000000004");
  }

  @Test
  void missingCellsAndEmptyTablesSaySo() {
    DoubleColumn number = DoubleColumn.create("x");
    number.appendMissing();
    BooleanColumn flag = BooleanColumn.create("f");
    flag.appendMissing();
    assertThat(count(html(Table.create("t", number, flag)), ">–</span>")).isEqualTo(2);
    assertThat(html(Table.create("none", DoubleColumn.create("x")))).contains("no rows", "0 rows");
    assertThat(html(Table.create("bare"))).contains("0 rows × 0 columns");
  }

  @Test
  void coloursHaveASwatchOnlyWhereTheyAreColours() {
    String html =
        html(
            Table.create(
                "t", StringColumn.create("color_1_hex", "#a0b1c2", "red;background:url(x)")));
    assertThat(count(html, "class=\"sw\"")).isEqualTo(1);
  }

  @Test
  void framesAreThumbnails() {
    Table frames = SampleClip.video().frames(Frames.every(2).width(200));
    String html = HtmlTable.CELL.standalone(frames).toString();
    assertThat(count(html, "<img ")).isEqualTo(7);
    assertThat(html).contains("src=\"data:image/jpeg;base64,").hasSizeLessThan(120_000);
    assertThat(PlainTable.of(frames)).contains("frames every 2.0 s");
  }
}
