package dev.reelframe.gpu.schedule;

import java.util.Comparator;

/**
 * Some items of a job.
 *
 * @param job whose
 * @param number of the job, in the order in which they came
 * @param from first item
 * @param to the one after the last
 * @param alone it makes a batch by itself and is not cut
 */
public record Slice(Job job, long number, int from, int to, boolean alone) {
  /** The order in which jobs came. */
  static final Comparator<Slice> ORDER =
      Comparator.comparingLong(Slice::number).thenComparingInt(Slice::from);

  static Slice whole(Job job, long number) {
    return new Slice(job, number, 0, job.items(), !job.divisible());
  }

  public int items() {
    return to - from;
  }

  Slice first(int items) {
    return new Slice(job, number, from, from + items, alone);
  }

  Slice after(int items) {
    return new Slice(job, number, from + items, to, alone);
  }

  Slice alone(boolean byItself) {
    return new Slice(job, number, from, to, byItself);
  }
}
