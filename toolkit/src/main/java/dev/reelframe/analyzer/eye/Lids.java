package dev.reelframe.analyzer.eye;

import java.util.Arrays;

/**
 * Tells closed eyes from open ones over a track. The model's number for closed lids starts from
 * another level in every face, up to a half in narrow eyes, so it is compared with the level at
 * which this face's eyes are open.
 */
final class Lids {
  /** Closed, whatever the face's own level. */
  private static final double SURELY = 0.65;

  /** Closed where it is this much and so much above the face's own level. */
  private static final double HALF = 0.5;

  private static final double ABOVE_OPEN = 0.25;

  /** Share of a track's samples that are taken to have the eyes wider open than its own level. */
  private static final double OPEN_SHARE = 0.2;

  /** Longest time between two samples with open eyes for which closed ones between are a blink. */
  private static final double LONGEST_BLINK_S = 0.85;

  private Lids() {}

  /**
   * Whether the eyes are closed in each sample.
   *
   * @param blinks mean of both eyes per sample of one track, 0 open, 1 closed
   */
  static boolean[] closed(double[] blinks) {
    double[] sorted = blinks.clone();
    Arrays.sort(sorted);
    double open = sorted.length == 0 ? 0 : sorted[(int) (OPEN_SHARE * (sorted.length - 1))];
    boolean[] closed = new boolean[blinks.length];
    for (int i = 0; i < blinks.length; i++) {
      closed[i] = blinks[i] >= SURELY || blinks[i] >= HALF && blinks[i] - open >= ABOVE_OPEN;
    }
    return closed;
  }

  /** How often eyes that are open before and after are closed for a moment. */
  static int blinks(double[] times, boolean[] closed) {
    int blinks = 0;
    double openS = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < closed.length; i++) {
      if (!closed[i]) {
        boolean shut = i > 0 && closed[i - 1];
        blinks += shut && times[i] - openS <= LONGEST_BLINK_S ? 1 : 0;
        openS = times[i];
      }
    }
    return blinks;
  }
}
