package dev.reelframe.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One run of the plan.
 *
 * @param round 1 for the first measured one, 0 and below for those that warm up
 * @param order place within its round, from 0
 * @param subject which clip
 * @param configuration which point of the grid
 */
record Trial(int round, int order, int subject, int configuration) {

  /**
   * Every clip with every configuration once a round, in an order of its own each time: whatever
   * the machine does meanwhile meets all of them alike.
   */
  static List<Trial> round(int round, int subjects, int configurations, long seed) {
    List<int[]> pairs = new ArrayList<>();
    for (int s = 0; s < subjects; s++) {
      for (int c = 0; c < configurations; c++) {
        pairs.add(new int[] {s, c});
      }
    }
    Collections.shuffle(pairs, new Random(seed * 1_000_003 + round));
    List<Trial> trials = new ArrayList<>();
    for (int[] pair : pairs) {
      trials.add(new Trial(round, trials.size(), pair[0], pair[1]));
    }
    return trials;
  }
}
