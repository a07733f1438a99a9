package dev.reelframe.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Commands that the launcher {@code ./reelframe} runs itself, as they are no Java of this program:
 * here for their help, their completion, and for whoever calls Java without the launcher.
 */
abstract class LauncherCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "WORD", description = "handed on as it is")
  private String[] words;

  @Override
  public void run() {
    throw new IllegalArgumentException(
        spec.name() + " is a command of the launcher: run ./reelframe " + spec.name());
  }

  /** {@code reelframe notebook}. */
  @Command(
      name = "notebook",
      description =
          "Install the Java kernel for this user and start Jupyter (lab, or else notebook) in the"
              + " gallery; what follows goes to Jupyter, for example --no-browser.",
      mixinStandardHelpOptions = true)
  static final class Notebook extends LauncherCommand {}

  /** {@code reelframe jshell}. */
  @Command(
      name = "jshell",
      description =
          "JShell with class path, JVM flags and imports set; what follows goes to jshell, for"
              + " example a script.",
      mixinStandardHelpOptions = true)
  static final class Shell extends LauncherCommand {}
}
