package dev.reelframe.analyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Analyzers with all those they require, each name once, those first whose tables others read. */
public final class Order {
  private Order() {}

  /**
   * @param wanted an analyzer in here takes the place of one of the same name that another requires
   * @throws IllegalArgumentException where analyzers require each other in a circle, or two wanted
   *     ones share a name
   */
  public static List<Analyzer> of(Collection<Analyzer> wanted) {
    Map<String, Analyzer> named = new LinkedHashMap<>();
    for (Analyzer analyzer : wanted) {
      if (named.put(analyzer.card().name(), analyzer) != null) {
        throw new IllegalArgumentException(
            "two analyzers are named " + analyzer.card().name() + ": give each once");
      }
    }
    wanted.forEach(analyzer -> addRequired(analyzer, named));
    Map<String, Analyzer> ordered = new LinkedHashMap<>();
    wanted.forEach(analyzer -> visit(analyzer, named, ordered, new LinkedHashSet<>()));
    return new ArrayList<>(ordered.values());
  }

  private static void addRequired(Analyzer analyzer, Map<String, Analyzer> named) {
    for (Analyzer required : analyzer.card().requires()) {
      if (named.putIfAbsent(required.card().name(), required) == null) {
        addRequired(required, named);
      }
    }
  }

  private static void visit(
      Analyzer analyzer,
      Map<String, Analyzer> named,
      Map<String, Analyzer> ordered,
      Set<String> path) {
    String name = analyzer.card().name();
    if (ordered.containsKey(name)) {
      return;
    }
    if (!path.add(name)) {
      throw new IllegalArgumentException("analyzers require each other in a circle: " + path);
    }
    Analyzer chosen = named.getOrDefault(name, analyzer);
    for (String input : chosen.card().inputs()) {
      if (named.containsKey(input)) {
        visit(named.get(input), named, ordered, path);
      }
    }
    path.remove(name);
    ordered.put(name, chosen);
  }
}
