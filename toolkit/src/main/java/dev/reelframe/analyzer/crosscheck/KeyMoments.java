package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.RowRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Moments at which several tables have something begin. Tracks of things, faces and the camera do
 * not count: they begin at cuts because they are made to. Beside each stands how many tables would
 * be there if each table's events fell where they like (Poisson), and how many moments with as many
 * the clip would have then: where that is one or more, a moment is nothing special.
 */
final class KeyMoments {
  /** Tables that must take part. */
  static final int TABLES = 3;

  /** Nearer than this two moments are one. */
  private static final double APART_S = 0.5;

  private static final int MOST = 10;

  private static final Map<String, Predicate<RowRef>> EVENTS = events();

  private final double endS;
  private final Map<String, List<RowRef>> events = new LinkedHashMap<>();

  private KeyMoments(Tables tables) {
    this.endS = tables.inputs().end().durationS();
    EVENTS.forEach((table, counts) -> {
      List<RowRef> rows =
          tables.rows(table).stream().filter(counts).filter(f -> f.startS() > 0).toList();
      if (!rows.isEmpty()) {
        events.put(table, rows);
      }
    });
  }

  private static Map<String, Predicate<RowRef>> events() {
    Map<String, Predicate<RowRef>> events = new LinkedHashMap<>();
    events.put("cut_analysis", row -> true);
    events.put("text_overlay", row -> row.is("kind", "caption"));
    events.put("visual_effects", row -> !row.is("kind", "overlay_change")); // that is a caption
    events.put("sound_effects", row -> true);
    events.put("speech_activity", row -> true);
    events.put("audio_environment", row -> row.is("group", "music"));
    return events;
  }

  /** Those with the most tables, at most ten. */
  static List<Agreement> of(Tables tables) {
    KeyMoments moments = new KeyMoments(tables);
    List<List<RowRef>> groups = new ArrayList<>();
    moments.events.values().forEach(rows -> rows.forEach(row -> groups.add(moments.around(row))));
    groups.removeIf(group -> group.size() < TABLES);
    groups.sort(
        Comparator.comparingInt((List<RowRef> group) -> -group.size())
            .thenComparingDouble(KeyMoments::spread)
            .thenComparingDouble(KeyMoments::startS));
    List<List<RowRef>> chosen = new ArrayList<>();
    for (List<RowRef> group : groups) {
      boolean alone = chosen.stream().noneMatch(c -> Math.abs(startS(c) - startS(group)) < APART_S);
      if (alone && chosen.size() < MOST) {
        chosen.add(group);
      }
    }
    return chosen.stream().map(moments::agreement).toList();
  }

  /** The nearest event of each table, where one is near enough, in the order of time. */
  private List<RowRef> around(RowRef middle) {
    List<RowRef> group = new ArrayList<>();
    for (List<RowRef> rows : events.values()) {
      rows.stream()
          .filter(r -> distance(r, middle) <= TableJoins.TOGETHER_S)
          .min(Comparator.comparingDouble(r -> distance(r, middle)))
          .ifPresent(group::add);
    }
    group.sort(Comparator.comparingDouble(RowRef::startS).thenComparing(RowRef::name));
    return group;
  }

  private static double distance(RowRef one, RowRef other) {
    return Math.abs(one.startS() - other.startS());
  }

  private static double startS(List<RowRef> group) {
    return group.getFirst().startS();
  }

  private static double spread(List<RowRef> group) {
    return group.getLast().startS() - startS(group);
  }

  private Agreement agreement(List<RowRef> group) {
    TreeSet<String> names = new TreeSet<>();
    group.forEach(fact -> names.add(fact.name()));
    return new Agreement(
        Kind.KEY_MOMENT,
        startS(group),
        startS(group),
        String.join(", ", names),
        OptionalDouble.of(spread(group)),
        Measure.of(events.size(), group.size(), usual())
            .tested(Math.min(1, byChance(group.size()))),
        group.stream().map(RowRef::evidence).toList());
  }

  /**
   * Moments of so many tables to be expected: each event with enough other tables beside it by
   * chance, divided by the events of a moment.
   */
  private double byChance(int tables) {
    double sum = 0;
    for (String table : events.keySet()) {
      sum += events.get(table).size() * atLeast(tables - 1, table);
    }
    return sum / tables;
  }

  /** Tables to be expected about an event: its own, and each other one by chance. */
  private double usual() {
    double sum = 0;
    double all = 0;
    for (Map.Entry<String, List<RowRef>> table : events.entrySet()) {
      double others =
          events.entrySet().stream()
              .filter(other -> !other.getKey().equals(table.getKey()))
              .mapToDouble(other -> near(other.getValue().size()))
              .sum();
      sum += table.getValue().size() * (1 + others);
      all += table.getValue().size();
    }
    return sum / all;
  }

  /** Probability that one of so many events falls into the window. */
  private double near(int count) {
    return 1 - Math.exp(-2 * TableJoins.TOGETHER_S * count / endS);
  }

  /** Probability that so many other tables have an event in the window (Poisson-binomial). */
  private double atLeast(int wanted, String except) {
    double[] exactly = new double[events.size() + 1];
    exactly[0] = 1;
    for (Map.Entry<String, List<RowRef>> table : events.entrySet()) {
      if (!table.getKey().equals(except)) {
        double there = near(table.getValue().size());
        for (int k = exactly.length - 1; k >= 0; k--) {
          exactly[k] = exactly[k] * (1 - there) + (k > 0 ? exactly[k - 1] * there : 0);
        }
      }
    }
    double sum = 0;
    for (int k = wanted; k < exactly.length; k++) {
      sum += exactly[k];
    }
    return sum;
  }
}
