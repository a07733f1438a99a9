package dev.reelframe.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A half-open stretch of time.
 *
 * @param startS seconds, inclusive
 * @param endS seconds, exclusive; above {@code startS}
 */
public record Interval(double startS, double endS) {
  private static final double TOUCH_S = 1e-9;

  /** Time left over at the end of a clip that is no second of its own: some frames at most. */
  private static final double SLIVER_S = 0.1;

  public Interval {
    if (!(startS < endS)) {
      throw new IllegalArgumentException(
          "an interval from " + startS + " to " + endS + " s holds no time");
    }
  }

  /** Seconds, above 0. */
  public double length() {
    return endS - startS;
  }

  /** Seconds that both hold. */
  public double overlap(Interval other) {
    return Math.max(0, Math.min(endS, other.endS) - Math.max(startS, other.startS));
  }

  /**
   * The intervals of a table with {@code start_s, end_s}; rows where one is missing are left out.
   */
  public static List<Interval> of(Table table) {
    DoubleColumn start = table.doubleColumn("start_s");
    DoubleColumn end = table.doubleColumn("end_s");
    List<Interval> out = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      if (!start.isMissing(row) && !end.isMissing(row)) {
        out.add(new Interval(start.getDouble(row), end.getDouble(row)));
      }
    }
    return out;
  }

  /**
   * Intervals without gaps from 0 to {@code endS}: each moment stands until the next one, and the
   * first also for what is before it.
   *
   * @param momentsS seconds, rising; those at or after {@code endS} are left out
   */
  public static List<Interval> standing(List<Double> momentsS, double endS) {
    List<Interval> out = new ArrayList<>();
    for (int i = 0; i < momentsS.size(); i++) {
      double start = i == 0 ? 0 : momentsS.get(i);
      double end = i + 1 < momentsS.size() ? Math.min(momentsS.get(i + 1), endS) : endS;
      if (start < end) {
        out.add(new Interval(start, end));
      }
    }
    return out;
  }

  /**
   * The seconds of a clip, without gaps from 0 to its end. The last one holds what is left: it is
   * shorter where that is a part of a second, and longer by at most 0.1 s where it is a few frames,
   * or sound that goes on for a moment after the last frame.
   *
   * @return none where the clip has no length
   */
  public static List<Interval> seconds(double endS) {
    List<Interval> out = new ArrayList<>();
    for (int second = 0; second == 0 ? endS > 0 : second < endS - SLIVER_S; second++) {
      boolean last = second + 1 >= endS - SLIVER_S;
      out.add(new Interval(second, last ? endS : second + 1));
    }
    return out;
  }

  /** The same time as sorted intervals that neither overlap nor touch. */
  public static List<Interval> union(List<Interval> intervals) {
    List<Interval> sorted =
        intervals.stream().sorted(Comparator.comparingDouble(Interval::startS)).toList();
    List<Interval> out = new ArrayList<>();
    for (Interval next : sorted) {
      Interval last = out.isEmpty() ? null : out.getLast();
      if (last != null && next.startS <= last.endS + TOUCH_S) {
        out.set(out.size() - 1, new Interval(last.startS, Math.max(last.endS, next.endS)));
      } else {
        out.add(next);
      }
    }
    return out;
  }

  /** Share of {@code whole} that the union of the intervals covers, 0..1. */
  public static double coverage(List<Interval> intervals, Interval whole) {
    return union(intervals).stream().mapToDouble(whole::overlap).sum() / whole.length();
  }

  /** What of {@code whole} no interval covers. */
  public static List<Interval> gaps(List<Interval> intervals, Interval whole) {
    List<Interval> out = new ArrayList<>();
    double at = whole.startS;
    for (Interval covered : union(intervals)) {
      if (covered.startS > at + TOUCH_S && at < whole.endS) {
        out.add(new Interval(at, Math.min(covered.startS, whole.endS)));
      }
      at = Math.max(at, covered.endS);
    }
    if (at + TOUCH_S < whole.endS) {
      out.add(new Interval(at, whole.endS));
    }
    return out;
  }
}
