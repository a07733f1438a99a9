package dev.reelframe.analyzer;

/** Which part of a run a stretch of work belongs to; in a table in lower case. */
public enum Stage {
  /** The decoder child decodes and makes views. */
  DECODE,
  /** Views are read from the child and dealt out. */
  READ,
  /** An analyzer loads its models. */
  OPEN,
  /** An analyzer measures items as they come. */
  FOLD,
  /** All items have come: an analyzer decides. */
  DECIDE,
  /** Tables and pages are written. */
  WRITE
}
