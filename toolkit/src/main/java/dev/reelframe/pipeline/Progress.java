package dev.reelframe.pipeline;

/** Listens to a run. Called from the run's threads; must return quickly. */
public interface Progress {
  /** Nobody listens. */
  Progress SILENT = new Progress() {};

  /**
   * Decoding has come this far.
   *
   * @param doneS seconds on the time axis of the video
   * @param durationS as the container states it; 0 where it does not
   */
  default void decoded(double doneS, double durationS) {}

  /** An analyzer has ended. */
  default void ended(dev.reelframe.analyzer.Result result) {}
}
