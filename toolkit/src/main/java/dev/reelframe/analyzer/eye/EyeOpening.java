package dev.reelframe.analyzer.eye;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells closed eyes from open ones over a track. Eyes are open by another height in every face, so
 * the opening is compared with the one at which this face's eyes are open.
 */
final class EyeOpening {
  /** Closed, whatever the face's own opening: lids that touch measure 0.06 to 0.14. */
  private static final double SURELY = 0.125;

  /** Closed where the mean is below this and below half of the face's own. */
  private static final double NEARLY = 0.18;

  private static final double HALF = 0.5;

  /** One eye so far closed tells for both where a hand or the edge blurs the other; no wink. */
  private static final double ONE_TELLS = 0.11;

  /** Share of a track's samples that are taken to have the eyes wider open than its own opening. */
  private static final double OPEN_SHARE = 0.2;

  /** Longest time between two samples with open eyes for which closed ones between are a blink. */
  private static final double LONGEST_BLINK_S = 0.85;

  private EyeOpening() {}

  /**
   * Opening of the eyes in one sample.
   *
   * @param mean of the eyes that are in the picture, height over width; not a number for none
   * @param least of them
   */
  record Opening(double mean, double least) {
    static Opening of(double... eyes) {
      return new Opening(
          Arrays.stream(eyes).average().orElse(Double.NaN),
          Arrays.stream(eyes).min().orElse(Double.NaN));
    }
  }

  /** Whether the eyes are closed in each sample of one track. */
  static boolean[] closed(List<Opening> openings) {
    double[] sorted =
        openings.stream()
            .mapToDouble(Opening::mean)
            .filter(o -> !Double.isNaN(o))
            .sorted()
            .toArray();
    double own =
        sorted.length == 0 ? 0 : sorted[(int) Math.ceil((1 - OPEN_SHARE) * (sorted.length - 1))];
    boolean[] closed = new boolean[openings.size()];
    for (int i = 0; i < closed.length; i++) {
      Opening o = openings.get(i);
      boolean narrow = o.mean <= NEARLY && (o.mean <= HALF * own || o.least <= ONE_TELLS);
      closed[i] = o.mean <= SURELY || narrow;
    }
    return closed;
  }

  /**
   * Eyes that are open before and after are closed for a moment.
   *
   * @return numbers of the samples in which they are open again
   */
  static List<Integer> blinks(double[] times, boolean[] closed) {
    List<Integer> blinks = new ArrayList<>();
    double openS = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < closed.length; i++) {
      if (!closed[i]) {
        if (i > 0 && closed[i - 1] && times[i] - openS <= LONGEST_BLINK_S) {
          blinks.add(i);
        }
        openS = times[i];
      }
    }
    return blinks;
  }
}
