package dev.reelframe.notebook;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.markup.FittedText;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Progress;
import dev.reelframe.pipeline.RunShare;
import dev.reelframe.pipeline.Tally;
import java.util.Locale;

/** A run's progress in one line that is shown again and again. */
abstract class RunLine implements Progress {
  private static final long INTERVAL_NS = 150_000_000L;

  /** What has become of the run. */
  enum Stage {
    BEGINS,
    RUNS,
    DONE,
    BROKEN
  }

  private String name = "";
  private int analyzers;
  private RunShare done = new RunShare(0);
  private double doneS;
  private double durationS;
  private long lastNanos;

  /**
   * @param percent of the work, as far as that can be told
   */
  abstract void show(Stage stage, int percent, String line);

  @Override
  public synchronized void started(Video video, int count) {
    name = FittedText.line(video.file().getFileName().toString(), 60);
    analyzers = count;
    done = new RunShare(count);
    durationS = video.durationS().orElse(0.0);
    show(Stage.BEGINS, 0, words());
  }

  @Override
  public synchronized void decoded(double seconds, double ofSeconds) {
    doneS = Math.max(doneS, seconds);
    durationS = Math.max(durationS, ofSeconds);
    done.decoded(seconds, ofSeconds);
    if (System.nanoTime() - lastNanos > INTERVAL_NS) {
      update(Stage.RUNS, words());
    }
  }

  @Override
  public synchronized void ended(AnalyzerResult result) {
    done.ended();
    update(Stage.RUNS, words());
  }

  @Override
  public synchronized void finished(Analysis analysis) {
    show(
        Stage.DONE,
        100,
        String.format(
            Locale.ROOT,
            "%s: %d analyzers, %.2f s of video in %.2f s",
            name,
            analyzers,
            analysis.durationS(),
            analysis.cost().wallS()));
  }

  @Override
  public synchronized void corpus(Tally tally) {
    Stage stage =
        tally.ended() == 0
            ? Stage.BEGINS
            : tally.ended() == tally.clips() ? Stage.DONE : Stage.RUNS;
    show(stage, 100 * tally.ended() / Math.max(1, tally.clips()), tally.line());
  }

  @Override
  public synchronized void broke(Throwable why) {
    String reason = why instanceof InterruptedException ? "interrupted" : "broke off";
    update(Stage.BROKEN, name + ": " + reason + " at " + seconds(doneS));
  }

  private void update(Stage stage, String line) {
    lastNanos = System.nanoTime();
    show(stage, done.percent(), line);
  }

  private String words() {
    return name
        + ": "
        + seconds(doneS)
        + (durationS > 0 ? " of " + seconds(durationS) : "")
        + ", "
        + done.count()
        + " of "
        + analyzers
        + " analyzers done";
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }
}
