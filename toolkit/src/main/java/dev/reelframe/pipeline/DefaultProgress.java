package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.media.Video;
import java.util.function.Supplier;

/** Stands for the front end's listener, one for each run. */
final class DefaultProgress {
  /** What a pipeline holds that was not given a listener. */
  static final Progress PLACE = new Progress() {};

  static volatile Supplier<Progress> front = () -> Progress.SILENT;

  private DefaultProgress() {}

  /** The listener for one run. A broken front end costs its bar, not the run. */
  static Progress resolved(Progress named) {
    return new Guarded(named == PLACE ? front.get() : named);
  }

  private record Guarded(Progress listener) implements Progress {
    private static void call(Runnable part) {
      try {
        part.run();
      } catch (RuntimeException e) {
        org.slf4j.LoggerFactory.getLogger(Progress.class).warn("A listener to a run failed", e);
      }
    }

    @Override
    public void started(Video video, int analyzers) {
      call(() -> listener.started(video, analyzers));
    }

    @Override
    public void decoded(double doneS, double durationS) {
      call(() -> listener.decoded(doneS, durationS));
    }

    @Override
    public void ended(AnalyzerResult result) {
      call(() -> listener.ended(result));
    }

    @Override
    public void finished(Analysis analysis) {
      call(() -> listener.finished(analysis));
    }

    @Override
    public void corpus(Tally tally) {
      call(() -> listener.corpus(tally));
    }

    @Override
    public void broke(Throwable why) {
      call(() -> listener.broke(why));
    }
  }
}
