package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.track.Box;
import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.Samples;
import dev.reelframe.analyzer.track.Sighting;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * A thing followed through a shot, with what was voted about it.
 *
 * @param track its sightings
 * @param label the label with the most votes
 * @param confidence mean over the sightings of the score for that label, or of the fit of a
 *     vehicle's region where the segmentation made it one, 0..1
 * @param members rows of the signal that belong to each sighting, by the sighting's row
 */
record Thing(Track track, String label, double confidence, Map<Integer, List<Integer>> members) {
  /** Boxes that cover each other this much show one thing under two names. */
  private static final double SAME_IOU = 0.65;

  /** A weak box this much inside a stronger one of the same label is a part of it. */
  private static final double PART_OF = 0.85;

  private static final double WEAK = 0.6;

  /** Weight of a region's fit in the vote; a half already is a good fit. */
  private static final double REGION_WEIGHT = 2;

  /** Least confidence of a track, and least share of samples in its time that see it. */
  private static final double LEAST_CONFIDENCE = 0.25;

  private static final double LEAST_PRESENCE = 0.5;

  /** Boxes of one frame that show one thing, the surest first. */
  private record Group(List<Candidate> candidates) {
    Candidate best() {
      return candidates.getFirst();
    }
  }

  private record Candidate(
      int row, double timeS, String label, Box box, String region, double ratio, double score) {

    static Candidate of(Row row) {
      boolean asked = !row.isMissing("region_label");
      return new Candidate(
          row.getRowNumber(),
          row.getDouble("time_s"),
          row.getString("label"),
          Box.of(row),
          asked ? row.getString("region_label") : "",
          asked ? row.getDouble("region_ratio") : 0,
          row.getDouble("confidence"));
    }
  }

  /** Follows the boxes of a signal and keeps what is seen often and surely enough. */
  static List<Thing> in(Table signal, Samples samples, ByteTrack tracker) {
    Map<Double, List<Candidate>> frames = new TreeMap<>();
    for (Row row : signal) {
      if (!row.isMissing("label")) {
        Candidate candidate = Candidate.of(row);
        frames.computeIfAbsent(candidate.timeS, t -> new ArrayList<>()).add(candidate);
      }
    }
    Map<Integer, Group> groups = new HashMap<>();
    List<Sighting> sightings = new ArrayList<>();
    for (List<Candidate> frame : frames.values()) {
      for (Group group : grouped(frame)) {
        Candidate best = group.best();
        groups.put(best.row, group);
        sightings.add(new Sighting(best.row, best.timeS, best.box, best.score, votes(group)));
      }
    }
    return tracker.follow(sightings, samples.shots()).stream()
        .map(track -> of(track, groups))
        .filter(thing -> thing.lasts(samples))
        .sorted(
            Comparator.comparingDouble((Thing t) -> t.track.interval(samples).startS())
                .thenComparing(t -> t.track.id()))
        .toList();
  }

  private static List<Group> grouped(List<Candidate> frame) {
    List<Candidate> ordered = new ArrayList<>(frame);
    ordered.sort(
        Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::row));
    List<Group> groups = new ArrayList<>();
    for (Candidate next : ordered) {
      boolean part =
          groups.stream()
              .anyMatch(g ->
                  g.best().label.equals(next.label)
                      && next.score < WEAK
                      && next.box.within(g.best().box) > PART_OF);
      if (part) {
        continue;
      }
      groups.stream()
          .filter(g -> g.best().box.iou(next.box) > SAME_IOU)
          .findFirst()
          .ifPresentOrElse(
              g -> g.candidates.add(next),
              () -> groups.add(new Group(new ArrayList<>(List.of(next)))));
    }
    return groups;
  }

  /**
   * The detector votes with the square of its score: one sure look counts for more than two unsure
   * ones. The segmentation votes where it sees a vehicle and the detector none: from above, cars
   * are phones and suitcases to the detector. Its other classes surround things (a table), or are
   * seen everywhere (a bottle), and it confuses animals.
   */
  private static Map<String, Double> votes(Group group) {
    Map<String, Double> votes = new HashMap<>();
    for (Candidate c : group.candidates) {
      votes.merge(c.label, c.score * c.score, Math::max);
    }
    Candidate best = group.best();
    if (contradicts(best)) {
      votes.merge(best.region, REGION_WEIGHT * best.ratio, Double::sum);
    }
    return votes;
  }

  private static boolean contradicts(Candidate c) {
    return Kinds.of(c.region).equals("vehicle") && !Kinds.of(c.label).equals("vehicle");
  }

  private static Thing of(Track track, Map<Integer, Group> groups) {
    String label = elected(track.votes());
    double sum = 0;
    Map<Integer, List<Integer>> members = new HashMap<>();
    for (Sighting sighting : track.sightings()) {
      Group group = groups.get(sighting.row());
      members.put(sighting.row(), group.candidates.stream().map(Candidate::row).toList());
      sum += group.candidates.stream().mapToDouble(c -> support(c, label)).max().orElse(0);
    }
    return new Thing(track, label, sum / track.sightings().size(), members);
  }

  /**
   * First the kind of thing is elected, then the thing: where a car is now a car, now a bus and now
   * a cell phone, it is a vehicle.
   */
  private static String elected(Map<String, Double> votes) {
    Map<String, Double> kinds = new TreeMap<>();
    votes.forEach((label, weight) -> kinds.merge(Kinds.of(label), weight, Double::sum));
    String kind = most(kinds);
    Map<String, Double> ofKind = new TreeMap<>(votes);
    ofKind.keySet().removeIf(label -> !Kinds.of(label).equals(kind));
    return most(ofKind);
  }

  /** The key with the largest value; of equal ones the first in the alphabet. */
  private static String most(Map<String, Double> sorted) {
    return sorted.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private static double support(Candidate c, String label) {
    if (c.label.equals(label)) {
      return c.score;
    }
    return contradicts(c) && Kinds.of(label).equals("vehicle") ? c.ratio : 0;
  }

  /**
   * Whether it is more than a flicker: seen twice, unless its shot has no more samples to offer.
   */
  private boolean lasts(Samples samples) {
    int seen = track.sightings().size();
    double first = track.sightings().getFirst().timeS();
    double last = track.sightings().getLast().timeS();
    int chances = samples.count(track.shot(), first, last);
    boolean often = seen >= 2 || samples.count(track.shot()) <= 2;
    return often && confidence >= LEAST_CONFIDENCE && seen >= LEAST_PRESENCE * chances;
  }

  private Interval interval(Samples samples) {
    return track.interval(samples);
  }

  void addTo(Rows rows, Samples samples) {
    Interval interval = interval(samples);
    Box box = track.medianBox();
    rows.add(
        interval.startS(),
        interval.endS(),
        rows.size() + 1,
        label,
        box.x(),
        box.y(),
        box.w(),
        box.h(),
        confidence);
  }

  /** The signal with the numbers that the things have in the table. */
  static Table numbered(Table signal, List<Thing> things) {
    Map<Integer, Integer> ids = new HashMap<>();
    for (int i = 0; i < things.size(); i++) {
      int id = i + 1;
      things.get(i).members.values().forEach(rows -> rows.forEach(row -> ids.put(row, id)));
    }
    IntColumn column = IntColumn.create("track_id");
    for (int row = 0; row < signal.rowCount(); row++) {
      if (ids.containsKey(row)) {
        column.append(ids.get(row));
      } else {
        column.appendMissing();
      }
    }
    return signal.copy().replaceColumn("track_id", column);
  }
}
