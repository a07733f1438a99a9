package dev.reelframe.results;

import dev.reelframe.results.Manifest.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What two runs of one clip did differently: the ground on which their tables are compared. */
public final class RunDifferences {
  private RunDifferences() {}

  /**
   * Something that decided an analyzer's table.
   *
   * @param what a parameter's name, {@code version}, {@code models} or {@code state}
   */
  public record Difference(String analyzer, String what, String before, String after) {
    @Override
    public String toString() {
      return "%s.%s %s → %s".formatted(analyzer, what, before, after);
    }
  }

  /**
   * What differs, by analyzer.
   *
   * @return empty where all was the same
   * @throws IllegalArgumentException where the runs are of different clips, or not of the same
   *     analyzers; the message says which
   */
  public static List<Difference> between(Manifest before, Manifest after) {
    if (!before.mediaSha256().equals(after.mediaSha256())) {
      throw new IllegalArgumentException(
          before.folder()
              + " and "
              + after.folder()
              + " are of different clips: two runs of one clip can be compared");
    }
    SortedMap<String, Ran> first = byName(before);
    SortedMap<String, Ran> second = byName(after);
    if (!first.keySet().equals(second.keySet())) {
      throw new IllegalArgumentException(
          "the two runs did not ask the same analyzers, so neither speed nor findings compare: "
              + only(first, second, before)
              + only(second, first, after)
              + "analyse both with the same --only");
    }
    List<Difference> found = new ArrayList<>();
    first.forEach((name, ran) -> found.addAll(of(ran, second.get(name))));
    return found;
  }

  private static SortedMap<String, Ran> byName(Manifest manifest) {
    SortedMap<String, Ran> ran = new TreeMap<>();
    manifest.analyzers().forEach(analyzer -> ran.put(analyzer.name(), analyzer));
    return ran;
  }

  private static String only(Map<String, Ran> here, Map<String, Ran> there, Manifest run) {
    String names =
        here.keySet().stream()
            .filter(name -> !there.containsKey(name))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "only " + run.folder() + " has " + names + "; ";
  }

  private static List<Difference> of(Ran before, Ran after) {
    List<Difference> found = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.parameters().keySet());
    names.addAll(after.parameters().keySet());
    for (String name : names) {
      add(found, before, name, before.parameters().get(name), after.parameters().get(name));
    }
    add(found, before, "version", before.version(), after.version());
    add(found, before, "models", models(before), models(after));
    add(found, before, "state", before.state(), after.state());
    return found;
  }

  private static void add(
      List<Difference> found, Ran ran, String what, String before, String after) {
    String a = before == null || before.isEmpty() ? "none" : before;
    String b = after == null || after.isEmpty() ? "none" : after;
    if (!a.equals(b)) {
      found.add(new Difference(ran.name(), what, a, b));
    }
  }

  /** By name and the beginning of the hash, so that another file of one name is seen. */
  private static String models(Ran ran) {
    return ran.models().stream()
        .map(m -> m.name() + " " + m.sha256().substring(0, Math.min(8, m.sha256().length())))
        .collect(Collectors.joining(", "));
  }
}
