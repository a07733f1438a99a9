package dev.reelframe.cli;

import dev.reelframe.clip.ClipFiles;
import dev.reelframe.clip.ShotIntervals;
import dev.reelframe.media.ClipFormat;
import dev.reelframe.media.Video;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe clips}: files to watch, made from a clip and its results. */
@Command(
    name = "clips",
    description = "Clips out: with boxes and captions drawn in, shot by shot, a moment, a sheet.",
    mixinStandardHelpOptions = true)
final class ClipsCommand implements Runnable {
  private static final Pattern MOMENT = Pattern.compile("(\\d+(?:\\.\\d+)?)-(\\d+(?:\\.\\d+)?)");

  /** What is written. */
  private enum Kind {
    ANNOTATED,
    SHOTS,
    SHEET
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "results of one clip, for example results/clip")
  private Path folder;

  @Option(
      names = "--to",
      split = ",",
      paramLabel = "KIND",
      description =
          "annotated: the clip with what was seen and said drawn in; shots: a file for each; sheet:"
              + " a picture of each shot")
  private List<Kind> kinds = new ArrayList<>();

  @Option(
      names = "--moment",
      paramLabel = "FROM-TO",
      description = "seconds, for example 2.5-4: this moment with what was seen drawn in")
  private Optional<String> moment = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "ENDING",
      description = "of clips: mp4 (default) or webm; of a moment gif (default) or webp as well")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--media",
      paramLabel = "FILE",
      description = "the clip, where it does not lie in or beside the results")
  private Optional<Path> media = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write (default: a folder clips in the results)")
  private Optional<Path> out = Optional.empty();

  @Mixin private JsonOption json;

  @Override
  public void run() {
    if (kinds.isEmpty() && moment.isEmpty()) {
      throw new IllegalArgumentException(
          "say what to write: --to annotated,shots,sheet or --moment FROM-TO");
    }
    Optional<Interval> stretch = moment.map(ClipsCommand::stretch);
    try (Interrupt interrupt = Interrupt.catching()) {
      SavedResults results = SavedResults.read(folder);
      Path place = OutputFolder.require(out.orElse(folder.resolve("clips")));
      Video video = video(results);
      Files.createDirectories(place);
      for (Kind kind : kinds) {
        write(kind, video, results, place);
      }
      if (stretch.isPresent()) {
        Path file = place.resolve("moment" + ending("gif"));
        say(ClipFiles.moment(video, results.withSignals(), stretch.get(), file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Kind kind, Video video, SavedResults results, Path place) throws IOException {
    switch (kind) {
      case ANNOTATED ->
          say(
              ClipFiles.annotated(
                  video, results.withSignals(), place.resolve("annotated" + ending("mp4"))));
      case SHOTS -> {
        ClipFormat chosen = ClipFormat.of(place.resolve("shot" + ending("mp4")));
        for (Path file : ClipFiles.split(video, shots(results), place, chosen)) {
          say(file);
        }
      }
      case SHEET ->
          say(ClipFiles.contactSheet(video, shots(results)).save(place.resolve("sheet.png")));
    }
  }

  private static List<Interval> shots(SavedResults results) {
    Optional<MeasuredTable> cuts = results.table("cut_analysis");
    if (cuts.isEmpty()) {
      throw new IllegalArgumentException(
          "these results hold no table cut_analysis, which says where shots begin");
    }
    return ShotIntervals.of(cuts, results.durationS());
  }

  private String ending(String usual) {
    return "." + format.orElse(usual).toLowerCase(Locale.ROOT);
  }

  private static Interval stretch(String words) {
    Matcher seconds = MOMENT.matcher(words);
    if (!seconds.matches()) {
      throw new IllegalArgumentException(words + ": write a moment as FROM-TO, for example 2.5-4");
    }
    return new Interval(Double.parseDouble(seconds.group(1)), Double.parseDouble(seconds.group(2)));
  }

  private Video video(SavedResults results) throws IOException {
    Optional<Path> file =
        media.isPresent()
            ? Optional.of(results.manifest().requireMedia(media.get()))
            : results.manifest().findMedia();
    return Video.open(
        file.orElseThrow(() ->
            new IllegalArgumentException(
                "the clip was not found in or beside the results: name it with --media FILE")));
  }

  private void say(Path file) {
    if (json.isWanted()) {
      JsonOption.print(spec.commandLine().getOut(), Map.of("file", file.toString()));
    } else {
      spec.commandLine().getOut().println(file);
    }
  }
}
