package dev.reelframe.clip;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Shots by the table of cuts. */
public final class ShotIntervals {
  private ShotIntervals() {}

  /**
   * What lies between hard cuts, and between the middles of gradual transitions: covers the clip
   * without a gap.
   *
   * @param cuts table {@code cut_analysis}; without it the clip is one shot
   * @param durationS of the clip, seconds
   */
  public static List<Interval> of(Optional<? extends Table> cuts, double durationS) {
    List<Double> bounds = new ArrayList<>(List.of(0.0, durationS));
    cuts.ifPresent(table -> bounds.addAll(table.doubleColumn("at_s").asList()));
    List<Double> sorted = bounds.stream().sorted().distinct().toList();
    List<Interval> shots = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      shots.add(new Interval(sorted.get(i), sorted.get(i + 1)));
    }
    return shots;
  }
}
