package dev.reelframe.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.table.Provenance.ModelUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableFilesTest {
  @TempDir Path dir;

  private static final Schema SCHEMA =
      Schema.intervals("things", "What a thing is")
          .text("text", "any text")
          .text("kind", "closed", "one", "two")
          .integer("track_id", "number")
          .flag("still", "whether")
          .confidence();

  private static MeasuredTable table() {
    Rows rows =
        SCHEMA
            .rows()
            .add(0.1, 1 / 3.0, "Grüße, \"Welt\"\n第二 🎬", "one", 7, true, 0.25)
            .add(1.0, 2.0, null, "two", null, null, null)
            .add(2.0, 1e-9 + 2, " padded ", null, -1, false, 1.0);
    for (String word : List.of("NA", "N/A", "null", "NaN", "*", "true", "1", "=1+1", "-", "'q'")) {
      rows.add(3.0, 4.0, word, null, null, null, null);
    }
    Provenance input = Provenance.of("cut_analysis", "1", new TreeMap<>());
    TreeMap<String, Provenance> inputs = new TreeMap<>();
    inputs.put("cut_analysis", input);
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("threshold", "0.5");
    Provenance provenance =
        new Provenance(
            "things", "3", parameters, List.of(new ModelUse("m", "00ff")), inputs, "abcd");
    Schema signal = Schema.frames("things", "per frame").number("value_ratio", "0..1");
    return MeasuredTable.of(
        rows.table(),
        SCHEMA,
        provenance,
        new State.Degraded("half"),
        Optional.of(
            MeasuredTable.of(
                signal.rows().add(0.0, 0, 0.5).table(),
                signal,
                provenance,
                State.OK,
                Optional.empty())));
  }

  /** What a spreadsheet would calculate or call, and what it would not. */
  @Test
  void inSafeCsvNoTextIsAFormula() throws IOException {
    Rows rows = SCHEMA.rows();
    List<String> texts =
        List.of(
            "=HYPERLINK(\"x\")",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "'=1",
            "it's",
            "a=b",
            "");
    for (String text : texts) {
      rows.add(-0.5, 1.0, text, "one", -7, true, 0.25);
    }
    MeasuredTable table =
        MeasuredTable.of(
            rows.table(),
            SCHEMA,
            Provenance.of("things", "1", new TreeMap<>()),
            State.OK,
            Optional.empty());
    TableFiles.write(table, dir, List.of(TableFormat.SAFE_CSV));
    String file = Files.readString(dir.resolve("things.safe.csv"));
    assertThat(file)
        .contains(
            ",\"'=HYPERLINK(\"\"x\"\")\",",
            ",'+1,",
            ",'-2+3,",
            ",'@SUM(A1),",
            ",'\t=1,",
            ",\"'\r=1\",",
            ",''=1,",
            ",it's,",
            ",a=b,")
        .contains("-0.5,1.0,", ",-7,");
    assertThat(TableFiles.read(dir.resolve("things.safe.csv")).stringColumn("text").asList())
        .isEqualTo(texts);
  }

  @ParameterizedTest
  @EnumSource(TableFormat.class)
  void whatIsReadEqualsWhatWasWritten(TableFormat format) throws IOException {
    MeasuredTable written = table();
    TableFiles.write(written, dir, List.of(format));
    MeasuredTable read = TableFiles.read(dir.resolve("things." + format.ending()));
    assertThat(read.schema()).isEqualTo(written.schema());
    assertThat(read.provenance()).isEqualTo(written.provenance());
    assertThat(read.state()).isEqualTo(written.state());
    for (String column : written.columnNames()) {
      assertThat(read.column(column).asObjectArray())
          .as(column)
          .isEqualTo(written.column(column).asObjectArray());
    }
    assertThat(read.signal().orElseThrow().doubleColumn("value_ratio").get(0)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource(TableFormat.class)
  void aTableWithoutRowsKeepsItsHeader(TableFormat format) throws IOException {
    MeasuredTable empty =
        MeasuredTable.of(
            SCHEMA.newTable(),
            SCHEMA,
            Provenance.of("things", "1", new TreeMap<>()),
            State.EMPTY,
            Optional.empty());
    TableFiles.write(empty, dir, List.of(format));
    MeasuredTable read = TableFiles.read(dir.resolve("things." + format.ending()));
    assertThat(read.columnNames()).isEqualTo(SCHEMA.columnNames());
    assertThat(read.rowCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource(TableFormat.class)
  void theSameTableGivesTheSameBytes(TableFormat format) throws IOException {
    TableFiles.write(table(), dir.resolve("a"), List.of(format));
    TableFiles.write(table(), dir.resolve("b"), List.of(format));
    String name = "things." + format.ending();
    assertThat(Files.readAllBytes(dir.resolve("a").resolve(name)))
        .isEqualTo(Files.readAllBytes(dir.resolve("b").resolve(name)));
  }

  @Test
  void aTableWithoutItsSchemaIsRefused() throws IOException {
    TableFiles.write(table(), dir, List.of(TableFormat.CSV));
    Files.delete(dir.resolve("things.schema.json"));
    assertThatThrownBy(() -> TableFiles.read(dir.resolve("things.csv")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("things.schema.json is missing");
  }

  @Test
  void aTableThatDoesNotFitItsSchemaIsRefused() {
    Schema other = Schema.intervals("things", "").text("kind", "", "three");
    assertThatThrownBy(() ->
            MeasuredTable.of(
                other.rows().add(0.0, 1.0, "four").table(),
                other,
                Provenance.of("things", "1", new TreeMap<>()),
                State.OK,
                Optional.empty()))
        .hasMessageContaining("'four'");
  }
}
