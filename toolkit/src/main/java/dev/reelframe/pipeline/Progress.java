package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.media.Video;
import java.util.function.Supplier;

/** Listens to a run. Called from the run's threads; must return quickly. */
public interface Progress {
  /** Nobody listens. */
  Progress SILENT = new Progress() {};

  /** A run begins. */
  default void started(Video video, int analyzers) {}

  /**
   * Decoding has come this far.
   *
   * @param doneS seconds on the time axis of the video
   * @param durationS as the container states it; 0 where it does not
   */
  default void decoded(double doneS, double durationS) {}

  /** An analyzer has ended. */
  default void ended(AnalyzerResult result) {}

  /** The run is complete. */
  default void finished(Analysis analysis) {}

  /**
   * A run over several clips begins, or one of them has ended. Of their own runs nothing is told.
   */
  default void corpus(Tally tally) {}

  /** The run broke off. */
  default void broke(Throwable why) {}

  /**
   * What listens to runs of pipelines that name no listener: nobody, until a front end (the
   * notebook's bar) says otherwise.
   *
   * @param front gives a listener for one run
   */
  static void byDefault(Supplier<Progress> front) {
    DefaultProgress.front = front;
  }
}
