package dev.reelframe.analyzer.track;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Cuts what was sampled of one thing into stretches in which it is in one state, so that a row
 * tells its own seconds and not what is usual for the track.
 */
public final class Stretches {
  private Stretches() {}

  /**
   * A stretch of one state.
   *
   * @param samples at least one
   */
  public record Part<T>(Interval interval, List<T> samples) {}

  /**
   * The stretches of a track; they meet half way between two samples.
   *
   * @param whole the track's own interval
   * @param samples by time
   */
  public static <T> List<Part<T>> of(
      Interval whole,
      List<T> samples,
      int fewest,
      Function<T, ?> state,
      ToDoubleFunction<T> timeS) {
    List<List<T>> stretches = of(samples, fewest, state);
    List<Part<T>> parts = new ArrayList<>();
    double startS = whole.startS();
    for (int i = 0; i < stretches.size(); i++) {
      double endS =
          i + 1 == stretches.size()
              ? whole.endS()
              : (timeS.applyAsDouble(stretches.get(i).getLast())
                      + timeS.applyAsDouble(stretches.get(i + 1).getFirst()))
                  / 2;
      parts.add(new Part<>(new Interval(startS, endS), stretches.get(i)));
      startS = endS;
    }
    return parts;
  }

  /**
   * The samples in stretches of one state each. Fewer samples than {@code fewest} are a flicker of
   * the model and go to the longer neighbour.
   *
   * @param samples by time
   * @param state what holds in a sample; equal states make a stretch
   * @return the samples again, in order; no list is empty
   */
  static <T> List<List<T>> of(List<T> samples, int fewest, Function<T, ?> state) {
    List<List<T>> out = new ArrayList<>();
    for (T sample : samples) {
      if (out.isEmpty()
          || !Objects.equals(state.apply(out.getLast().getLast()), state.apply(sample))) {
        out.add(new ArrayList<>());
      }
      out.getLast().add(sample);
    }
    List<Object> states = new ArrayList<>();
    out.forEach(stretch -> states.add(state.apply(stretch.getFirst())));
    while (out.size() > 1) {
      int least = shortest(out);
      if (out.get(least).size() >= fewest) {
        break;
      }
      int into = longerNeighbour(out, least);
      join(out, states, Math.min(least, into), states.get(into));
      joinEqual(out, states);
    }
    return out;
  }

  /** The most frequent word; of equally frequent ones the first in the alphabet. */
  public static <T, E extends Enum<E>> Optional<E> mostly(
      List<T> samples, Function<T, Optional<E>> value) {
    Map<E, Integer> counts = new TreeMap<>(Comparator.comparing(Enum::name));
    samples.forEach(s -> value.apply(s).ifPresent(v -> counts.merge(v, 1, Integer::sum)));
    return counts.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey);
  }

  private static <T> int shortest(List<List<T>> stretches) {
    int least = 0;
    for (int i = 1; i < stretches.size(); i++) {
      least = stretches.get(i).size() < stretches.get(least).size() ? i : least;
    }
    return least;
  }

  private static <T> int longerNeighbour(List<List<T>> stretches, int at) {
    if (at == 0) {
      return 1;
    }
    boolean last = at == stretches.size() - 1;
    return last || stretches.get(at - 1).size() >= stretches.get(at + 1).size() ? at - 1 : at + 1;
  }

  private static <T> void joinEqual(List<List<T>> stretches, List<Object> states) {
    for (int i = stretches.size() - 2; i >= 0; i--) {
      if (Objects.equals(states.get(i), states.get(i + 1))) {
        join(stretches, states, i, states.get(i));
      }
    }
  }

  private static <T> void join(
      List<List<T>> stretches, List<Object> states, int left, Object state) {
    stretches.get(left).addAll(stretches.remove(left + 1));
    states.remove(left + 1);
    states.set(left, state);
  }
}
