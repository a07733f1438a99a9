package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * A thing followed through a shot, with what was voted about it.
 *
 * @param track its detections
 * @param label the label with the most votes among those that some detection is sure of
 * @param confidence mean score of the detections that are sure of that label, 0..1
 * @param support mean over all detections of the score for that label, 0..1
 * @param members rows of the signal that belong to each detection, by the detection's row
 */
record ObjectTrack(
    Track track,
    String label,
    double confidence,
    double support,
    Map<Integer, List<Integer>> members) {
  /** Boxes that cover each other this much show one thing under two names. */
  private static final double SAME_IOU = 0.65;

  /** A box this much like that of a surer person is another name for the person. */
  private static final double SAME_AS_PERSON_IOU = 0.85;

  /** A weak box this much inside a stronger one of the same label is a part of it. */
  private static final double PART_OF = 0.7;

  /** A part is at most this much of the whole. */
  private static final double PART_SIZE = 0.6;

  /** A weak person without a face this much inside others with faces is a mixture of them. */
  private static final double BETWEEN = 0.85;

  private static final double WEAK = 0.6;

  /** Least support of a track, and least share of samples in its time that see it. */
  private static final double MIN_SUPPORT = 0.25;

  private static final double MIN_PRESENCE = 0.5;

  /** A box of an animal this much like that of a person is another name for the same body. */
  private static final double SAME_AS_ANIMAL_IOU = 0.45;

  /** Share of samples in which an animal has the person's box that make the person none. */
  private static final double ANIMAL_SHARE = 0.5;

  /** Mean score from which one sure detection is enough for a thing; people are counted. */
  private static final double NEARLY_SURE = 0.5;

  /** Boxes of one frame that show one thing, the surest first. */
  private record Group(List<Candidate> candidates) {
    Candidate best() {
      return candidates.getFirst();
    }
  }

  /**
   * Follows the boxes of a signal and keeps what is seen often and surely enough.
   *
   * @param faces whose faces stand in the boxes of people
   */
  static List<ObjectTrack> in(
      List<Sampled> signal, Optional<FaceTracks> faces, SampleTimes samples, ByteTrack tracker) {
    Map<Double, List<Candidate>> frames = new TreeMap<>();
    for (int row = 0; row < signal.size(); row++) {
      if (signal.get(row).box().isPresent()) {
        Candidate candidate = Candidate.of(row, signal.get(row), faces);
        frames.computeIfAbsent(candidate.timeS(), t -> new ArrayList<>()).add(candidate);
      }
    }
    Map<Integer, Group> groups = new HashMap<>();
    List<TrackDetection> sightings = new ArrayList<>();
    for (List<Candidate> frame : frames.values()) {
      for (Group group : grouped(frame)) {
        Candidate best = group.best();
        groups.put(best.row(), group);
        sightings.add(
            new TrackDetection(
                best.row(), best.timeS(), best.box(), best.score(), best.group(), votes(group)));
      }
    }
    return oneForEachFace(tracker.follow(sightings, samples.shots()), groups).stream()
        .map(track -> of(track, groups, tracker.high()))
        .filter(thing -> thing.lasts(samples, tracker.high()))
        .filter(thing -> !faces(thing.track, groups).isEmpty() || !thing.isAnimal(frames))
        .sorted(
            Comparator.comparingDouble((ObjectTrack t) -> t.track.interval(samples).startS())
                .thenComparing(t -> t.track.id()))
        .toList();
  }

  /** Tracks of one shot that show the same face are one person; of two boxes the surer counts. */
  private static List<Track> oneForEachFace(List<Track> tracks, Map<Integer, Group> groups) {
    List<Track> merged = new ArrayList<>();
    for (Track track : tracks) {
      Set<Integer> faces = faces(track, groups);
      Optional<Track> same =
          merged.stream()
              .filter(t -> t.shot() == track.shot())
              .filter(t -> faces(t, groups).stream().anyMatch(faces::contains))
              .findFirst();
      if (same.isPresent()) {
        merged.set(merged.indexOf(same.get()), union(same.get(), track));
      } else {
        merged.add(track);
      }
    }
    return merged;
  }

  private static Set<Integer> faces(Track track, Map<Integer, Group> groups) {
    Set<Integer> faces = new HashSet<>();
    track.sightings().forEach(s -> groups.get(s.row()).best().face().ifPresent(faces::add));
    return faces;
  }

  private static Track union(Track a, Track b) {
    TreeMap<Double, TrackDetection> byTime = new TreeMap<>();
    for (Track track : List.of(a, b)) {
      track
          .sightings()
          .forEach(s ->
              byTime.merge(
                  s.timeS(), s, (one, other) -> one.score() >= other.score() ? one : other));
    }
    return new Track(a.id(), a.shot(), List.copyOf(byTime.values()));
  }

  private static List<Group> grouped(List<Candidate> frame) {
    List<Candidate> ordered = new ArrayList<>(frame);
    ordered.sort(
        Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::row));
    List<Group> groups = new ArrayList<>();
    for (Candidate next : ordered) {
      if (groups.stream().anyMatch(g -> isPartOf(next, g.best())) || isBetween(next, groups)) {
        continue;
      }
      groups.stream()
          .filter(g ->
              g.best().group().equals(next.group()) && g.best().box().iou(next.box()) > SAME_IOU)
          .filter(g -> g.best().face().isEmpty() || next.face().isEmpty())
          .findFirst()
          .ifPresentOrElse(
              g -> g.candidates.add(next),
              () -> groups.add(new Group(new ArrayList<>(List.of(next)))));
    }
    return groups;
  }

  /** Whether a weak box of a person is made of the halves of people whose faces are seen. */
  private static boolean isBetween(Candidate next, List<Group> groups) {
    double covered =
        groups.stream()
            .map(Group::best)
            .filter(p -> p.isPerson() && p.face().isPresent())
            .mapToDouble(p -> next.box().within(p.box()))
            .sum();
    return next.isPerson() && next.face().isEmpty() && next.score() < WEAK && covered > BETWEEN;
  }

  /** Whether a box shows a part of a surer thing, or a surer person under another name. */
  private static boolean isPartOf(Candidate next, Candidate surer) {
    return surer.label().equals(next.label())
            && next.score() < WEAK
            && next.box().within(surer.box()) > PART_OF
            && next.box().area() < PART_SIZE * surer.box().area()
        || surer.isPerson() && !next.isPerson() && surer.box().iou(next.box()) > SAME_AS_PERSON_IOU;
  }

  /**
   * Each label has the square of its score: one sure detection counts for more than two unsure
   * ones.
   */
  private static Map<String, Double> votes(Group group) {
    Map<String, Double> votes = new HashMap<>();
    group.candidates.forEach(c -> votes.merge(c.label(), c.score() * c.score(), Math::max));
    return votes;
  }

  private static ObjectTrack of(Track track, Map<Integer, Group> groups, double sure) {
    Map<String, Double> votes = track.votes();
    votes.keySet().removeIf(label -> sureOf(label, track, groups, sure).isEmpty());
    String label = elected(votes);
    double sum = 0;
    Map<Integer, List<Integer>> members = new HashMap<>();
    for (TrackDetection sighting : track.sightings()) {
      Group group = groups.get(sighting.row());
      members.put(sighting.row(), group.candidates.stream().map(Candidate::row).toList());
      sum += support(group, label);
    }
    double confidence = sureOf(label, track, groups, sure).orElseThrow();
    return new ObjectTrack(track, label, confidence, sum / track.sightings().size(), members);
  }

  /** Mean score for a label of the detections that are sure of it; empty where none is. */
  private static OptionalDouble sureOf(
      String label, Track track, Map<Integer, Group> groups, double sure) {
    return track.sightings().stream()
        .mapToDouble(s -> support(groups.get(s.row()), label))
        .filter(score -> score >= sure)
        .average();
  }

  /**
   * First the kind of thing is elected, then the thing: where a car is now a car, now a bus and now
   * a cell phone, it is a vehicle. A thing with a name of its own is not called by its kind.
   */
  private static String elected(Map<String, Double> votes) {
    Map<String, Double> kinds = new TreeMap<>();
    votes.forEach((label, weight) -> kinds.merge(CocoCategories.of(label), weight, Double::sum));
    String kind = most(kinds);
    Map<String, Double> ofKind = new TreeMap<>(votes);
    ofKind.keySet().removeIf(label -> !CocoCategories.of(label).equals(kind));
    if (ofKind.size() > 1) {
      ofKind.remove(kind);
    }
    return most(ofKind);
  }

  /** The key with the largest value; of equal ones the first in the alphabet. */
  private static String most(Map<String, Double> sorted) {
    return sorted.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private static double support(Group group, String label) {
    return group.candidates.stream()
        .filter(c -> c.label().equals(label))
        .mapToDouble(Candidate::score)
        .max()
        .orElse(0);
  }

  /**
   * Whether it is more than a flicker. As in ByteTrack a new track needs a second sure detection,
   * unless its shot has no more samples to offer.
   */
  private boolean lasts(SampleTimes samples, double sure) {
    int seen = track.sightings().size();
    long surely = track.sightings().stream().filter(s -> s.score() >= sure).count();
    double first = track.sightings().getFirst().timeS();
    double last = track.sightings().getLast().timeS();
    int chances = samples.count(track.shot(), first, last);
    boolean supported =
        !label.equals(Detection.PERSON) && seen >= 2 && track.meanScore() >= NEARLY_SURE;
    boolean often = surely >= 2 || supported || samples.count(track.shot()) <= 2;
    return often && support >= MIN_SUPPORT && seen >= MIN_PRESENCE * chances;
  }

  /**
   * Whether a person is an animal that fills the picture, as a bird from close by: its box is that
   * of animals half of the time.
   */
  private boolean isAnimal(Map<Double, List<Candidate>> frames) {
    long animals =
        track.sightings().stream()
            .filter(s ->
                frames.get(s.timeS()).stream()
                    .anyMatch(c -> c.isLikeAnAnimal() && c.box().iou(s.box()) > SAME_AS_ANIMAL_IOU))
            .count();
    return label.equals(Detection.PERSON) && animals >= ANIMAL_SHARE * track.sightings().size();
  }

  /** Its row of the table. */
  ObjectRow row(int number, SampleTimes samples) {
    Interval interval = track.interval(samples);
    return new ObjectRow(
        interval.startS(), interval.endS(), number, label, track.medianBox(), confidence);
  }

  /** The signal with the numbers that the things have in the table. */
  static List<Sampled> numbered(List<Sampled> signal, List<ObjectTrack> things) {
    Map<Integer, Integer> ids = new HashMap<>();
    for (int i = 0; i < things.size(); i++) {
      int id = i + 1;
      things.get(i).members.values().forEach(rows -> rows.forEach(row -> ids.put(row, id)));
    }
    List<Sampled> numbered = new ArrayList<>();
    for (int row = 0; row < signal.size(); row++) {
      numbered.add(signal.get(row).in(ids.get(row)));
    }
    return numbered;
  }
}
