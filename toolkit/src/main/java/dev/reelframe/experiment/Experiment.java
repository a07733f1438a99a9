package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.Pipeline;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Clips, analyzers and a grid of parameters; every clip is run with every point of the grid, in
 * rounds, in an order of its own in each. Immutable.
 *
 * <pre>{@code
 * Experiment.of(cuts(), colors())
 *     .clip("clip.mp4", "clip.truth.json")
 *     .vary("cut_analysis.sensitivity", 0.4, 0.5, 0.6)
 *     .level("decoder", "as it is", pipeline -> pipeline)
 *     .level("decoder", "one worker", pipeline -> pipeline.workers(1))
 *     .repeats(10)
 *     .run()
 *     .verdict()
 * }</pre>
 *
 * <p>Settings are compared with the baseline: the first value of each axis, unless {@link
 * #baseline} names another.
 */
public final class Experiment {
  private final Design design;

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

  private Experiment(Design design) {
    if (!design.name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "name '" + design.name + "': use letters, digits, . _ and -");
    }
    if (design.repeats < 1 || design.warmups < 0) {
      throw new IllegalArgumentException(
          "%d repeats after %d warm-ups: give at least 1 after 0"
              .formatted(design.repeats, design.warmups));
    }
    this.design = design;
  }

  /** Those analyzers, and all they require; one warm-up, three repeats, seed 1. */
  public static Experiment of(Analyzer... analyzers) {
    return new Experiment(new Design().with(d -> d.analyzers = List.of(analyzers)));
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

  /**
   * The experiment that was run into a folder, to be repeated: clips are found by their hashes,
   * also where the folder is another one now; parameters are those that were measured, analyzers
   * those of this version, and {@link ExperimentComparison} says what differs.
   *
   * @param results holds {@code experiment.json}
   * @param media folders in which clips are looked for first
   * @throws IllegalArgumentException where there is none or only a part of one, or a clip is not
   *     found
   */
  public static Experiment load(Path results, Path... media) {
    return PlanFile.load(results, List.of(media)).with(d -> d.origin = Optional.of(results));
  }

  /**
   * Compares two experiments, for example one and its repetition.
   *
   * @throws IllegalArgumentException where they cannot be compared; the message says why
   */
  public static ExperimentComparison compare(Path before, Path after) {
    return ExperimentComparison.of(before, after);
  }

  private Experiment with(Consumer<Design> change) {
    return new Experiment(design.with(change));
  }

  /** The name in reports and of the default folder. */
  public Experiment named(String other) {
    return with(d -> d.name = other);
  }

  /** One more clip. */
  public Experiment clip(String file) {
    return clip(new TrialClip(Path.of(file), Optional.empty()));
  }

  /**
   * One more clip, with what is known about it.
   *
   * @param truth a file (docs/experiments.md), or the folder of a saved run whose tables stand for
   *     the truth
   */
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
    if (design.subjects.stream().anyMatch(other -> other.name().equals(subject.name()))) {
      throw new IllegalArgumentException(
          "two clips are named "
              + subject.name()
              + ": rename one, tables tell them by their names");
    }
    return with(d -> d.subjects.add(subject));
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
    return with(d -> d.grid.put(key, List.of(values)));
  }

  /**
   * One more level of a factor of one's own: what the pipeline is like there.
   *
   * @param factor name of the axis
   * @param level name of the level; the first one is the baseline
   */
  public Experiment level(String factor, String level, UnaryOperator<Pipeline> change) {
    if (!factor.matches("[A-Za-z0-9_ -]+")) {
      throw new IllegalArgumentException(
          "factor '" + factor + "': use letters, digits, _, - and blanks");
    }
    return with(d -> {
      d.factors.computeIfAbsent(factor, f -> new LinkedHashMap<>()).put(level, change);
      d.grid.put(factor, new ArrayList<>(d.factors.get(factor).keySet()));
    });
  }

  /**
   * One more measure of each run.
   *
   * @param name with its unit as a suffix; one that ends in {@code _s} is a time
   */
  public Experiment measure(String name, ToDoubleFunction<Analysis> of) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("measure '" + name + "': use snake_case");
    }
    return with(d -> d.measures.put(name, of));
  }

  /** Settings are compared with this value of an axis instead of its first. */
  public Experiment baseline(String key, Object value) {
    return with(d -> d.baseline.put(key, value));
  }

  /**
   * The tables of each run are compared with those of the baseline, which is run once more for it:
   * {@code <table>_same_rows_ratio} says how many rows a setting loses or adds.
   */
  public Experiment judgedByBaseline() {
    return with(d -> d.judgedByBaseline = true);
  }

  /** Measured rounds. */
  public Experiment repeats(int rounds) {
    return with(d -> d.repeats = rounds);
  }

  /** Rounds before the measured ones; they are run and forgotten. */
  public Experiment warmups(int rounds) {
    return with(d -> d.warmups = rounds);
  }

  /**
   * No round is begun that would probably end later than this; what is left can be run by another
   * call into the same folder.
   */
  public Experiment budget(Duration most) {
    return with(d -> d.budget = Optional.of(most));
  }

  /** Decides the order of the trials. */
  public Experiment seed(long number) {
    return with(d -> d.seed = number);
  }

  /** Keeps trials, tables and the manifest there; an interrupted experiment goes on from them. */
  public Experiment into(Path results) {
    return with(d -> d.folder = Optional.of(results));
  }

  /** A loaded one needs these before it can be run. */
  Experiment expecting(List<String> code) {
    return with(d -> d.code = List.copyOf(code));
  }

  /**
   * Runs a loaded experiment again, into {@code repeats/1}, {@code repeats/2} and so on of its
   * folder; one that was interrupted goes on.
   *
   * @throws IllegalStateException where it was not loaded
   */
  public ExperimentResult repeat() {
    Path origin =
        design.origin.orElseThrow(() ->
            new IllegalStateException(
                "only a loaded experiment is repeated: Experiment.load(dir)"));
    int number = 1;
    while (Files.exists(ExperimentResult.verdictFile(origin.resolve("repeats/" + number)))) {
      number++;
    }
    return into(origin.resolve("repeats/" + number)).run();
  }

  /** The name of the experiment, which its folder has too. */
  public String name() {
    return design.name;
  }

  Design design() {
    return design;
  }

  /** Runs all trials that are still to be run. */
  public ExperimentResult run() {
    return run((done, total, what) -> {});
  }

  /**
   * Runs all trials that are still to be run.
   *
   * @throws IllegalArgumentException where a parameter is not one, before anything is run, or the
   *     folder holds another experiment
   * @throws java.util.concurrent.CancellationException where the thread is interrupted; what was
   *     measured is kept
   */
  public ExperimentResult run(Listener listener) {
    return new ExperimentRun(design).result(listener);
  }
}
