package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.results.SavedResults;
import dev.reelframe.sql.SqlSession;
import dev.reelframe.table.Column;
import dev.reelframe.table.Dataset;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.SchemaJson;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a run over several clips found. The tables are on disk and read from there; in memory is a
 * line for each analyzer.
 *
 * @param folder holds a folder of results for each clip
 * @param clips in the order of the corpus
 */
public record CorpusAnalysis(Path folder, List<Clip> clips) {
  /** A row of the summary. */
  private record Line(
      @Column("name of the clip, unique in the corpus: its folder") String clip,
      @Column("the file or address, as it was given") String source,
      @Column("name; missing for a clip that could not be analysed") String analyzer,
      @Column(
              value = "how it ended",
              values = {"ok", "empty", "degraded", "skipped", "failed"})
          String state,
      @Column("rows of its table") Optional<Integer> rows,
      @Column("CPU time of its thread") Optional<Double> cpuS,
      @Column("whether an earlier run made the table") Optional<Boolean> kept,
      @Column("why, where it is neither ok nor empty") String reason) {
    static final RowSchema<Line> SCHEMA =
        RowSchema.of(Line.class, "corpus", "How a clip and each analyzer on it ended").version(2);

    static Line of(Clip clip, Ended each) {
      return new Line(
          clip.name(),
          clip.source(),
          each.analyzer(),
          each.state().word(),
          each.rows(),
          Optional.of(each.cpuS()),
          Optional.of(!clip.made().contains(each.analyzer())),
          each.state().reason());
    }

    static Line broken(Clip clip, String why) {
      return new Line(
          clip.name(),
          clip.source(),
          "",
          "failed",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          why);
    }
  }

  /**
   * One clip.
   *
   * @param name its file name without the ending; numbered where two share one
   * @param source as it was given
   * @param folder its results
   * @param analyzers how each ended; none where the clip broke
   * @param made those that worked in this run
   * @param failure why it broke, absent where it did not
   */
  public record Clip(
      String name,
      String source,
      Path folder,
      List<Ended> analyzers,
      List<String> made,
      Optional<String> failure) {

    public Clip {
      analyzers = List.copyOf(analyzers);
      made = List.copyOf(made);
    }

    static Clip begun(String name, String source, Path folder) {
      return new Clip(name, source, folder, List.of(), List.of(), Optional.empty());
    }

    Clip made(Analysis run, Earlier earlier) {
      List<String> made =
          run.results().stream()
              .filter(result ->
                  !earlier.done().containsKey(result.name()) && !earlier.beside().contains(result))
              .map(AnalyzerResult::name)
              .toList();
      return new Clip(
          name, source, folder, run.results().stream().map(Ended::of).toList(), made, failure);
    }

    Clip kept(Collection<JsonNode> entries) throws IOException {
      List<Ended> all = new java.util.ArrayList<>();
      for (JsonNode entry : entries) {
        all.add(Ended.of(entry));
      }
      return new Clip(name, source, folder, all, List.of(), failure);
    }

    Clip failed(Exception why) {
      String text = why.getMessage() == null ? why.toString() : why.getMessage();
      return new Clip(name, source, folder, List.of(), List.of(), Optional.of(text));
    }
  }

  /**
   * How an analyzer ended on a clip.
   *
   * @param rows of its table; empty where it has none
   * @param cpuS CPU time of its thread, seconds
   */
  public record Ended(String analyzer, State state, Optional<Integer> rows, double cpuS) {
    static Ended of(AnalyzerResult result) {
      return new Ended(
          result.name(), result.state(), result.table().map(Table::rowCount), result.cpuSeconds());
    }

    static Ended of(JsonNode entry) throws IOException {
      return new Ended(
          entry.path("name").asText(),
          SchemaJson.readState(entry),
          entry.has("rows") ? Optional.of(entry.path("rows").asInt()) : Optional.empty(),
          entry.path("cpu_s").asDouble());
    }
  }

  public CorpusAnalysis {
    clips = List.copyOf(clips);
  }

  /**
   * A clip's results.
   *
   * @throws IllegalArgumentException where there is no such clip, or it broke; the message says why
   */
  public SavedResults of(String clip) {
    Clip found =
        clips.stream()
            .filter(c -> c.name().equals(clip))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no clip " + clip + ": there are " + clips.stream().map(Clip::name).toList()));
    if (found.failure().isPresent()) {
      throw new IllegalArgumentException(clip + " was not analysed: " + found.failure().get());
    }
    try {
      return SavedResults.read(found.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The tables of one analyzer from all clips that have one, below each other, the clip's name in
   * front.
   *
   * @throws IllegalArgumentException where no clip has one
   */
  public Table table(String analyzer) {
    Optional<Table> all = Optional.empty();
    for (Clip clip : clips) {
      boolean has =
          clip.analyzers().stream()
              .anyMatch(e -> e.analyzer().equals(analyzer) && e.rows().isPresent());
      if (has) {
        Table own = named(clip.name(), of(clip.name()).table(analyzer).orElseThrow());
        all = Optional.of(all.isPresent() ? all.get().append(own) : own);
      }
    }
    return all.orElseThrow(
        () -> new IllegalArgumentException("no clip has a table " + analyzer + ": see summary()"));
  }

  private static Table named(String clip, Table table) {
    StringColumn names = StringColumn.create("clip", table.rowCount());
    for (int row = 0; row < table.rowCount(); row++) {
      names.set(row, clip);
    }
    Table out = Table.create(table.name(), names);
    table.columns().forEach(column -> out.addColumns(column.copy()));
    return out;
  }

  /**
   * A query over the tables of all clips, each analyzer a table with the clip in front: {@code
   * select clip, count(*) from cut_analysis group by clip}.
   *
   * @param select in DuckDB's SQL
   */
  public Table sql(String select) {
    try (SqlSession sql = SqlSession.overResults(folder)) {
      return sql.query(select);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One row per clip and analyzer; one for a clip that broke. */
  public MeasuredTable summary() {
    RowWriter<Line> rows = Line.SCHEMA.rows();
    for (Clip clip : clips) {
      clip.analyzers().forEach(each -> rows.add(Line.of(clip, each)));
      clip.failure().ifPresent(why -> rows.add(Line.broken(clip, why)));
    }
    return MeasuredTable.of(
        rows.table(),
        Line.SCHEMA.schema(),
        Provenance.of("corpus", "2", Map.of()),
        State.OK,
        Optional.empty());
  }

  /** Writes the summary beside the clips' folders: {@code corpus.csv} and {@code .parquet}. */
  void saveSummary() throws IOException {
    TableFiles.write(summary(), folder, EnumSet.of(TableFormat.CSV, TableFormat.PARQUET));
  }

  /**
   * Copies the results of each clip into a folder of its own name below this one, and the summary
   * beside them.
   */
  public Path save(Path target) throws IOException {
    for (Clip clip : clips) {
      if (clip.failure().isEmpty()) {
        SavedRun.copy(clip.folder(), target.resolve(clip.name()));
        Dataset.of(folder).copy(clip.name(), Dataset.of(target));
      }
    }
    Files.createDirectories(target);
    new CorpusAnalysis(target, clips).saveSummary();
    return target;
  }

  @Override
  public String toString() {
    return summary().printAll();
  }
}
