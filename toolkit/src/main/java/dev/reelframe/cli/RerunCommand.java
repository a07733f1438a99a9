package dev.reelframe.cli;

import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Rerun;
import dev.reelframe.pipeline.RunFolder;
import dev.reelframe.results.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe rerun}: a run again, and whether its tables are the same to the byte. */
@Command(
    name = "rerun",
    description =
        "Make a run again from its analysis.json, and compare the tables; exit code 1 where they"
            + " differ.",
    mixinStandardHelpOptions = true)
final class RerunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MANIFEST",
      description = "analysis.json, or the folder that it stands in")
  private Path manifest;

  @Option(
      names = "--media",
      paramLabel = "FILE",
      description = "the clip, where it does not lie where the manifest says")
  private Optional<Path> media = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write (default: the folder of the manifest with -rerun behind it)")
  private Optional<Path> out = Optional.empty();

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    Rerun rerun = Rerun.of(manifest);
    rerun = media.isPresent() ? rerun.media(media.get()) : rerun;
    Video video = rerun.video();
    Path first = rerun.manifest().folder();
    Path folder = out.orElse(first.resolveSibling(first.getFileName() + "-rerun"));
    OutputFolder.require(folder);
    try (RunFolder target = RunFolder.claim(folder);
        TerminalProgress bar = TerminalProgress.onTerminal()) {
      Analysis run = rerun.run(video, bar);
      run.save(target, rerun.formats());
    }
    PrintWriter result = spec.commandLine().getOut();
    List<String> changed = rerun.changed(Manifest.read(folder));
    if (json.isWanted()) {
      JsonOption.print(result, Map.of("folder", folder.toString(), "changed", changed));
      return changed.isEmpty() ? 0 : 1;
    }
    result.println("Written to " + folder);
    if (changed.isEmpty()) {
      result.println("All tables have the same bytes as before.");
      return 0;
    }
    result.println("Other bytes than before: " + String.join(", ", changed));
    return 1;
  }
}
