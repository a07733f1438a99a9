package dev.reelframe.gpu.schedule;

/** Items that somebody wants a model to work on. Jobs are told apart by identity. */
public interface Job {

  Demand demand();

  /** What jobs must have in common to share a batch, the shape of an item for instance. */
  String form();

  /** How many items, at least one. */
  int items();

  /** Whether it may share a batch with others and be cut into several; else it runs by itself. */
  boolean divisible();
}
