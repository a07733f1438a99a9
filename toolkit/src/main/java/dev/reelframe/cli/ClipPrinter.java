package dev.reelframe.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.CorpusAnalysis.Clip;
import dev.reelframe.pipeline.CorpusAnalysis.Ended;
import dev.reelframe.pipeline.CorpusListener;
import dev.reelframe.pipeline.Tally;
import dev.reelframe.table.SchemaJson;
import dev.reelframe.table.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Tells of each clip when it has ended: a summary, or a line of JSON; what went wrong on standard
 * error.
 */
final class ClipPrinter implements CorpusListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final TerminalProgress bar;
  private final Optional<Path> trace;
  private int exitCode;

  /**
   * @param bar steps aside while something is printed
   * @param trace where a trace of each clip is to be written
   */
  ClipPrinter(CommandLine command, boolean json, TerminalProgress bar, Optional<Path> trace) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.json = json;
    this.bar = bar;
    this.trace = trace;
  }

  /** The largest that a clip gave. */
  int exitCode() {
    return exitCode;
  }

  @Override
  public void remade(Clip clip, String reason) {
    err.println(clip.folder() + " is made again: " + reason);
  }

  @Override
  public void ended(Clip clip, Optional<Analysis> analysis, Tally tally) {
    bar.pause();
    if (clip.analyzers().stream().anyMatch(e -> e.state() instanceof State.Failed)) {
      exitCode = Math.max(exitCode, 1);
    }
    if (analysis.isEmpty()) {
      err.println(clip.source() + " is done already: " + clip.folder());
      return;
    }
    if (json) {
      out.println(line(clip, analysis.get()));
    } else {
      out.println(analysis.get().video());
      out.print(SummaryText.of(analysis.get()));
      out.println("Written to " + clip.folder());
    }
    trace.ifPresent(file -> trace(analysis.get(), traceOf(file, clip, tally)));
    tell(tally);
  }

  private void trace(Analysis run, Path file) {
    try {
      run.trace(file);
    } catch (IOException e) {
      err.println("reelframe: the trace " + file + " cannot be written: " + e.getMessage());
      exitCode = Math.max(exitCode, 1);
    }
  }

  /** Of several clips each has its name in the file's, before the ending. */
  private static Path traceOf(Path file, Clip clip, Tally tally) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
    return tally.clips() == 1
        ? file
        : file.resolveSibling(name.substring(0, dot) + "-" + clip.name() + name.substring(dot));
  }

  @Override
  public void failed(Clip clip, Exception why, Tally tally) {
    bar.pause();
    CommandFailure failure = CommandFailure.of(why);
    err.println(WrappedText.of("reelframe: " + failure.message(), "  "));
    exitCode = Math.max(exitCode, failure.exitCode());
    tell(tally);
  }

  /** Where no bar shows it. */
  private void tell(Tally tally) {
    if (tally.clips() > 1 && !bar.isShown()) {
      err.println(tally.line());
    }
  }

  private static ObjectNode line(Clip clip, Analysis run) {
    ObjectNode line = JSON.createObjectNode();
    line.put("source", clip.source());
    line.put("folder", clip.folder().toString());
    line.put("duration_s", run.durationS());
    line.put("wall_s", run.cost().wallS());
    line.put("where_the_time_went", run.whereTheTimeWent());
    ArrayNode analyzers = line.putArray("analyzers");
    for (Ended each : clip.analyzers()) {
      ObjectNode node = analyzers.addObject().put("name", each.analyzer());
      node.setAll(SchemaJson.state(each.state()));
      each.rows().ifPresent(rows -> node.put("rows", rows));
      if (!clip.made().contains(each.analyzer())) {
        node.put("kept", true);
      }
    }
    return line;
  }
}
