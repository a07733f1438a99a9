package dev.reelframe.spark;

import dev.reelframe.pipeline.ClipNames;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.table.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A corpus on Apache Spark: a clip is a task, and each analyzer a {@code Dataset<Row>}. Executors
 * write what a run on one machine writes, into a folder that all of them see at the same path.
 *
 * <pre>{@code
 * SparkCorpus clips = SparkCorpus.run(spark, Corpus.folder("/mnt/clips"), Path.of("/mnt/results"), Pipeline::standard);
 * clips.table("cut_analysis").groupBy("clip").count().show();
 * }</pre>
 */
public final class SparkCorpus {
  private static final StructType SUMMARY =
      new StructType()
          .add("clip", DataTypes.StringType)
          .add("source", DataTypes.StringType)
          .add("analyzer", DataTypes.StringType)
          .add("state", DataTypes.StringType)
          .add("rows", DataTypes.IntegerType)
          .add("cpu_s", DataTypes.DoubleType)
          .add("kept", DataTypes.BooleanType)
          .add("reason", DataTypes.StringType);

  private final SparkSession spark;
  private final Path results;
  private final List<Row> summary;

  private SparkCorpus(SparkSession spark, Path results, List<Row> summary) {
    this.spark = spark;
    this.results = results;
    this.summary = summary;
  }

  /**
   * Runs. Clips that are done in the folder stay; a clip that cannot be had or decoded, or takes its
   * executor with it twice, is a row of the summary.
   *
   * @param corpus files at paths that all executors see, or addresses
   * @param results likewise
   */
  public static SparkCorpus run(
      SparkSession spark, Corpus corpus, Path results, PipelineSource pipeline)
      throws IOException {
    Files.createDirectories(results);
    List<ClipTask.Source> clips = new ArrayList<>();
    ClipNames names = new ClipNames();
    for (String media : corpus.sources()) {
      clips.add(new ClipTask.Source(names.next(ClipNames.of(media)), media));
    }
    List<Row> summary =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(clips, Math.max(1, clips.size()))
            .flatMap(new ClipTask(pipeline, results.toString()))
            .collect();
    return new SparkCorpus(spark, results, summary);
  }

  /** One row per clip and analyzer; one for a clip that broke. */
  public org.apache.spark.sql.Dataset<Row> summary() {
    return spark.createDataFrame(summary, SUMMARY);
  }

  /**
   * The table of an analyzer, of all clips, the clip in a column {@code clip}; a signal is {@code
   * <analyzer>_signal}.
   *
   * @throws IllegalArgumentException where no clip has one
   */
  public org.apache.spark.sql.Dataset<Row> table(String name) {
    Path folder = results.resolve(Dataset.FOLDER).resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("no clip has a table " + name + ": see summary()");
    }
    StructType seen =
        spark.read().option("mergeSchema", true).parquet(folder.toString()).schema();
    // A clip may be named like a number, and is text all the same.
    StructType typed = new StructType();
    for (StructField field : seen.fields()) {
      typed =
          field.name().equals("clip")
              ? typed.add("clip", DataTypes.StringType)
              : typed.add(field);
    }
    return spark.read().schema(typed).parquet(folder.toString());
  }
}
