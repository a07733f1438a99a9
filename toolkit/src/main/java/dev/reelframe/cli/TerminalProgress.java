package dev.reelframe.cli;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Progress;
import dev.reelframe.pipeline.RunShare;
import dev.reelframe.pipeline.Tally;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress on standard error where that is a terminal, of one clip by its seconds, of several by
 * their number; silent otherwise.
 */
final class TerminalProgress implements Progress, AutoCloseable {
  private final boolean terminal;
  private Optional<ProgressBar> bar = Optional.empty();
  private RunShare done = new RunShare(0);

  private TerminalProgress(boolean terminal) {
    this.terminal = terminal;
  }

  static TerminalProgress onTerminal() {
    return new TerminalProgress(System.console() != null && System.console().isTerminal());
  }

  /** Whether there is a terminal to show it on. */
  boolean isShown() {
    return terminal;
  }

  @Override
  public synchronized void started(Video video, int analyzers) {
    done = new RunShare(analyzers);
    show(video.name(), 100);
  }

  private void show(String title, int steps) {
    if (terminal && bar.isEmpty()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName(
                      VisibleText.of(title.length() > 30 ? title.substring(0, 29) + "…" : title))
                  .setInitialMax(steps)
                  .setStyle(ProgressBarStyle.ASCII)
                  .setUpdateIntervalMillis(200)
                  .build());
    }
  }

  @Override
  public synchronized void decoded(double doneS, double durationS) {
    done.decoded(doneS, durationS);
    bar.ifPresent(b -> b.stepTo(done.percent()));
  }

  @Override
  public synchronized void ended(AnalyzerResult result) {
    done.ended();
    bar.ifPresent(b -> b.stepTo(done.percent()).setExtraMessage(done.isDecided() ? "saving" : ""));
  }

  @Override
  public synchronized void corpus(Tally tally) {
    show("clips", tally.clips());
    bar.ifPresent(b -> b.stepTo(tally.ended()).setExtraMessage(tally.line()));
  }

  /** Leaves its line to something that is printed. */
  synchronized void pause() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  @Override
  public void close() {
    pause();
  }
}
