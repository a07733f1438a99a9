package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.models.Device;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One point of the grid.
 *
 * @param values by {@code workers}, {@code device}, {@code <analyzer>.<parameter>} or the name of a
 *     factor, in the order of the grid
 */
record Configuration(Map<String, Object> values) {
  static final String WORKERS = "workers";
  static final String DEVICE = "device";

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
    parameters.keySet().removeAll(List.of(WORKERS, DEVICE));
    parameters.keySet().removeAll(factors.keySet());
    for (String key : parameters.keySet()) {
      if (key.indexOf('.') < 0) {
        throw new IllegalArgumentException(
            "'%s' varies nothing: write workers, device or <analyzer>.<parameter>, or give it levels"
                .formatted(key));
      }
    }
    Pipeline pipeline = Pipeline.of(analyzers).set(parameters).progress(Progress.SILENT);
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

  private static int workers(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException("workers " + value + ": give a whole number");
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
