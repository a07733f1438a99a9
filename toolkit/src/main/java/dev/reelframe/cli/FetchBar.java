package dev.reelframe.cli;

import dev.reelframe.fetch.FetchProgress;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A fetch on standard error, in MiB, where that is a terminal; nothing where nothing is fetched.
 */
final class FetchBar implements FetchProgress, AutoCloseable {
  private ProgressBar bar;
  private String what = "";

  @Override
  public synchronized void received(String url, long bytes, OptionalLong total) {
    show("fetch", bytes, total);
  }

  /** A model's file, see {@link dev.reelframe.models.Progress}. */
  synchronized void update(String file, long done, long total) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    show(name, done, total < 0 ? OptionalLong.empty() : OptionalLong.of(total));
  }

  private void show(String name, long bytes, OptionalLong total) {
    if (bar != null && !name.equals(what)) {
      close();
    }
    if (bar == null && System.console() != null && System.console().isTerminal()) {
      what = name;
      bar =
          new ProgressBarBuilder()
              .setTaskName(VisibleText.of(name))
              .setUnit(" MiB", 1 << 20)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .build();
    }
    if (bar != null) {
      bar.maxHint(total.orElse(-1));
      bar.stepTo(bytes);
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
