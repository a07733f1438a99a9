package dev.reelframe.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.fetch.Sources;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.media.DecoderProgram;
import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import dev.reelframe.models.ModelUnavailable;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.ClipNames;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.Resume;
import dev.reelframe.pipeline.RunFolder;
import dev.reelframe.table.SchemaJson;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe analyze}: sources in, a folder of tables per source out. */
@Command(
    name = "analyze",
    description = "Analyse videos; write tables, analysis.json and a report per video.",
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "video files, or http(s) addresses of clips or their pages")
  private List<String> sources;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "where to write (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "these analyzers, and those they need")
  private Set<String> only;

  @Option(
      names = "--set",
      paramLabel = "ANALYZER.PARAMETER=VALUE",
      description = "a parameter, as docs/tables.md names it; may be repeated")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      defaultValue = "csv,parquet",
      description = "csv, json, parquet (default: ${DEFAULT-VALUE})")
  private List<String> formats;

  @Option(
      names = "--device",
      defaultValue = "auto",
      description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "analyzers at work at the same time (default: one per core)")
  private Integer workers;

  @Option(
      names = "--resume",
      description =
          "leave out videos whose results are here already: of the same file, the same analyzers,"
              + " parameters and models, no file missing or changed")
  private boolean resume;

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      description = "fetch from this host though its address is not public; may be repeated")
  private List<String> allowedHosts = List.of();

  @Mixin private MediaOptions media;

  @Option(names = "--json", description = "one line of JSON per video on standard output")
  private boolean json;

  @Override
  public Integer call() {
    Set<TableFormat> chosen = formats();
    Pipeline pipeline = pipeline();
    Sources fetching = sources();
    ClipNames names = new ClipNames();
    requireFolder();
    warnOfTheDecoder();
    int exit = 0;
    for (String source : new LinkedHashSet<>(sources)) {
      exit = Math.max(exit, analyze(source, fetching, pipeline, chosen, names));
    }
    return exit;
  }

  /** Hours of work are not to end with a folder that cannot be written. */
  private void requireFolder() {
    Path there = out.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new ParameterException(spec.commandLine(), there + " is a file: give --out a folder");
    }
    if (!Files.isWritable(there)) {
      throw new ParameterException(
          spec.commandLine(), "no permission to write in " + there + ": choose another --out");
    }
  }

  private void warnOfTheDecoder() {
    try {
      DecoderProgram.current()
          .warning()
          .ifPresent(word -> spec.commandLine().getErr().println("reelframe: " + word));
    } catch (DecoderFailed e) {
      // Each source says so in its turn.
    }
  }

  private Set<TableFormat> formats() {
    Set<TableFormat> chosen = EnumSet.noneOf(TableFormat.class);
    try {
      formats.forEach(f -> chosen.add(TableFormat.named(f)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return chosen;
  }

  private Pipeline pipeline() {
    try {
      Pipeline pipeline = Pipeline.standard().set(parameters);
      pipeline = only == null ? pipeline : pipeline.only(only);
      pipeline = workers == null ? pipeline : pipeline.workers(workers);
      requireAllRun(pipeline);
      return pipeline.on(Device.parse(device));
    } catch (IllegalArgumentException | NoDevice | ModelUnavailable e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void requireAllRun(Pipeline pipeline) {
    List<String> run = pipeline.analyzers().stream().map(a -> a.spec().name()).toList();
    for (String key : parameters.keySet()) {
      String analyzer = key.substring(0, key.indexOf('.'));
      if (!run.contains(analyzer)) {
        throw new IllegalArgumentException(
            "--set " + key + ": " + analyzer + " does not run; name it with --only");
      }
    }
  }

  private int analyze(
      String source,
      Sources fetching,
      Pipeline pipeline,
      Set<TableFormat> chosen,
      ClipNames names) {
    PrintWriter result = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<Path> folder = Optional.empty();
    try {
      Video video = open(source, fetching);
      folder = Optional.of(out.resolve(names.next(video.name())));
      if (resume && isDone(source, folder.get(), video, pipeline, chosen)) {
        return 0;
      }
      try (RunFolder target = RunFolder.claim(folder.get());
          TerminalProgress bar = TerminalProgress.onTerminal(video.name())) {
        Analysis run = pipeline.progress(bar).run(video);
        run.save(target, chosen);
        bar.close();
        report(result, source, run, folder.get());
        return run.results().stream().anyMatch(r -> r.state() instanceof State.Failed) ? 1 : 0;
      }
    } catch (Exception e) {
      if (folder.isEmpty()) {
        names.next(ClipNames.of(source)); // others keep their folders when it can be had again
      }
      CommandFailure failure = CommandFailure.of(e);
      err.println("reelframe: " + failure.message());
      return failure.exitCode();
    }
  }

  private Video open(String source, Sources fetching) {
    try (FetchBar bar = new FetchBar()) {
      return media.open(source, fetching.progress(bar));
    }
  }

  private Sources sources() {
    try {
      return Sources.standard().allow(allowedHosts.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private boolean isDone(
      String source, Path folder, Video video, Pipeline pipeline, Set<TableFormat> chosen)
      throws IOException {
    Optional<String> missing = Resume.missing(folder, video, pipeline, chosen);
    if (missing.isEmpty()) {
      spec.commandLine().getErr().println(source + " is done already: " + folder);
    } else if (Files.isDirectory(folder)) {
      spec.commandLine().getErr().println(folder + " is made again: " + missing.get());
    }
    return missing.isEmpty();
  }

  private void report(PrintWriter result, String source, Analysis run, Path folder) {
    if (!json) {
      result.println(run.video());
      result.print(SummaryText.of(run));
      result.println("Written to " + folder);
      return;
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("source", source);
    line.put("folder", folder.toString());
    line.put("duration_s", run.durationS());
    line.put("wall_s", run.cost().wallS());
    ArrayNode analyzers = line.putArray("analyzers");
    for (AnalyzerResult each : run.results()) {
      ObjectNode node = analyzers.addObject().put("name", each.name());
      node.setAll(SchemaJson.state(each.state()));
      each.table().ifPresent(t -> node.put("rows", t.rowCount()));
    }
    result.println(line);
  }
}
