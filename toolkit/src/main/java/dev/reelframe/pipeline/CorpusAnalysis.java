package dev.reelframe.pipeline;

import dev.reelframe.media.Video;
import dev.reelframe.sql.SqlSession;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a run over several clips found.
 *
 * @param clips in the order of the corpus
 */
public record CorpusAnalysis(List<Clip> clips) {
  private static final Schema SUMMARY =
      new Schema("corpus", 1, "How a clip and each analyzer on it ended", List.of())
          .text("clip", "name of the clip, unique in the corpus")
          .text("analyzer", "name; missing for a clip that could not be analysed")
          .text("state", "how it ended", "ok", "empty", "degraded", "skipped", "failed")
          .integer("rows", "rows of its table")
          .number("cpu_s", "CPU time of its thread")
          .text("reason", "why, where it is neither ok nor empty");

  /**
   * One clip.
   *
   * @param name its file name without the ending; numbered where two share one
   * @param source as it was given
   * @param analysis what was found, absent where the clip broke
   * @param failure why it broke, absent where it did not
   */
  public record Clip(
      String name,
      String source,
      Optional<Analysis> analysis,
      Optional<RuntimeException> failure) {}

  public CorpusAnalysis {
    clips = List.copyOf(clips);
  }

  static CorpusAnalysis of(Corpus corpus, Pipeline pipeline) {
    List<Clip> clips = new ArrayList<>();
    ClipNames names = new ClipNames();
    for (String source : corpus.sources()) {
      clips.add(clip(source, pipeline, names));
    }
    return new CorpusAnalysis(clips);
  }

  private static Clip clip(String source, Pipeline pipeline, ClipNames names) {
    Optional<Video> video = Optional.empty();
    try {
      video = Optional.of(Video.open(source));
      Analysis analysis = pipeline.run(video.get());
      return new Clip(
          names.next(video.get().name()), source, Optional.of(analysis), Optional.empty());
    } catch (CancellationException stop) {
      throw stop;
    } catch (RuntimeException broken) {
      String name = video.map(Video::name).orElseGet(() -> ClipNames.of(source));
      return new Clip(names.next(name), source, Optional.empty(), Optional.of(broken));
    }
  }

  /**
   * A clip's analysis.
   *
   * @throws IllegalArgumentException where there is no such clip, or it broke; the message says why
   */
  public Analysis of(String clip) {
    Clip found =
        clips.stream()
            .filter(c -> c.name().equals(clip))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no clip " + clip + ": there are " + clips.stream().map(Clip::name).toList()));
    return found
        .analysis()
        .orElseThrow(() ->
            new IllegalArgumentException(
                clip + " was not analysed: " + found.failure().orElseThrow().getMessage()));
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
      Optional<Table> own =
          clip.analysis().stream()
              .flatMap(run -> run.tables().stream())
              .filter(table -> table.schema().table().equals(analyzer))
              .map(table -> named(clip.name(), table))
              .findFirst();
      all =
          all.isPresent() && own.isPresent()
              ? Optional.of(all.get().append(own.get()))
              : all.or(() -> own);
    }
    return all.orElseThrow(
        () -> new IllegalArgumentException("no clip has a table " + analyzer + ": see summary()"));
  }

  /**
   * A query over the tables of all clips, each analyzer a table with the clip in front: {@code
   * select clip, count(*) from cut_analysis group by clip}.
   *
   * @param select in DuckDB's SQL
   */
  public Table sql(String select) {
    Map<String, Table> tables = new TreeMap<>();
    clips.stream()
        .flatMap(clip -> clip.analysis().stream())
        .flatMap(run -> run.tables().stream())
        .map(table -> table.schema().table())
        .distinct()
        .forEach(name -> tables.put(name, table(name)));
    try (SqlSession sql = SqlSession.over(tables)) {
      return sql.query(select);
    }
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

  /** One row per clip and analyzer; one for a clip that broke. */
  public Table summary() {
    Rows rows = SUMMARY.rows();
    for (Clip clip : clips) {
      clip.analysis()
          .ifPresent(run ->
              run.results()
                  .forEach(result ->
                      rows.add(
                          clip.name(),
                          result.name(),
                          result.state().word(),
                          result.table().map(Table::rowCount).orElse(null),
                          result.cpuSeconds(),
                          result.state().reason())));
      clip.failure()
          .ifPresent(why -> rows.add(clip.name(), null, "failed", null, null, why.getMessage()));
    }
    return rows.table();
  }

  /** Writes each clip into a folder of its own name below this one, as CSV and Parquet. */
  public Path save(Path folder) throws IOException {
    return save(folder, EnumSet.of(TableFormat.CSV, TableFormat.PARQUET));
  }

  /** Writes each clip into a folder of its own name below this one. */
  public Path save(Path folder, Collection<TableFormat> formats) throws IOException {
    for (Clip clip : clips) {
      if (clip.analysis().isPresent()) {
        clip.analysis().get().save(folder.resolve(clip.name()), formats);
      }
    }
    return folder;
  }

  @Override
  public String toString() {
    return summary().printAll();
  }
}
