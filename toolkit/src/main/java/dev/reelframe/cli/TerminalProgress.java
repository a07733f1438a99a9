package dev.reelframe.cli;

import dev.reelframe.pipeline.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on standard error where that is a terminal; silent otherwise. */
final class TerminalProgress implements Progress, AutoCloseable {
  private final ProgressBar bar;

  private TerminalProgress(ProgressBar bar) {
    this.bar = bar;
  }

  static TerminalProgress onTerminal(String title) {
    if (System.console() == null || !System.console().isTerminal()) {
      return new TerminalProgress(null);
    }
    return new TerminalProgress(
        new ProgressBarBuilder()
            .setTaskName(title.length() > 30 ? title.substring(0, 29) + "…" : title)
            .setInitialMax(100)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .build());
  }

  @Override
  public void decoded(double doneS, double durationS) {
    if (bar != null && durationS > 0) {
      bar.stepTo(Math.min(100, (long) (100 * doneS / durationS)));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
