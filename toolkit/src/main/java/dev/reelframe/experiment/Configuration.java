package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Parameters;
import dev.reelframe.models.Device;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One point of the grid.
 *
 * @param values by {@code workers}, {@code device}, {@code <analyzer>.<parameter>} or the name of a
 *     factor, in the order of the grid
 */
record Configuration(Map<String, Object> values) {
  static final String WORKERS = "workers";
  static final String DEVICE = "device";
  static final String ONLY = "only";
  static final String MODELS = "models";
  static final String CLIPS_AT_ONCE = "clips_at_once";

  /** The axes that are no analyzer's parameter. */
  static final List<String> OF_THE_RUN = List.of(WORKERS, DEVICE, ONLY, MODELS, CLIPS_AT_ONCE);

  Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The same without one of its keys. */
  Configuration without(String key) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.remove(key);
    return new Configuration(rest);
  }

  /** Every combination of a grid's values, the last key changing fastest. */
  static List<Configuration> all(Map<String, List<Object>> grid) {
    List<Map<String, Object>> all = List.of(Map.of());
    for (Map.Entry<String, List<Object>> axis : grid.entrySet()) {
      List<Map<String, Object>> more = new ArrayList<>();
      for (Map<String, Object> point : all) {
        for (Object value : axis.getValue()) {
          Map<String, Object> next = new LinkedHashMap<>(point);
          next.put(axis.getKey(), value);
          more.add(next);
        }
      }
      all = more;
    }
    return all.stream().map(Configuration::new).toList();
  }

  /**
   * The pipeline of this point.
   *
   * @throws IllegalArgumentException where a key or a value does not fit; the message says what
   *     does
   */
  Pipeline pipeline(
      List<Analyzer> analyzers, Map<String, Map<String, UnaryOperator<Pipeline>>> factors) {
    Map<String, Object> parameters = new LinkedHashMap<>(values);
    parameters.keySet().removeAll(OF_THE_RUN);
    parameters.keySet().removeAll(factors.keySet());
    for (String key : parameters.keySet()) {
      if (key.indexOf('.') < 0) {
        throw new IllegalArgumentException(
            "'%s' varies nothing%s: write one of %s or <analyzer>.<parameter>, or give it levels"
                .formatted(key, Parameters.nearest(key, OF_THE_RUN), OF_THE_RUN));
      }
    }
    Pipeline pipeline = Pipeline.of(analyzers).set(parameters).progress(Progress.SILENT);
    if (values.containsKey(ONLY)) {
      pipeline = pipeline.only(names(values.get(ONLY)));
    }
    if (values.containsKey(WORKERS)) {
      pipeline = pipeline.workers(workers(values.get(WORKERS)));
    }
    if (values.containsKey(DEVICE)) {
      pipeline = pipeline.on(Device.parse(String.valueOf(values.get(DEVICE))));
    }
    for (Map.Entry<String, Map<String, UnaryOperator<Pipeline>>> factor : factors.entrySet()) {
      pipeline = factor.getValue().get(values.get(factor.getKey())).apply(pipeline);
    }
    return pipeline;
  }

  private static Set<String> names(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.toSet())
        : Set.of(String.valueOf(value));
  }

  /** Where models come from while this point is run. */
  ModelSource models() {
    return values.containsKey(MODELS)
        ? ModelSource.of(String.valueOf(values.get(MODELS)))
        : ModelSource.AS_IT_IS;
  }

  /** How many copies of a clip are run side by side; 0 where it is run once, by itself. */
  int clipsAtOnce() {
    return values.containsKey(CLIPS_AT_ONCE) ? workers(values.get(CLIPS_AT_ONCE)) : 0;
  }

  private static int workers(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException(value + ": give a whole number");
  }

  /**
   * The name of a key's column: {@code cut_analysis.sensitivity} is {@code
   * cut_analysis_sensitivity}.
   */
  static String column(String key) {
    return key.replace('.', '_');
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    values.forEach((key, value) -> words.add(key + "=" + value));
    return String.join(", ", words);
  }
}
