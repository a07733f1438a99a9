package dev.reelframe.cli;

import dev.reelframe.sql.SqlSession;
import dev.reelframe.table.PlainTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** {@code reelframe sql}: one query over the tables of many clips. */
@Command(
    name = "sql",
    description = {
      "A query over the tables of many clips, each analyzer a table with the clip in front.",
      "Example: reelframe sql results \"select clip, count(*) from cut_analysis group by clip\""
    },
    mixinStandardHelpOptions = true)
final class SqlCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "what `reelframe analyze` wrote")
  private Path folder;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "QUERY",
      description = "DuckDB's SQL; without one, the tables are listed")
  private String query;

  /** How rows are printed. */
  enum Form {
    TEXT,
    CSV,
    JSON
  }

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text (the first rows), csv or json (one array of all rows)")
  private Form form;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (SqlSession sql = SqlSession.overResults(folder)) {
      if (query == null) {
        sql.tables()
            .forEach((name, clips) -> {
              if (json.isWanted()) {
                JsonOption.print(out, Map.of("table", name, "clips", clips));
              } else {
                out.printf("%-45s %d clips%n", name, clips);
              }
            });
        return;
      }
      Table found = sql.query(query);
      if (json.isWanted()) {
        JsonRows.of(found).forEach(row -> JsonOption.print(out, row));
        return;
      }
      switch (form) {
        case TEXT -> out.println(PlainTable.of(found, WrappedText.WIDTH));
        case CSV -> found.write().csv(out);
        case JSON -> JsonRows.write(found, out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
