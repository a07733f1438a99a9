package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells speakers apart as far as the pitch of their voices does: stretches are joined, the nearest
 * first, until the median pitches of any two speakers differ by more than one speaker's usually do.
 * Two people of like pitch count as one.
 */
final class Speakers {
  /**
   * Median pitches of stretches of one speaker seldom differ by more, semitones: a president's
   * speech spans 4, readers 2.
   */
  private static final double APART_ST = 5;

  private static final class Cluster {
    private final List<Integer> stretches = new ArrayList<>();
    private double pitch;
    private double seconds;

    Cluster(int stretch, double pitch, double seconds) {
      stretches.add(stretch);
      this.pitch = pitch;
      this.seconds = seconds;
    }

    void add(Cluster other) {
      double both = seconds + other.seconds;
      pitch = (pitch * seconds + other.pitch * other.seconds) / both;
      seconds = both;
      stretches.addAll(other.stretches);
    }
  }

  private Speakers() {}

  /**
   * @param stretches of speech, in the order of time
   * @return for each the number of its speaker, from 0; one without pitch has that of the one
   *     before it
   */
  static int[] of(List<Interval> stretches, Prosody prosody) {
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      double pitch = prosody.medianSemitones(stretches.get(i));
      if (Double.isFinite(pitch)) {
        clusters.add(new Cluster(i, pitch, stretches.get(i).length()));
      }
    }
    while (clusters.size() > 1) {
      clusters.sort((a, b) -> Double.compare(a.pitch, b.pitch));
      int nearest = 0;
      for (int i = 1; i + 1 < clusters.size(); i++) {
        nearest = gap(clusters, i) < gap(clusters, nearest) ? i : nearest;
      }
      if (gap(clusters, nearest) > APART_ST) {
        break;
      }
      clusters.get(nearest).add(clusters.remove(nearest + 1));
    }
    return numbered(clusters, stretches.size());
  }

  private static double gap(List<Cluster> sorted, int i) {
    return sorted.get(i + 1).pitch - sorted.get(i).pitch;
  }

  private static int[] numbered(List<Cluster> clusters, int count) {
    int[] speaker = new int[count];
    java.util.Arrays.fill(speaker, -1);
    for (int c = 0; c < clusters.size(); c++) {
      for (int stretch : clusters.get(c).stretches) {
        speaker[stretch] = c;
      }
    }
    int last = java.util.Arrays.stream(speaker).filter(s -> s >= 0).findFirst().orElse(0);
    for (int i = 0; i < count; i++) {
      last = speaker[i] >= 0 ? speaker[i] : last;
      speaker[i] = last;
    }
    return speaker;
  }
}
