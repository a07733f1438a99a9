package dev.reelframe.analyzer.djl;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.output.CategoryMask;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Joints;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.table.Schema;
import tech.tablesaw.api.Table;

/** What a kind of output becomes: rows of a signal for each look, and the table from them. */
interface OutputTable {

  /** Rows of the signal, as looks come in. */
  interface Signal {
    /**
     * @param timeS time of the frame, or the start of the window of sound
     * @param output of the model
     */
    void add(double timeS, Object output);

    Table table();
  }

  Schema schema();

  Schema signal();

  /**
   * @param widthPx display picture, whose pixels the rows are in
   */
  Signal newSignal(double widthPx, double heightPx);

  /**
   * @param score from which the model is believed
   */
  Table decide(Table signal, Inputs inputs, double score);

  /** The signal with the numbers that tracks have in the table; the default has none. */
  default Table numbered(Table signal, Inputs inputs, double score) {
    return signal;
  }

  /** The table for what a model says of pictures. */
  static OutputTable ofPictures(String name, Class<?> output) {
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
