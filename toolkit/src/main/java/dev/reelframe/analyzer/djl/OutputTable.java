package dev.reelframe.analyzer.djl;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.output.CategoryMask;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Joints;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * What a kind of output becomes: rows of a signal for each look, and the table from them.
 *
 * @param <R> a row of the table
 * @param <S> a row of the signal
 */
abstract sealed class OutputTable<R extends Record, S extends Record>
    permits BoxTable, JointTable, LabelTable, MaskTable {
  private final RowSchema<R> rows;
  private final RowSchema<S> samples;

  OutputTable(RowSchema<R> rows, RowSchema<S> samples) {
    this.rows = rows;
    this.samples = samples;
  }

  /** Rows of the signal, as looks come in. */
  interface Signal {
    /**
     * @param timeS time of the frame
     * @param output of the model
     */
    void add(double timeS, Object output);

    Table table();
  }

  final Schema schema() {
    return rows.schema();
  }

  final Schema signal() {
    return samples.schema();
  }

  /**
   * @param widthPx display picture, whose pixels the rows are in
   */
  final Signal newSignal(double widthPx, double heightPx) {
    RowWriter<S> writer = samples.rows();
    return new Signal() {
      @Override
      public void add(double timeS, Object output) {
        seen(timeS, output, widthPx, heightPx).forEach(writer::add);
      }

      @Override
      public Table table() {
        return writer.table();
      }
    };
  }

  /**
   * @param score from which the model is believed
   */
  final Table decide(Table signal, Inputs inputs, double score) {
    SampleTimes times = SampleTimes.of(signal, Shots.of(inputs));
    return rows.table(decide(samples.read(signal), times, score));
  }

  /** The signal with the numbers that tracks have in the table. */
  final Table numbered(Table signal, Inputs inputs, double score) {
    return samples.table(numbered(samples.read(signal), Shots.of(inputs), score));
  }

  /** Rows of the signal for one output; one that says so where nothing was found. */
  abstract List<S> seen(double timeS, Object output, double widthPx, double heightPx);

  abstract List<R> decide(List<S> all, SampleTimes times, double score);

  /** The same rows with numbers of tracks; the default has none. */
  List<S> numbered(List<S> all, Shots shots, double score) {
    return all;
  }

  /** The table for what a model says of pictures. */
  static OutputTable<?, ?> ofPictures(String name, Class<?> output) {
    if (DetectedObjects.class.isAssignableFrom(output)) {
      return new BoxTable(name);
    }
    if (Joints.class.isAssignableFrom(output) || Joints[].class.isAssignableFrom(output)) {
      return new JointTable(name);
    }
    if (CategoryMask.class.isAssignableFrom(output)) {
      return new MaskTable(name);
    }
    if (isLabel(output)) {
      return new LabelTable(name);
    }
    throw new IllegalArgumentException(
        name
            + ": no table is made of "
            + output.getSimpleName()
            + " yet. Let the translator give DetectedObjects, Classifications, CategoryMask, Joints"
            + " or String.");
  }

  /** Whether an output is one word or sentence, with or without a score. */
  static boolean isLabel(Class<?> output) {
    boolean boxes = DetectedObjects.class.isAssignableFrom(output);
    return output == String.class || Classifications.class.isAssignableFrom(output) && !boxes;
  }
}
