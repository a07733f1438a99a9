package dev.reelframe.experiment;

import dev.reelframe.chart.Picture;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an experiment showed. Times in it depend on the machine; {@link #warnings()} says what
 * speaks against trusting them.
 */
public final class ExperimentResult {
  private static final List<String> MAIN =
      List.of("wall_s", "cpu_s", "peak_memory_mib", "gpu_energy_j");

  private final Trials trials;
  private final Provenance provenance;
  private final State state;

  ExperimentResult(Trials trials, Provenance provenance, State state) {
    this.trials = trials;
    this.provenance = provenance;
    this.state = state;
  }

  /**
   * What was measured into a folder, without running anything; its clips need not be there.
   *
   * @throws IllegalArgumentException where there is none, or only a part of one
   */
  public static ExperimentResult read(Path folder) {
    Design design = PlanFile.stored(folder);
    Trials trials = new Trials(design, Journal.results(folder));
    return new ExperimentResult(
        trials, Provenance.of("experiment", "2", Map.of("name", design.name)), trials.state());
  }

  static Path verdictFile(Path folder) {
    return folder.resolve("verdict.csv");
  }

  /**
   * Each setting against the baseline: the ratio of what it takes, its 95 % interval, and {@code
   * faster}, {@code slower} or {@code no_difference_shown} ({@code less} and {@code more} for what
   * is no time). For wall time, CPU time, memory, energy and the user's own measures.
   */
  public MeasuredTable verdict() {
    return verdicts(
        Stream.concat(MAIN.stream(), trials.design().measures.keySet().stream())
            .filter(trials.measures()::contains)
            .toList());
  }

  /**
   * The same for other measures, for example {@code text_overlay_fold_cpu_s}.
   *
   * @throws IllegalArgumentException naming the known ones, where one was not measured
   */
  public MeasuredTable verdict(String... measures) {
    return verdicts(Stream.of(measures).map(this::known).toList());
  }

  private MeasuredTable verdicts(List<String> measures) {
    return new Verdicts(trials).table(measures, provenance, state);
  }

  /** Median, least, most and spread per clip, configuration and measure; trials as its signal. */
  public MeasuredTable summary() {
    return new TrialTables(trials).table(provenance, state);
  }

  /** A row per trial, a column per measure. */
  public MeasuredTable trials() {
    return summary().signal().orElseThrow();
  }

  /**
   * Cost and quality of each setting, and which no other setting beats in both (Pareto's front).
   *
   * @param cost for example {@code wall_s}
   * @param quality a measure against a truth or a reference, for example {@code cut_f1_ratio}
   * @throws IllegalArgumentException where one was not measured
   */
  public MeasuredTable tradeoff(String cost, String quality) {
    return new Tradeoff(trials, cost, quality).table(provenance);
  }

  /** A line for each setting: the ratio of a measure to the baseline's, with its interval. */
  public Picture ratios(String measure) {
    return new ResultPictures(trials).ratios(known(measure));
  }

  /**
   * How many times faster than the baseline, over a numeric axis of the grid, for example {@code
   * workers}.
   *
   * @throws IllegalArgumentException where there is no such axis
   */
  public Picture scaling(String axis) {
    return new ResultPictures(trials).scaling(axis, "wall_s");
  }

  /** {@link #tradeoff} as a picture: a point for each setting, the front joined. */
  public Picture tradeoffPicture(String cost, String quality) {
    return new ResultPictures(trials).tradeoff(cost, quality);
  }

  private String known(String measure) {
    if (!trials.measures().contains(measure)) {
      throw new IllegalArgumentException(
          "no measure is named " + measure + ": there are " + trials.measures());
    }
    return measure;
  }

  Trials data() {
    return trials;
  }

  /** What speaks against trusting the figures; empty where nothing does. */
  public List<String> warnings() {
    return Doubts.of(trials);
  }

  /** Degraded where trials broke, or the time was over before all rounds were run. */
  public State state() {
    return state;
  }

  /** {@code verdict}, {@code experiment} and {@code experiment.signal}, as CSV and Parquet. */
  void write(Path folder) throws IOException {
    EnumSet<TableFormat> formats = EnumSet.of(TableFormat.CSV, TableFormat.PARQUET);
    TableFiles.write(summary(), folder, formats);
    List<String> costs =
        trials.measures().stream().filter(measure -> trials.kind(measure).cost()).toList();
    TableFiles.write(verdicts(costs), folder, formats);
    if (trials.design().configurations().size() > 1 && trials.measures().contains("wall_s")) {
      ratios("wall_s").save(folder.resolve("ratios.svg"));
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(verdict().printAll());
    warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
    return text.toString();
  }
}
