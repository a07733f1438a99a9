package dev.reelframe.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** Queries see what was stored, with its types, and nothing else. */
class SqlSessionTest {
  private static final Schema SCHEMA =
      Schema.intervals("captions", "a caption")
          .text("text", "what it says")
          .integer("words", "how many")
          .flag("loud", "in capitals")
          .confidence();

  @TempDir Path dir;

  private void store(String clip, TableFormat format, Object[]... cells) throws IOException {
    Rows rows = SCHEMA.rows();
    for (Object[] row : cells) {
      rows.add(row);
    }
    Provenance from =
        new Provenance("captions", "1", new TreeMap<>(), List.of(), new TreeMap<>(), "00");
    Path folder = dir.resolve(clip);
    TableFiles.write(
        MeasuredTable.of(rows.table(), SCHEMA, from, State.OK, Optional.empty()),
        folder.resolve("tables"),
        EnumSet.of(format));
    Files.writeString(folder.resolve("analysis.json"), "{}");
  }

  private static Object[] row(Object... cells) {
    return cells;
  }

  @ParameterizedTest
  @EnumSource(names = {"CSV", "PARQUET"})
  void allClipsAreOneTableWithItsTypes(TableFormat format) throws IOException {
    store("it's one", format, row(0.5, 1.25, "say \"hi\", you", 3, false, null));
    store("two", format, row(0.0, 1.0, "007", 1, true, 0.5), row(1.0, 2.0, null, 1, null, 0.25));
    try (SqlSession sql = SqlSession.overResults(dir)) {
      Table all = sql.query("select * from captions order by clip, start_s");
      assertThat(all.columnNames())
          .containsExactly("clip", "start_s", "end_s", "text", "words", "loud", "confidence");
      assertThat(all.stringColumn("clip").asList()).containsExactly("it's one", "two", "two");
      assertThat(all.stringColumn("text").get(0)).isEqualTo("say \"hi\", you");
      assertThat(all.stringColumn("text").get(1)).isEqualTo("007");
      assertThat(all.column("text").isMissing(2)).isTrue();
      assertThat(all.column("words").type()).isEqualTo(ColumnType.INTEGER);
      assertThat(all.column("loud").type()).isEqualTo(ColumnType.BOOLEAN);
      assertThat(all.doubleColumn("start_s").get(0)).isEqualTo(0.5);
      Table counts = sql.query("select clip, count(*) n, sum(words) w from captions group by 1");
      assertThat(counts.rowCount()).isEqualTo(2);
    }
  }

  @Test
  void aQueryReachesNoOtherFileAndCannotUnlockItself() throws IOException {
    store("one", TableFormat.CSV, row(0.0, 1.0, "a", 1, true, 0.5));
    Path secret = Files.writeString(Files.createTempFile("secret", ".csv"), "a\n1\n");
    try (SqlSession sql = SqlSession.overResults(dir)) {
      for (String query :
          List.of(
              "select * from read_csv('" + secret + "')",
              "copy captions to '" + secret + "'",
              "set enable_external_access=true",
              "install httpfs",
              "attach '" + secret + "' as other")) {
        assertThatThrownBy(() -> sql.query(query)).as(query).isInstanceOf(SqlFailure.class);
      }
      assertThat(Files.readString(secret)).isEqualTo("a\n1\n");
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void tablesInMemoryAreThere() {
    Rows rows = SCHEMA.rows();
    rows.add(0.0, 1.0, "a", 2, true, null);
    try (SqlSession sql = SqlSession.over(Map.of("captions", rows.table()))) {
      assertThat(sql.query("select words + 1 as more from captions").intColumn("more").get(0))
          .isEqualTo(3);
    }
  }

  @Test
  void aTypoNamesTheTables() throws IOException {
    store("one", TableFormat.CSV, row(0.0, 1.0, "a", 1, true, 0.5));
    try (SqlSession sql = SqlSession.overResults(dir)) {
      assertThatThrownBy(() -> sql.query("select * from caption"))
          .hasMessageContaining("tables: captions");
    }
    assertThatThrownBy(() -> SqlSession.overResults(dir.resolve("none")))
        .hasMessageContaining("there is no folder");
  }
}
