package dev.reelframe.analyzer;

/** What was done in a stretch of a run; in a table in lower case. */
public enum Activity {
  /** The decoder child decodes, scales and converts. */
  DECODE,
  /** A view's items are read from the child. */
  VIEW,
  /** Models are loaded. */
  LOAD,
  /** Nothing is done: what is waited for is said beside it. */
  WAIT,
  /** An analyzer's own work before a call of a model: its inputs. */
  PREPROCESS,
  /** A model runs. */
  INFERENCE,
  /** An analyzer's own work after the last call of a step: what the outputs say. */
  POSTPROCESS,
  /** An analyzer's own work in a step without a call of a model. */
  MEASURE,
  /** The same when all items have come. */
  DECIDE,
  /** Tables and pages are written. */
  WRITE
}
