package dev.reelframe.experiment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.models.Device;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One point of the grid.
 *
 * @param values by {@code workers}, {@code device} or {@code <analyzer>.<wither>}, in the order of
 *     the grid
 */
record Configuration(Map<String, Object> values) {
  static final String WORKERS = "workers";
  static final String DEVICE = "device";

  Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
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
  Pipeline pipeline(List<Analyzer> analyzers) {
    Map<String, Analyzer> wanted = new LinkedHashMap<>();
    analyzers.forEach(a -> wanted.put(a.card().name(), a));
    Map<String, Analyzer> known = new LinkedHashMap<>();
    Pipeline.of(analyzers).analyzers().forEach(a -> known.put(a.card().name(), a));
    values.forEach((key, value) -> {
      if (!key.equals(WORKERS) && !key.equals(DEVICE)) {
        String name = analyzer(key, known);
        Analyzer changed =
            Wither.named(key.substring(name.length() + 1)).apply(known.get(name), value);
        known.put(name, changed);
        wanted.put(name, changed);
      }
    });
    Pipeline pipeline = Pipeline.of(wanted.values()).progress(Progress.SILENT);
    if (values.containsKey(WORKERS)) {
      pipeline = pipeline.workers(workers(values.get(WORKERS)));
    }
    return values.containsKey(DEVICE)
        ? pipeline.on(Device.parse(String.valueOf(values.get(DEVICE))))
        : pipeline;
  }

  private static int workers(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException("workers " + value + ": give a whole number");
  }

  private static String analyzer(String key, Map<String, Analyzer> known) {
    int dot = key.indexOf('.');
    String name = dot < 0 ? key : key.substring(0, dot);
    if (dot < 0 || !known.containsKey(name)) {
      throw new IllegalArgumentException(
          "'%s' varies nothing: write workers, device or <analyzer>.<parameter> with one of %s"
              .formatted(key, known.keySet()));
    }
    return name;
  }

  /**
   * The name of a key's column: {@code audio_analysis.silentBelow} is {@code
   * audio_analysis_silent_below}.
   */
  static String column(String key) {
    return key.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    values.forEach((key, value) -> words.add(key + "=" + value));
    return String.join(", ", words);
  }
}
