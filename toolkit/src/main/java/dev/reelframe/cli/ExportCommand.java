package dev.reelframe.cli;

import dev.reelframe.export.ExportFormat;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe export}: results in the formats of other tools. */
@Command(
    name = "export",
    description = "Results in the formats of other tools: editors, annotation tools, Praat, ELAN.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "results of one clip, for example results/clip")
  private Path folder;

  @Option(
      names = "--to",
      required = true,
      split = ",",
      paramLabel = "FORMAT",
      description = "edl, otio, fcpxml, coco, cvat, textgrid, eaf, brief")
  private List<String> formats = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write (default: a folder export in the results)")
  private Optional<Path> out = Optional.empty();

  @Override
  public void run() {
    List<ExportFormat> wanted = formats.stream().map(ExportFormat::named).toList();
    try {
      SavedResults results = SavedResults.read(folder);
      Path place = out.orElse(folder.resolve("export"));
      Files.createDirectories(place);
      for (ExportFormat format : wanted) {
        Path file = place.resolve(format.file());
        Files.writeString(file, format.text(results), StandardCharsets.UTF_8);
        spec.commandLine().getOut().println(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
