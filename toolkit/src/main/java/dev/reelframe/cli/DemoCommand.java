package dev.reelframe.cli;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ModelStore;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.RunFolder;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFormat;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reelframe demo}: the first minute, without any file of the user's. */
@Command(
    name = "demo",
    description = "Analyse the sample clip that comes with Reelframe and print the summary.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "where to write (default: ${DEFAULT-VALUE})")
  private Path out;

  @Mixin private JsonOption json;

  /** How many analyzers gave a table, and the one command that would add others. */
  static String verdict(Analysis run, ModelStore store) {
    List<AnalyzerResult> all = run.results();
    long tables = all.stream().filter(r -> r.state().hasTable()).count();
    List<String> addable =
        all.stream()
            .filter(r -> r.state() instanceof State.Skipped)
            .map(AnalyzerResult::spec)
            .filter(spec -> spec.models().stream().anyMatch(c -> store.fetchableFor(c).isPresent()))
            .map(AnalyzerSpec::name)
            .toList();
    String count = tables + " of " + all.size() + " analyzers gave a table";
    return switch (addable.size()) {
      case 0 -> count + ".";
      case 1 -> count + "; `reelframe models fetch " + addable.getFirst() + "` would add that one.";
      default -> count + "; `reelframe models fetch` would add " + addable.size() + ".";
    };
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter result = spec.commandLine().getOut();
    OutputFolder.require(out);
    Video video = SampleClip.video();
    try (RunFolder target = RunFolder.claim(out.resolve(video.name()));
        TerminalProgress bar = TerminalProgress.onTerminal()) {
      Analysis run = Pipeline.standard().progress(bar).run(video);
      Path folder = run.save(target, EnumSet.of(TableFormat.CSV, TableFormat.PARQUET));
      bar.close();
      int exit = run.results().stream().anyMatch(r -> r.state() instanceof State.Failed) ? 1 : 0;
      if (json.isWanted()) {
        JsonOption.print(result, fields(run, folder));
        return exit;
      }
      result.println(video);
      result.print(SummaryText.of(run));
      result.println();
      result.println(WrappedText.of(verdict(run, ModelStore.standard()), ""));
      result.println("Tables: " + folder.resolve("tables"));
      Path report = folder.resolve("report.html");
      if (Files.exists(report)) {
        result.println("Report: " + report.toAbsolutePath());
      }
      return exit;
    }
  }

  private static Map<String, Object> fields(Analysis run, Path folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("folder", folder.toString());
    fields.put("duration_s", run.durationS());
    Map<String, Object> states = new LinkedHashMap<>();
    run.results().forEach(result -> states.put(result.name(), result.state().word()));
    fields.put("analyzers", states);
    return fields;
  }
}
