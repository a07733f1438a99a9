package dev.reelframe.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code reelframe}: the commands and how their errors end. */
@Command(
    name = "reelframe",
    description = "Short video in, dataframes out.",
    mixinStandardHelpOptions = true,
    versionProvider = ReelframeCommand.Version.class,
    subcommands = {
      DemoCommand.class,
      AnalyzeCommand.class,
      RerunCommand.class,
      PlanCommand.class,
      ViewCommand.class,
      SqlCommand.class,
      ExportCommand.class,
      ClipsCommand.class,
      ModelsCommand.class,
      GpuCommand.class,
      ExperimentCommand.class,
      LauncherCommand.Notebook.class,
      LauncherCommand.Shell.class,
      AutoComplete.GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class ReelframeCommand implements Runnable {
  @Spec private CommandSpec spec;

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ReelframeCommand.class.getPackage().getImplementationVersion();
      return new String[] {"reelframe " + (version == null ? "development" : version)};
    }
  }

  public static void main(String[] args) {
    if (args.length > 0 && List.of("analyze", "demo", "rerun").contains(args[0])) {
      FirstTable.make();
      SmallHeap.keep();
    }
    System.exit(
        execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /**
   * Runs one command line.
   *
   * @return 0 all went well; 1 an analyzer failed or a source could not be had; 2 a wrong call or a
   *     refused source
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new ReelframeCommand())
        .setOut(new PrintWriter(new VisibleText(out), true))
        .setErr(new PrintWriter(new VisibleText(err), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // @FILE is a list of sources, one in a line
        .setExecutionExceptionHandler((e, command, parsed) -> {
          CommandFailure failure = CommandFailure.of(e);
          command.getErr().println(WrappedText.of("reelframe: " + failure.message(), "  "));
          return failure.exitCode();
        })
        .setParameterExceptionHandler((e, words) -> wrongCall(e))
        .execute(args);
  }

  /** What is wrong, the nearest right word, and where help is: not a page of it. */
  private static int wrongCall(ParameterException e) {
    CommandLine command = e.getCommandLine();
    List<String> unknown = command.getUnmatchedArguments();
    if (!(e instanceof UnmatchedArgumentException) && !unknown.isEmpty()) {
      // A word that nobody knows comes before the one that is missing for it.
      return wrongCall(new UnmatchedArgumentException(command, unknown));
    }
    PrintWriter err = command.getErr();
    err.println(WrappedText.of("reelframe: " + e.getMessage(), "  "));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command, for example: reelframe demo");
  }
}
