package dev.reelframe.spark;

import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.CorpusAnalysis.Clip;
import dev.reelframe.pipeline.CorpusAnalysis.Ended;
import dev.reelframe.pipeline.CorpusRun;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One clip on an executor: analysed as on one machine, with what is done already left alone. A mark
 * stands in the results from the beginning of each attempt to its end; so an attempt knows how many
 * before it took their executor with them.
 *
 * @param pipeline made here
 * @param results a folder that all executors see at the same path
 */
record ClipTask(PipelineSource pipeline, String results)
    implements FlatMapFunction<ClipTask.Source, Row>, Serializable {
  /** Attempts that an executor did not survive, after which a clip is given up. */
  private static final int MAX_DEATHS = 2;

  private static final String MARKS = ".attempts";

  /**
   * A clip of the corpus.
   *
   * @param name of its folder
   * @param media as {@link dev.reelframe.media.Video#open(String)} takes it
   */
  record Source(String name, String media) implements Serializable {}

  @Override
  public Iterator<Row> call(Source source) throws IOException {
    Path marks = Files.createDirectories(Path.of(results).resolve(MARKS));
    Path mark = marks.resolve(source.name());
    long deaths = Files.exists(mark) ? Files.size(mark) : 0;
    if (deaths >= MAX_DEATHS) {
      Files.delete(mark); // the next run tries again
      return List.of(failed(source, "its executor ended " + deaths + " times while it ran"))
          .iterator();
    }
    Files.writeString(mark, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Clip clip =
        CorpusRun.of(Corpus.of(source.media()), Path.of(results))
            .resume(true)
            .runOne(pipeline.get(), source.name());
    Files.deleteIfExists(mark);
    return rows(source, clip).iterator();
  }

  private static List<Row> rows(Source source, Clip clip) {
    List<Row> rows = new ArrayList<>();
    clip.failure().ifPresent(why -> rows.add(failed(source, why)));
    for (Ended each : clip.analyzers()) {
      rows.add(
          RowFactory.create(
              clip.name(),
              clip.source(),
              each.analyzer(),
              each.state().word(),
              each.rows().orElse(null),
              each.cpuS(),
              !clip.made().contains(each.analyzer()),
              each.state().reason()));
    }
    return rows;
  }

  private static Row failed(Source source, String why) {
    return RowFactory.create(
        source.name(), source.media(), null, "failed", null, null, null, why);
  }
}
