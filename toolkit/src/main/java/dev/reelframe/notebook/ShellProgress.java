package dev.reelframe.notebook;

import dev.reelframe.markup.FittedText;
import dev.reelframe.pipeline.Progress;
import java.io.PrintStream;

/**
 * A run's progress as one line of a terminal, for JShell: {@code reelframe jshell} switches it on.
 */
public final class ShellProgress extends RunLine {
  private static final int WIDTH = 79;
  private static final String LINE = "\r%-" + WIDTH + "s";

  private final PrintStream terminal;

  ShellProgress(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** From now on runs that name no listener show there how far they are. */
  public static void on(PrintStream terminal) {
    Progress.byDefault(() -> new ShellProgress(terminal));
  }

  @Override
  void show(Stage stage, int percent, String line) {
    String whole = "%3d %%  %s".formatted(percent, line);
    terminal.printf(LINE, FittedText.line(whole, WIDTH));
    if (stage == Stage.DONE || stage == Stage.BROKEN) {
      terminal.println();
    }
    terminal.flush();
  }
}
