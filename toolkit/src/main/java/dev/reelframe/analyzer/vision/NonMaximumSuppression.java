package dev.reelframe.analyzer.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/** Greedy non-maximum suppression: each thing once, by its surest detection. */
public final class NonMaximumSuppression {
  private NonMaximumSuppression() {}

  /**
   * What no surer one stands for, the surest first.
   *
   * @param same whether two are detections of one thing
   */
  public static <T> List<T> of(
      List<T> candidates, ToDoubleFunction<T> score, BiPredicate<T, T> same) {
    List<T> ordered = new ArrayList<>(candidates);
    ordered.sort(Comparator.comparingDouble(score).reversed());
    List<T> kept = new ArrayList<>();
    for (T next : ordered) {
      if (kept.stream().noneMatch(surer -> same.test(surer, next))) {
        kept.add(next);
      }
    }
    return kept;
  }
}
