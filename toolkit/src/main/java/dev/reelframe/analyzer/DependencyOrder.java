package dev.reelframe.analyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Analyzers with all those they require, each name once, those first whose tables others read. */
public final class DependencyOrder {
  private DependencyOrder() {}

  /**
   * @param wanted an analyzer in here takes the place of one of the same name that others require
   * @throws IllegalArgumentException where analyzers require each other in a circle, two wanted
   *     ones share a name, or two require one that is not wanted itself in different configurations
   */
  public static List<Analyzer> of(Collection<Analyzer> wanted) {
    Map<String, Analyzer> named = new LinkedHashMap<>();
    Map<String, String> requiredBy = new HashMap<>();
    for (Analyzer analyzer : wanted) {
      if (named.put(analyzer.spec().name(), analyzer) != null) {
        throw new IllegalArgumentException(
            "two analyzers are named " + analyzer.spec().name() + ": give each once");
      }
    }
    wanted.forEach(analyzer -> addRequired(analyzer, named, requiredBy));
    Map<String, Analyzer> ordered = new LinkedHashMap<>();
    wanted.forEach(analyzer -> visit(analyzer, named, ordered, new LinkedHashSet<>()));
    return new ArrayList<>(ordered.values());
  }

  /**
   * @param requiredBy who asked first for each that is not wanted itself
   */
  private static void addRequired(
      Analyzer analyzer, Map<String, Analyzer> named, Map<String, String> requiredBy) {
    for (Analyzer required : analyzer.spec().requires()) {
      String name = required.spec().name();
      Analyzer there = named.putIfAbsent(name, required);
      if (there == null) {
        requiredBy.put(name, analyzer.spec().name());
        addRequired(required, named, requiredBy);
      } else if (requiredBy.containsKey(name)) {
        requireSame(there.spec(), required.spec(), requiredBy.get(name), analyzer.spec().name());
      }
    }
  }

  /** Which of two were taken would depend on the order of the list. */
  private static void requireSame(
      AnalyzerSpec first, AnalyzerSpec second, String firstBy, String secondBy) {
    if (!sameConfiguration(first, second)) {
      throw new IllegalArgumentException(
          "%s and %s require %s in different configurations (%s and %s): configure both alike, or give %s to the pipeline itself, for all"
              .formatted(
                  firstBy,
                  secondBy,
                  first.name(),
                  difference(first, second),
                  difference(second, first),
                  first.name()));
    }
  }

  /** Whether two of the same name give the same table. */
  static boolean sameConfiguration(AnalyzerSpec first, AnalyzerSpec second) {
    return first.version().equals(second.version())
        && first.parameters().equals(second.parameters())
        && first.views().equals(second.views())
        && first.models().equals(second.models())
        && first.inputs().equals(second.inputs())
        && IntStream.range(0, first.requires().size())
            .allMatch(i ->
                sameConfiguration(first.requires().get(i).spec(), second.requires().get(i).spec()));
  }

  /** What a spec says that another does not, in words. */
  private static String difference(AnalyzerSpec spec, AnalyzerSpec other) {
    String own =
        spec.parameters().entrySet().stream()
            .filter(e -> !e.getValue().equals(other.parameters().get(e.getKey())))
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return own.isEmpty() ? "reading " + spec.inputs() : own;
  }

  /** The analyzer beside those that really run, where it requires others of their names. */
  private static Analyzer beside(Analyzer analyzer, Map<String, Analyzer> running) {
    Analyzer fit = analyzer;
    for (Analyzer required : analyzer.spec().requires()) {
      Analyzer actual = running.get(required.spec().name());
      if (!sameConfiguration(required.spec(), actual.spec())) {
        fit = fit.withRequired(actual);
      }
    }
    return fit;
  }

  private static void visit(
      Analyzer analyzer,
      Map<String, Analyzer> named,
      Map<String, Analyzer> ordered,
      Set<String> path) {
    String name = analyzer.spec().name();
    if (ordered.containsKey(name)) {
      return;
    }
    if (!path.add(name)) {
      throw new IllegalArgumentException("analyzers require each other in a circle: " + path);
    }
    Analyzer chosen = named.getOrDefault(name, analyzer);
    for (String input : chosen.spec().inputs()) {
      visit(named.get(input), named, ordered, path);
    }
    path.remove(name);
    ordered.put(name, beside(chosen, ordered));
  }
}
