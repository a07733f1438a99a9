package dev.reelframe.analyzer.djl;

import ai.djl.modality.Classifications;

/**
 * One word or sentence that a model says.
 *
 * @param text empty where it says nothing
 * @param confidence 0..1, NaN where it gives none
 */
record Label(String text, double confidence) {
  private static final Label NONE = new Label("", Double.NaN);

  static Label of(Object output) {
    if (output instanceof Classifications classes) {
      return classes.getClassNames().isEmpty()
          ? NONE
          : new Label(classes.best().getClassName(), classes.best().getProbability());
    }
    return new Label(String.valueOf(output).strip(), Double.NaN);
  }

  /** Whether it is sure enough; a model that gives no scores is taken at its word. */
  boolean counts(double score) {
    return !text.isEmpty() && !(confidence < score);
  }
}
