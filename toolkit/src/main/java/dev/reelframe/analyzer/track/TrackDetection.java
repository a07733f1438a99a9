package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.Map;

/**
 * One detection: one thing in one sampled frame.
 *
 * @param row its row in the signal table, or whatever number leads the caller back to its payload
 * @param timeS time of the frame, seconds
 * @param box where
 * @param score how sure the detector is, 0..1
 * @param group class for matching: detections of different groups are never one track
 * @param votes weight that this detection gives to each label, for the vote over the track
 */
public record TrackDetection(
    int row, double timeS, BoundingBox box, double score, String group, Map<String, Double> votes) {

  public TrackDetection {
    votes = Map.copyOf(votes);
  }

  /** A detection of one class, whose whole weight, its score, goes to its label. */
  public static TrackDetection of(
      int row, double timeS, BoundingBox box, double score, String label) {
    return new TrackDetection(row, timeS, box, score, label, Map.of(label, score));
  }
}
