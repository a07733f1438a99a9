package dev.reelframe.cli;

import dev.reelframe.fetch.Sources;
import dev.reelframe.media.DecoderProgram;
import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import dev.reelframe.models.ModelUnavailable;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.CorpusRun;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "SOURCE",
      description =
          "video files, folders of them, patterns ('clips/**/*.mp4'), http(s) addresses of clips or"
              + " their pages, @FILE for a list of any of these")
  private List<String> sources = List.of();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "a source in each line of this file; may be repeated")
  private List<Path> lists = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "where to write (default: ${DEFAULT-VALUE})")
  private Path out;

  @Mixin private AnalyzerOptions analyzers;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      defaultValue = "csv,parquet",
      description =
          "csv, json, parquet, arrow, or csv-safe for spreadsheets: no cell is a formula"
              + " (default: ${DEFAULT-VALUE})")
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
          "make only the tables that are not here already: of the same file, by the same version of"
              + " the analyzer, with the same parameters and models, no file missing or changed")
  private boolean resume;

  @Option(
      names = "--clips",
      paramLabel = "N",
      description = "clips in work at the same time (default: one per core, as memory allows)")
  private Integer atOnce;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "write what was done when as a trace for ui.perfetto.dev or chrome://tracing; of several"
              + " clips one each, their names in the file's")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      description = "fetch from this host though its address is not public; may be repeated")
  private List<String> allowedHosts = List.of();

  @Mixin private MediaOptions media;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    Set<TableFormat> chosen = formats();
    Pipeline pipeline = pipeline();
    Sources fetching = fetching();
    Corpus corpus = corpus();
    OutputFolder.require(out);
    warnOfTheDecoder();
    try (TerminalProgress bar = TerminalProgress.onTerminal();
        Interrupt interrupt = Interrupt.catching()) {
      ClipPrinter printer = new ClipPrinter(spec.commandLine(), json.isWanted(), bar, trace);
      CorpusRun run =
          CorpusRun.of(corpus, out)
              .formats(chosen)
              .resume(resume)
              .opener(source -> open(source, fetching))
              .listener(printer);
      run = atOnce == null ? run : run.atOnce(atOnce);
      run.run(pipeline.progress(bar));
      return printer.exitCode();
    }
  }

  private Corpus corpus() {
    List<String> words = new ArrayList<>(sources);
    lists.forEach(list -> words.add("@" + list));
    if (words.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'SOURCE', or --list FILE");
    }
    return Corpus.named(words);
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
      Pipeline pipeline = analyzers.pipeline();
      pipeline = workers == null ? pipeline : pipeline.workers(workers);
      pipeline = trace.isPresent() ? pipeline.recordingKernels() : pipeline;
      return pipeline.on(Device.parse(device));
    } catch (ModelUnavailable e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private Video open(String source, Sources fetching) {
    try (FetchBar bar = new FetchBar()) {
      return media.open(source, fetching.progress(bar));
    }
  }

  private Sources fetching() {
    try {
      return Sources.standard().allow(allowedHosts.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
