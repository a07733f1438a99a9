package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing followed through one shot.
 *
 * @param id 1, 2, 3... in the order of the first sighting
 * @param shot number of the shot, from 0
 * @param sightings in the order of time, at least one, at most one a sample
 */
public record Track(int id, int shot, List<TrackDetection> sightings) {

  public Track {
    sightings = List.copyOf(sightings);
  }

  /** The votes of all sightings together, by label. */
  public Map<String, Double> votes() {
    Map<String, Double> sum = new TreeMap<>();
    sightings.forEach(
        s -> s.votes().forEach((label, weight) -> sum.merge(label, weight, Double::sum)));
    return sum;
  }

  /** The label with the most votes; of equal ones the first in the alphabet. */
  public String label() {
    return votes().entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** The surest sighting; of equal ones the first. */
  public TrackDetection best() {
    return sightings.stream().reduce((a, b) -> b.score() > a.score() ? b : a).orElseThrow();
  }

  /** Mean score over the sightings, 0..1. */
  public double meanScore() {
    return sightings.stream().mapToDouble(TrackDetection::score).average().orElse(0);
  }

  /** The box in the middle of its life. */
  public BoundingBox medianBox() {
    return BoundingBox.median(sightings.stream().map(TrackDetection::box).toList());
  }

  /**
   * When it is there. It reaches to the shot's edge where it is seen in the shot's first or last
   * sample; otherwise it begins and ends half way to the sample that lacks it.
   */
  public Interval interval(SampleTimes samples) {
    return samples.interval(shot, sightings.getFirst().timeS(), sightings.getLast().timeS());
  }
}
