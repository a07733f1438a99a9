package dev.reelframe.analyzer.track;

import dev.reelframe.table.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tech.tablesaw.api.Table;

/**
 * The moments at which somebody looked, also those at which nothing was there, and the shots they
 * lie in.
 */
public final class SampleTimes {
  private final double[] times;
  private final int[] shotOf;
  private final Shots shots;

  private SampleTimes(double[] times, Shots shots) {
    this.times = times;
    this.shots = shots;
    this.shotOf = Arrays.stream(times).mapToInt(shots::at).toArray();
  }

  /** Samples at the times of a signal table, each once. */
  public static SampleTimes of(Table signal, Shots shots) {
    TreeSet<Double> times = new TreeSet<>(signal.doubleColumn("time_s").asList());
    return new SampleTimes(times.stream().mapToDouble(t -> t).toArray(), shots);
  }

  public static SampleTimes at(List<Double> times, Shots shots) {
    return new SampleTimes(new TreeSet<>(times).stream().mapToDouble(t -> t).toArray(), shots);
  }

  public Shots shots() {
    return shots;
  }

  /** All moments, seconds, ascending. */
  public double[] times() {
    return times.clone();
  }

  /**
   * Stretch of a shot in which something stands that is seen from one sample to another.
   *
   * @param firstS time of the sample that sees it first
   * @param lastS time of the sample that sees it last
   */
  public Interval interval(int shot, double firstS, double lastS) {
    Interval span = shots.spans().get(shot);
    int first = indexOf(firstS);
    int last = indexOf(lastS);
    double start = inShot(first - 1, shot) ? (times[first - 1] + times[first]) / 2 : span.startS();
    double end = inShot(last + 1, shot) ? (times[last] + times[last + 1]) / 2 : span.endS();
    return new Interval(Math.max(start, span.startS()), Math.min(end, span.endS()));
  }

  /** How many samples of a shot lie between two moments, both included. */
  public int count(int shot, double fromS, double toS) {
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (shotOf[i] == shot && times[i] >= fromS && times[i] <= toS) {
        count++;
      }
    }
    return count;
  }

  /** How many samples a shot has. */
  public int count(int shot) {
    return count(shot, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private boolean inShot(int sample, int shot) {
    return sample >= 0 && sample < times.length && shotOf[sample] == shot;
  }

  private int indexOf(double timeS) {
    int index = Arrays.binarySearch(times, timeS);
    if (index < 0) {
      throw new IllegalArgumentException("nobody looked at " + timeS + " s");
    }
    return index;
  }
}
