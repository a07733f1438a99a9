package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which faces of a clip look like the same person. Faces that follow each other in one place make a
 * chain, whose embeddings are averaged, since one look alone says little; then chains with near
 * means are joined. Faces seen at the same time are never joined: they are two people, though one
 * be the mirror image of the other.
 *
 * <p>Measured on 34 tracks of real clips, on which the bounds were chosen: of 15 pairs of one
 * person eleven means lay 0.18 to 0.42 apart and four 0.50 to 0.53 (blur, other light), which are
 * missed; of 580 pairs of two people the nearest lay 0.44 apart. The margin is thin.
 */
final class FaceClustering {
  /** Most distance of two means by the looks behind the smaller: of one, of two, of more. */
  private static final double[] SAME = {0.3, 0.36, 0.4};

  /** Least overlap of a face with the last of its chain. */
  private static final double FOLLOWS_IOU = 0.3;

  /** Longest time from one face of a chain to the next. */
  private static final double FOLLOWS_WITHIN_S = 1.3;

  private final List<Chain> chains = new ArrayList<>();

  /** Faces in one place, one after the other. */
  private static final class Chain {
    final List<Integer> rows = new ArrayList<>();
    final Set<Double> times = new HashSet<>();
    double[] sum = new double[0];
    int looks;
    BoundingBox last;
    double lastS;

    void add(int row, double timeS, BoundingBox box, Optional<float[]> embedding) {
      rows.add(row);
      times.add(timeS);
      last = box;
      lastS = timeS;
      embedding.ifPresent(numbers -> {
        sum = looks == 0 ? new double[numbers.length] : sum;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += numbers[i];
        }
        looks++;
      });
    }

    void join(Chain other) {
      rows.addAll(other.rows);
      times.addAll(other.times);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other.sum[i];
      }
      looks += other.looks;
    }

    double distance(Chain other) {
      double square = 0;
      for (int i = 0; i < sum.length; i++) {
        double difference = sum[i] / looks - other.sum[i] / other.looks;
        square += difference * difference;
      }
      return Math.sqrt(square);
    }

    double distance(float[] numbers) {
      Chain one = new Chain();
      one.add(0, 0, last, Optional.of(numbers));
      return distance(one);
    }
  }

  /**
   * Takes in a face.
   *
   * @param row its row in the signal
   * @param embedding where it was measured
   */
  void see(int row, double timeS, BoundingBox box, Optional<float[]> embedding) {
    Chain chain = null;
    double best = FOLLOWS_IOU;
    for (Chain open : chains) {
      double iou = open.last.iou(box);
      boolean follows = timeS > open.lastS && timeS - open.lastS <= FOLLOWS_WITHIN_S;
      if (follows && iou > best && isSame(open, embedding)) {
        best = iou;
        chain = open;
      }
    }
    if (chain == null) {
      chain = new Chain();
      chains.add(chain);
    }
    chain.add(row, timeS, box, embedding);
  }

  private static boolean isSame(Chain chain, Optional<float[]> embedding) {
    return chain.looks == 0
        || embedding.isEmpty()
        || chain.distance(embedding.get()) <= SAME[SAME.length - 1];
  }

  /**
   * Numbers of the look-alikes, from 1 in the order in which they are first seen.
   *
   * @param rows of the signal
   * @return by row; empty for faces that were never measured
   */
  List<OptionalInt> numbers(int rows) {
    List<Chain> people = new ArrayList<>();
    for (Chain chain : chains) {
      if (chain.looks > 0) {
        nearest(people, chain).ifPresentOrElse(p -> p.join(chain), () -> people.add(chain));
      }
    }
    List<OptionalInt> numbers = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      numbers.add(OptionalInt.empty());
    }
    for (int person = 0; person < people.size(); person++) {
      for (int row : people.get(person).rows) {
        numbers.set(row, OptionalInt.of(person + 1));
      }
    }
    return numbers;
  }

  private static Optional<Chain> nearest(List<Chain> people, Chain chain) {
    Chain nearest = null;
    double best = Double.POSITIVE_INFINITY;
    for (Chain person : people) {
      double distance = person.distance(chain);
      double allowed = SAME[Math.min(SAME.length, Math.min(person.looks, chain.looks)) - 1];
      boolean atOnce = chain.times.stream().anyMatch(person.times::contains);
      if (distance <= allowed && distance < best && !atOnce) {
        best = distance;
        nearest = person;
      }
    }
    return Optional.ofNullable(nearest);
  }
}
