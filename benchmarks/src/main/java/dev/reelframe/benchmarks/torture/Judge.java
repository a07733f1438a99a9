package dev.reelframe.benchmarks.torture;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One damaged file, and what the library makes of it. */
final class Judge {
  /** An answer that takes longer is none. */
  private static final double HANG_S = 20;

  /** A stream of which less came out is not whole. */
  private static final double WHOLE_SHARE = 0.9;

  /** From the best to the worst. */
  private static final List<String> WORDS = List.of("skipped", "empty", "ok", "degraded", "failed");

  private final Pipeline pipeline;
  private final Path ffprobe;
  private final Whole whole;
  private final Path file;
  private final List<String> faults = new ArrayList<>();
  private String outcome = "died";
  private double seconds;
  private boolean shorter;

  Judge(Pipeline pipeline, Path ffprobe, Whole whole, Path file) {
    this.pipeline = pipeline;
    this.ffprobe = ffprobe;
    this.whole = whole;
    this.file = file;
  }

  void run() {
    long start = System.nanoTime();
    try {
      Analysis first = pipeline.run(Video.open(file));
      seconds = (System.nanoTime() - start) / 1e9;
      outcome =
          first.results().stream()
              .map(r -> r.state().word())
              .max(Comparator.comparing(WORDS::indexOf))
              .orElseThrow();
      requireTypedErrors(first);
      requireTrueStates(first);
      if (outcome.equals("degraded")) {
        requireSame(first, pipeline.run(Video.open(file)));
      }
    } catch (MediaException e) {
      seconds = (System.nanoTime() - start) / 1e9;
      outcome = "refused";
      if (!e.expected() || e.getMessage().isBlank()) {
        fault(Verdict.DEATH, e);
      }
    } catch (Exception | Error e) {
      fault(Verdict.DEATH, e);
    }
    if (seconds > HANG_S) {
      fault(Verdict.HANG, String.format(Locale.ROOT, "%.1f s", seconds));
    }
  }

  /** An analyzer may fail because there is nothing to look at, and for no other reason. */
  private void requireTypedErrors(Analysis run) {
    for (AnalyzerResult result : run.results()) {
      if (result.state() instanceof State.Failed f && !f.error().equals("MediaDamaged")) {
        fault(Verdict.DEATH, result.name() + " " + f.reason());
      }
    }
  }

  private void requireTrueStates(Analysis run) throws IOException {
    Map<Kind, Double> amount = Whole.amount(run.end());
    for (AnalyzerResult result : run.results()) {
      Kind kind =
          result.spec().views().stream().anyMatch(Audio.class::isInstance)
              ? Kind.AUDIO
              : Kind.VIDEO;
      boolean saysWhole =
          result.state() instanceof State.Ok || result.state() instanceof State.Empty;
      if (!saysWhole) {
        continue;
      }
      double share = amount.get(kind) / whole.amount().get(kind);
      if (share == 0) {
        fault(Verdict.WRONG, result.name() + " is " + result.state().word() + " of nothing");
      } else if (share < WHOLE_SHARE) {
        requireNothingSaid(result, kind, share, run.end().durationS());
      }
    }
  }

  /** Less than the whole and no complaint: right only where the file itself says nothing else. */
  private void requireNothingSaid(AnalyzerResult result, Kind kind, double share, double durationS)
      throws IOException {
    Whole said = Whole.of(ffprobe, file, Map.of());
    double stated = said.statedS().getOrDefault(kind, 0.0);
    double packets =
        (double) said.packets().getOrDefault(kind, 0L) / whole.packets().getOrDefault(kind, 1L);
    if (stated * WHOLE_SHARE > durationS || packets * WHOLE_SHARE > share) {
      fault(
          Verdict.WRONG,
          String.format(
              Locale.ROOT,
              "%s is %s of %.0f %% (%.2f s); the file states %.2f s and holds %.0f %% of the packets",
              result.name(),
              result.state().word(),
              100 * share,
              durationS,
              stated,
              100 * packets));
    } else {
      shorter = true;
    }
  }

  private void requireSame(Analysis first, Analysis second) throws IOException {
    if (!content(first).equals(content(second))) {
      fault(Verdict.DIFFERENT, "two runs gave two results");
    }
  }

  /** States with their reasons, and what stands in the files of the tables. */
  private Map<String, String> content(Analysis run) throws IOException {
    Map<String, String> content = new TreeMap<>();
    Path folder = Files.createTempDirectory("tables");
    for (AnalyzerResult result : run.results()) {
      content.put(result.name(), result.state().toString());
      if (result.table().isPresent()) {
        for (Path each : TableFiles.write(result.table().get(), folder, List.of(TableFormat.CSV))) {
          content.put(each.getFileName().toString(), Files.readString(each));
          Files.delete(each);
        }
      }
    }
    Files.delete(folder);
    return content;
  }

  private void fault(String kind, Object what) {
    faults.add(kind + ": " + what);
  }

  String outcome() {
    return outcome;
  }

  double seconds() {
    return seconds;
  }

  boolean shorter() {
    return shorter;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }
}
