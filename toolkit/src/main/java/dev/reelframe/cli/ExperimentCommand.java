package dev.reelframe.cli;

import dev.reelframe.experiment.Experiment;
import dev.reelframe.experiment.ExperimentResult;
import dev.reelframe.table.PlainTable;
import dev.reelframe.table.State;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** {@code reelframe experiment}: a plan in, a table of what each setting costs and gives out. */
@Command(
    name = "experiment",
    description = "Run a tuning experiment; goes on where an interrupted one stopped.",
    mixinStandardHelpOptions = true)
final class ExperimentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "the plan, or the experiment.json of an experiment to repeat")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write (default: results/<name of the experiment>)")
  private Path out;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    PrintWriter result = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Experiment experiment = Experiment.read(file);
    Path folder = OutputFolder.require(out == null ? Path.of("results", experiment.name()) : out);
    boolean terminal = System.console() != null && System.console().isTerminal();
    ExperimentResult found =
        experiment
            .into(folder)
            .run((done, total, what) -> {
              if (terminal) {
                err.printf("%d of %d: %s%n", done, total, what);
              }
            });
    if (json.isWanted()) {
      JsonRows.of(found.summary()).forEach(row -> JsonOption.print(result, row));
    } else {
      Table summary = found.summary().copy();
      summary.removeColumns("machine", "java", "reelframe");
      result.println(PlainTable.of(summary, WrappedText.WIDTH));
      result.println(WrappedText.lines(found.toString()));
      result.println("Written to " + folder);
    }
    if (found.state() instanceof State.Degraded) {
      err.println(
          "reelframe: "
              + found.state().reason()
              + ", see "
              + folder.resolve("experiment.signal.csv"));
      return 1;
    }
    return 0;
  }
}
