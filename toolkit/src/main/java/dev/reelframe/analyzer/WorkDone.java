package dev.reelframe.analyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Where the time of a run went.
 *
 * @param totals the sum of each kind of work, by its first moment
 * @param stretches the work itself, by begin; in one lane one after the other. In a long run
 *     neighbours are joined: then a stretch is longer than what was spent on its kind
 */
public record WorkDone(List<Span> totals, List<Span> stretches) {
  private static final Comparator<Span> ORDER =
      Comparator.comparingDouble(Span::startS).thenComparing(Span::name);

  public WorkDone {
    totals = totals.stream().sorted(ORDER).toList();
    stretches = stretches.stream().sorted(ORDER).toList();
  }

  static WorkDone of(Collection<Lane> lanes) {
    return new WorkDone(
        lanes.stream().flatMap(lane -> lane.totals().stream()).toList(),
        lanes.stream().flatMap(lane -> lane.stretches().stream()).toList());
  }

  /** This and one stretch more. */
  public WorkDone and(Span more) {
    List<Span> sums = new ArrayList<>(totals);
    sums.add(more);
    List<Span> all = new ArrayList<>(stretches);
    all.add(more);
    return new WorkDone(sums, all);
  }
}
