package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clips, analyzers and a grid of parameters; every clip is run with every point of the grid, in
 * rounds, in an order of its own in each. Immutable.
 *
 * <pre>{@code
 * Experiment.of(cuts(), colors())
 *     .clip("clip.mp4", "clip.truth.json")
 *     .vary("cut_analysis.sensitivity", 0.4, 0.5, 0.6)
 *     .vary("workers", 1, 2)
 *     .repeats(5)
 *     .run()
 * }</pre>
 *
 * <p>{@link #run()} gives a row per clip, configuration and measure; its signal has a row per
 * trial.
 */
public final class Experiment {
  private final String name;
  private final List<TrialClip> subjects;
  private final List<Analyzer> analyzers;
  private final Map<String, List<Object>> grid;
  private final int warmups;
  private final int repeats;
  private final long seed;
  private final Optional<Path> folder;

  /** Hears of each trial. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A trial ended.
     *
     * @param done how many have ended, warm-ups included
     * @param total how many there will be in this call
     * @param what clip and configuration
     */
    void ended(int done, int total, String what);
  }

  private Experiment(
      String name,
      List<TrialClip> subjects,
      List<Analyzer> analyzers,
      Map<String, List<Object>> grid,
      int warmups,
      int repeats,
      long seed,
      Optional<Path> folder) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("name '" + name + "': use letters, digits, . _ and -");
    }
    if (repeats < 1 || warmups < 0) {
      throw new IllegalArgumentException(
          "%d repeats after %d warm-ups: give at least 1 after 0".formatted(repeats, warmups));
    }
    this.name = name;
    this.subjects = List.copyOf(subjects);
    this.analyzers = List.copyOf(analyzers);
    this.grid = Collections.unmodifiableMap(new LinkedHashMap<>(grid));
    this.warmups = warmups;
    this.repeats = repeats;
    this.seed = seed;
    this.folder = folder;
  }

  /** Those analyzers, and all they require; one warm-up, three repeats, seed 1. */
  public static Experiment of(Analyzer... analyzers) {
    return new Experiment(
        "experiment", List.of(), List.of(analyzers), Map.of(), 1, 3, 1, Optional.empty());
  }

  /**
   * Reads a plan, or the manifest of an experiment that is to be repeated; docs/experiments.md
   * describes the file.
   *
   * @throws IllegalArgumentException where it is no such file, or a clip is not the one that was
   *     measured; the message says what is wrong
   * @throws UncheckedIOException where it cannot be read
   */
  public static Experiment read(Path file) {
    return PlanFile.read(file);
  }

  /** The name in reports and of the default folder. */
  public Experiment named(String other) {
    return with(other, subjects, grid, warmups, repeats, seed, folder);
  }

  /** One more clip. */
  public Experiment clip(String file) {
    return clip(new TrialClip(Path.of(file), Optional.empty()));
  }

  /** One more clip, with a file of what is known about it. */
  public Experiment clip(String file, String truth) {
    return clip(new TrialClip(Path.of(file), Optional.of(Path.of(truth))));
  }

  /** The clips of a corpus; addresses are refused, since what they give may change. */
  public Experiment clips(Corpus corpus) {
    Experiment all = this;
    for (String source : corpus.sources()) {
      all = all.clip(source);
    }
    return all;
  }

  Experiment clip(TrialClip subject) {
    if (!Files.isRegularFile(subject.file())) {
      throw new IllegalArgumentException(
          "no clip " + subject.file() + ": an experiment takes files that stay as they are");
    }
    if (subjects.stream().anyMatch(other -> other.name().equals(subject.name()))) {
      throw new IllegalArgumentException(
          "two clips are named "
              + subject.name()
              + ": rename one, tables tell them by their names");
    }
    List<TrialClip> more = new ArrayList<>(subjects);
    more.add(subject);
    return with(name, more, grid, warmups, repeats, seed, folder);
  }

  /**
   * One more axis of the grid.
   *
   * @param key {@code workers}, {@code device}, or an analyzer's name and that of its parameter:
   *     {@code cut_analysis.sensitivity}
   * @param values numbers, texts, booleans, or lists of texts
   */
  public Experiment vary(String key, Object... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(key + " has no values: give one or more");
    }
    Map<String, List<Object>> more = new LinkedHashMap<>(grid);
    more.put(key, List.of(values));
    return with(name, subjects, more, warmups, repeats, seed, folder);
  }

  /** Measured rounds. */
  public Experiment repeats(int rounds) {
    return with(name, subjects, grid, warmups, rounds, seed, folder);
  }

  /** Rounds before the measured ones; they are run and forgotten. */
  public Experiment warmups(int rounds) {
    return with(name, subjects, grid, rounds, repeats, seed, folder);
  }

  /** Decides the order of the trials. */
  public Experiment seed(long number) {
    return with(name, subjects, grid, warmups, repeats, number, folder);
  }

  /** Keeps trials, tables and the manifest there; an interrupted experiment goes on from them. */
  public Experiment into(Path results) {
    return with(name, subjects, grid, warmups, repeats, seed, Optional.of(results));
  }

  private Experiment with(
      String otherName,
      List<TrialClip> otherSubjects,
      Map<String, List<Object>> otherGrid,
      int otherWarmups,
      int otherRepeats,
      long otherSeed,
      Optional<Path> otherFolder) {
    return new Experiment(
        otherName,
        otherSubjects,
        analyzers,
        otherGrid,
        otherWarmups,
        otherRepeats,
        otherSeed,
        otherFolder);
  }

  public String name() {
    return name;
  }

  List<TrialClip> subjects() {
    return subjects;
  }

  List<Analyzer> analyzers() {
    return analyzers;
  }

  Map<String, List<Object>> grid() {
    return grid;
  }

  int warmups() {
    return warmups;
  }

  int repeats() {
    return repeats;
  }

  long seed() {
    return seed;
  }

  /** Runs all trials that are still to be run. */
  public MeasuredTable run() {
    return run((done, total, what) -> {});
  }

  /**
   * Runs all trials that are still to be run.
   *
   * @return median, least, most and spread per clip, configuration and measure; a row per trial as
   *     its signal
   * @throws IllegalArgumentException where a parameter is not one, before anything is run, or the
   *     folder holds another experiment
   * @throws java.util.concurrent.CancellationException where the thread is interrupted; what was
   *     measured is kept
   */
  public MeasuredTable run(Listener listener) {
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("an experiment needs a clip: add one with clip(file)");
    }
    List<Configuration> configurations = Configuration.all(grid);
    configurations.forEach(point -> point.pipeline(analyzers));
    Optional<Journal> journal =
        folder.map(results -> Journal.open(results, PlanFile.manifest(this)));
    List<TrialResult> done = new ArrayList<>(journal.map(Journal::done).orElse(List.of()));
    List<Trial> due = due(journal, configurations.size());
    for (int i = 0; i < due.size(); i++) {
      Trial trial = due.get(i);
      TrialClip subject = subjects.get(trial.subject());
      Configuration point = configurations.get(trial.configuration());
      TrialResult measured = TrialResult.of(trial, subject, point, analyzers);
      if (trial.round() > 0) {
        journal.ifPresent(j -> j.add(measured));
        done.add(measured);
      }
      listener.ended(i + 1, due.size(), (subject.name() + " " + point).strip());
    }
    MeasuredTable table = new TrialTables(subjects, grid, done).table(provenance());
    folder.ifPresent(results -> write(table, results));
    return table;
  }

  /** The trials that are not in the journal, after the warm-ups that any new process needs. */
  private List<Trial> due(Optional<Journal> journal, int configurations) {
    List<Trial> due = new ArrayList<>();
    for (int round = 1; round <= repeats; round++) {
      for (Trial trial : Trial.round(round, subjects.size(), configurations, seed)) {
        if (journal.isEmpty() || !journal.get().holds(trial)) {
          due.add(trial);
        }
      }
    }
    if (!due.isEmpty()) {
      for (int round = 0; round > -warmups; round--) {
        due.addAll(0, Trial.round(round, subjects.size(), configurations, seed));
      }
    }
    return due;
  }

  private Provenance provenance() {
    Map<String, String> how = new TreeMap<>();
    how.put("name", name);
    how.put("repeats", Integer.toString(repeats));
    how.put("warmups", Integer.toString(warmups));
    how.put("seed", Long.toString(seed));
    how.put("machine", HostInfo.words());
    how.put("java", HostInfo.java());
    how.put("reelframe", HostInfo.reelframe());
    return Provenance.of("experiment", "1", how);
  }

  private static void write(MeasuredTable table, Path results) {
    try {
      TableFiles.write(table, results, EnumSet.of(TableFormat.CSV, TableFormat.PARQUET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
