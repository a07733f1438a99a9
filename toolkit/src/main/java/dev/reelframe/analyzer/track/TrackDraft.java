package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A track in the making, in either direction of time. */
final class TrackDraft {
  private final List<TrackDetection> sightings = new ArrayList<>();
  private final Set<String> labels = new HashSet<>();
  private final double direction;
  private BoxMotion motion;

  TrackDraft(TrackDetection first) {
    this(List.of(first), 1);
  }

  private TrackDraft(List<TrackDetection> sightings, double direction) {
    this.direction = direction;
    sightings.forEach(this::add);
  }

  void add(TrackDetection next) {
    // The filter's clock runs forwards, whichever way the detections are read.
    double clock = direction * next.timeS();
    if (motion == null) {
      motion = new BoxMotion(clock, next.box());
    } else {
      motion.saw(clock, next.box());
    }
    sightings.add(next);
    labels.addAll(next.votes().keySet());
  }

  /** The box expected at a time beyond the last detection. */
  BoundingBox expected(double timeS) {
    return motion.at(direction * timeS);
  }

  TrackDetection last() {
    return sightings.getLast();
  }

  double lastS() {
    return last().timeS();
  }

  /** Whether it has carried one of these labels. */
  boolean knows(Set<String> others) {
    return others.stream().anyMatch(labels::contains);
  }

  List<TrackDetection> sightings() {
    return List.copyOf(sightings);
  }

  /** The same detections, read the other way. */
  TrackDraft reversed() {
    return new TrackDraft(sightings.reversed(), -direction);
  }
}
