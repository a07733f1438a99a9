package dev.reelframe.analyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of analyzers by the names that a user types: {@code text_overlay.every_s}. */
public final class Parameters {
  private Parameters() {}

  /**
   * The analyzers with some parameters set, in an order in which each analyzer takes them.
   *
   * @param values by name of an analyzer among them, a dot, name of a parameter; text, numbers or
   *     booleans
   * @throws IllegalArgumentException where a key names nothing, with the nearest names, or a value
   *     is out of range
   */
  public static List<Analyzer> set(List<Analyzer> analyzers, Map<String, ?> values) {
    List<Analyzer> changed = analyzers;
    Map<String, Object> waiting = new LinkedHashMap<>(values);
    Optional<IllegalArgumentException> refused = Optional.empty();
    while (!waiting.isEmpty()) {
      int before = waiting.size();
      for (Map.Entry<String, Object> value : List.copyOf(waiting.entrySet())) {
        try {
          changed = set(changed, value.getKey(), String.valueOf(value.getValue()));
          waiting.remove(value.getKey());
        } catch (IllegalArgumentException e) {
          refused = Optional.of(e); // it may fit when another of the analyzer's is set
        }
      }
      if (waiting.size() == before) {
        throw refused.orElseThrow();
      }
    }
    return changed;
  }

  private static List<Analyzer> set(List<Analyzer> analyzers, String key, String value) {
    int dot = key.indexOf('.');
    String name = dot < 0 ? key : key.substring(0, dot);
    List<String> names = analyzers.stream().map(a -> a.spec().name()).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "no analyzer is named " + name + nearest(name, names) + ": there are " + names);
    }
    List<Analyzer> changed = new ArrayList<>(analyzers);
    int place = names.indexOf(name);
    changed.set(place, set(analyzers.get(place), key.substring(dot + 1), value));
    return List.copyOf(changed);
  }

  /**
   * The analyzer with a parameter set.
   *
   * @throws IllegalArgumentException where it has no such parameter, or refuses the value
   */
  public static Analyzer set(Analyzer analyzer, String parameter, String value) {
    AnalyzerSpec spec = analyzer.spec();
    for (ParameterValue<?> own : spec.adjustable()) {
      if (own.parameter().name().equals(parameter)) {
        try {
          return own.set(value);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(spec.name() + "." + e.getMessage(), e);
        }
      }
    }
    List<String> names = spec.adjustable().stream().map(p -> p.parameter().name()).toList();
    if (spec.parameters().containsKey(parameter)) {
      throw new IllegalArgumentException(
          "%s.%s is not set by itself: it follows from what the analyzer is or requires %s"
              .formatted(spec.name(), parameter, spec.inputs()));
    }
    throw new IllegalArgumentException(
        "%s has no parameter %s%s: there are %s"
            .formatted(spec.name(), parameter, nearest(parameter, names), names));
  }

  /** {@code (did you mean ...?)} where a known name is near enough; else nothing. */
  public static String nearest(String typed, Collection<String> known) {
    Optional<String> best =
        known.stream().min(Comparator.comparingInt(k -> EditDistance.of(typed, k)));
    return best.filter(k -> near(typed, k)).map(k -> " (did you mean " + k + "?)").orElse("");
  }

  private static boolean near(String typed, String known) {
    return EditDistance.of(typed, known) <= Math.max(2, known.length() / 3)
        || (typed.length() > 2 && (known.startsWith(typed) || typed.startsWith(known)));
  }
}
