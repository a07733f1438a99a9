package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells speakers apart as far as the pitch and the timbre of their voices do: stretches are joined,
 * the nearest first, until those of any two speakers lie further apart than one speaker's usually
 * do (agglomerative clustering of medians). Two people of like voices count as one.
 */
final class Speakers {
  /**
   * Median pitches of stretches of one speaker seldom differ by more, semitones: a president's
   * speech spans 4, readers 2.
   */
  private static final double APART_ST = 5;

  /**
   * Median centres of gravity of the spectrum of one speaker differ by up to an octave, and by more
   * where a hall or music comes in.
   */
  private static final double APART_OCTAVES = 1.6;

  private static final class Cluster {
    private final List<Integer> stretches = new ArrayList<>();
    private double pitch;
    private double brightness;
    private double seconds;

    Cluster(int stretch, double pitch, double brightness, double seconds) {
      stretches.add(stretch);
      this.pitch = pitch;
      this.brightness = brightness;
      this.seconds = seconds;
    }

    /** 1 is as far apart as one speaker's stretches lie. */
    double distance(Cluster other) {
      return Math.hypot(
          (pitch - other.pitch) / APART_ST, (brightness - other.brightness) / APART_OCTAVES);
    }

    void add(Cluster other) {
      double both = seconds + other.seconds;
      pitch = (pitch * seconds + other.pitch * other.seconds) / both;
      brightness = (brightness * seconds + other.brightness * other.seconds) / both;
      seconds = both;
      stretches.addAll(other.stretches);
    }
  }

  private Speakers() {}

  /**
   * @param stretches of speech, in the order of time
   * @return for each the number of its speaker, from 0 in the order of their first stretches; one
   *     without pitch has that of the one before it
   */
  static int[] of(List<Interval> stretches, Prosody prosody) {
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      double pitch = prosody.medianSemitones(stretches.get(i));
      double brightness = prosody.medianBrightness(stretches.get(i));
      if (Double.isFinite(pitch) && Double.isFinite(brightness)) {
        clusters.add(new Cluster(i, pitch, brightness, stretches.get(i).length()));
      }
    }
    while (joinNearest(clusters)) {
      // until no two are of one speaker
    }
    return numbered(clusters, stretches.size());
  }

  private static boolean joinNearest(List<Cluster> clusters) {
    double least = 1;
    int first = -1;
    int second = -1;
    for (int i = 0; i < clusters.size(); i++) {
      for (int k = i + 1; k < clusters.size(); k++) {
        double distance = clusters.get(i).distance(clusters.get(k));
        if (distance < least) {
          least = distance;
          first = i;
          second = k;
        }
      }
    }
    if (first >= 0) {
      clusters.get(first).add(clusters.remove(second));
    }
    return first >= 0;
  }

  private static int[] numbered(List<Cluster> clusters, int count) {
    int[] speaker = new int[count];
    Arrays.fill(speaker, -1);
    for (int c = 0; c < clusters.size(); c++) {
      for (int stretch : clusters.get(c).stretches) {
        speaker[stretch] = c;
      }
    }
    int last = Arrays.stream(speaker).filter(s -> s >= 0).findFirst().orElse(0);
    for (int i = 0; i < count; i++) {
      last = speaker[i] >= 0 ? speaker[i] : last;
      speaker[i] = last;
    }
    return speaker;
  }
}
