package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** All that an experiment consists of. Changed only while it is made, in {@link #with}. */
final class Design {
  String name = "experiment";
  List<TrialClip> subjects = new ArrayList<>();
  List<Analyzer> analyzers = new ArrayList<>();

  /** Values by {@code workers}, {@code device}, {@code analyzer.parameter} or a factor's name. */
  Map<String, List<Object>> grid = new LinkedHashMap<>();

  /** What each level of a factor of the user's own does to the pipeline. */
  Map<String, Map<String, UnaryOperator<Pipeline>>> factors = new LinkedHashMap<>();

  /** Measures of the user's own. */
  Map<String, ToDoubleFunction<Analysis>> measures = new LinkedHashMap<>();

  /** The axes whose first value is not the baseline's. */
  Map<String, Object> baseline = new LinkedHashMap<>();

  boolean judgedByBaseline;
  int warmups = 1;
  int repeats = 3;
  long seed = 1;
  Optional<Duration> budget = Optional.empty();
  Optional<Path> folder = Optional.empty();

  /** The folder that it was loaded from. */
  Optional<Path> origin = Optional.empty();

  /** Factors and measures that are code and must be given before it can be run again. */
  List<String> code = List.of();

  /** This one with a change; it stays as it is. */
  Design with(Consumer<Design> change) {
    Design copy = new Design();
    copy.name = name;
    copy.subjects = new ArrayList<>(subjects);
    copy.analyzers = new ArrayList<>(analyzers);
    copy.grid = new LinkedHashMap<>(grid);
    factors.forEach((factor, levels) -> copy.factors.put(factor, new LinkedHashMap<>(levels)));
    copy.measures = new LinkedHashMap<>(measures);
    copy.baseline = new LinkedHashMap<>(baseline);
    copy.judgedByBaseline = judgedByBaseline;
    copy.warmups = warmups;
    copy.repeats = repeats;
    copy.seed = seed;
    copy.budget = budget;
    copy.folder = folder;
    copy.origin = origin;
    copy.code = code;
    change.accept(copy);
    return copy;
  }

  /** Makes sure that all is there to be run. */
  void check() {
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("an experiment needs a clip: add one with clip(file)");
    }
    for (String name : code) {
      if (!factors.containsKey(name) && !measures.containsKey(name)) {
        throw new IllegalArgumentException(
            name + " is code, which no file holds: add it with level(...) or measure(...)");
      }
    }
    configurations().forEach(this::pipeline);
    baselineIndex();
  }

  /** Every point of the grid. */
  List<Configuration> configurations() {
    return Configuration.all(grid);
  }

  /**
   * Which point the others are compared with.
   *
   * @throws IllegalArgumentException where the grid does not hold it
   */
  int baselineIndex() {
    Map<String, Object> point = new LinkedHashMap<>();
    grid.forEach((key, values) -> point.put(key, baseline.getOrDefault(key, values.getFirst())));
    for (Map.Entry<String, Object> wanted : baseline.entrySet()) {
      List<Object> values = grid.getOrDefault(wanted.getKey(), List.of());
      if (!values.contains(wanted.getValue())) {
        throw new IllegalArgumentException(
            "the baseline %s=%s is not in the grid: %s has %s"
                .formatted(wanted.getKey(), wanted.getValue(), wanted.getKey(), values));
      }
    }
    return configurations().indexOf(new Configuration(point));
  }

  /**
   * The pipeline of a point.
   *
   * @throws IllegalArgumentException where a key or a value does not fit; the message says what
   *     does
   */
  Pipeline pipeline(Configuration point) {
    return point.pipeline(analyzers, factors);
  }
}
