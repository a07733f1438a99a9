package dev.reelframe.cli;

import dev.reelframe.export.ExportFormat;
import dev.reelframe.results.Manifest;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Parameters(
      paramLabel = "DIR",
      description = "results of one clip, for example results/clip, or a folder of such folders")
  private Path folder;

  @Option(
      names = "--to",
      required = true,
      split = ",",
      paramLabel = "FORMAT",
      description = "edl, otio, fcpxml, coco, cvat, fiftyone, textgrid, eaf, brief")
  private List<String> formats = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where to write, of several clips each in a folder of its name (default: a folder export"
              + " in the results)")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "" + ExportFormat.TOKENS,
      description = "most tokens of a brief, two characters each (default: ${DEFAULT-VALUE})")
  private int tokens;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    List<ExportFormat> wanted = formats.stream().map(ExportFormat::named).toList();
    out.ifPresent(OutputFolder::require);
    try {
      if (Files.exists(folder.resolve(Manifest.FILE))) {
        write(folder, out.orElse(folder.resolve("export")), wanted);
        return;
      }
      for (Path clip : clips()) {
        Path place = out.map(o -> o.resolve(clip.getFileName())).orElse(clip.resolve("export"));
        write(clip, place, wanted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clips of a folder of results, by name. */
  private List<Path> clips() throws IOException {
    List<Path> clips = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        clips = inside.filter(f -> Files.exists(f.resolve(Manifest.FILE))).sorted().toList();
      }
    }
    if (clips.isEmpty()) {
      throw new IllegalArgumentException(
          "no results in " + folder + ": give a folder that `reelframe analyze` wrote");
    }
    return clips;
  }

  private void write(Path clip, Path place, List<ExportFormat> wanted) throws IOException {
    SavedResults results = SavedResults.read(clip);
    Files.createDirectories(OutputFolder.require(place));
    for (ExportFormat format : wanted) {
      Path file = place.resolve(format.file());
      String text =
          format == ExportFormat.BRIEF ? ExportFormat.brief(results, tokens) : format.text(results);
      Files.writeString(file, text, StandardCharsets.UTF_8);
      if (json.isWanted()) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("clip", results.clip());
        fields.put("format", format.word());
        fields.put("file", file.toString());
        JsonOption.print(spec.commandLine().getOut(), fields);
      } else {
        spec.commandLine().getOut().println(file);
      }
    }
  }
}
