package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.track.Track;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Joins tracks that show the same person: those whose faces mostly carry one number of {@link
 * FaceClustering}. Tracks of one shot that are there at the same time stay apart.
 */
final class Identities {
  private Identities() {}

  /** Identity of each track, numbered from 1; empty for a track that is joined to none. */
  static List<Optional<Integer>> of(List<Track> tracks, List<FaceRow.Sampled> signal) {
    Map<Integer, List<Integer>> byNumber = new TreeMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      int track = i;
      mostOften(tracks.get(i), signal)
          .ifPresent(n -> byNumber.computeIfAbsent(n, k -> new ArrayList<>()).add(track));
    }
    Map<Integer, Integer> identity = new HashMap<>();
    int next = 1;
    for (List<Integer> same : byNumber.values()) {
      List<Integer> apart = new ArrayList<>();
      for (int track : same) {
        if (apart.stream().noneMatch(other -> atOnce(tracks.get(other), tracks.get(track)))) {
          apart.add(track);
        }
      }
      if (apart.size() > 1) {
        int id = next++;
        apart.forEach(track -> identity.put(track, id));
      }
    }
    List<Optional<Integer>> all = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      all.add(Optional.ofNullable(identity.get(i)));
    }
    return all;
  }

  /** The number that more than half of a track's measured faces carry. */
  private static Optional<Integer> mostOften(Track track, List<FaceRow.Sampled> signal) {
    Map<Integer, Integer> counts = new TreeMap<>();
    int measured = 0;
    for (var sighting : track.sightings()) {
      OptionalInt number = signal.get(sighting.row()).lookAlike();
      if (number.isPresent()) {
        counts.merge(number.getAsInt(), 1, Integer::sum);
        measured++;
      }
    }
    int all = measured;
    return counts.entrySet().stream()
        .filter(count -> 2 * count.getValue() > all)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean atOnce(Track a, Track b) {
    return a.shot() == b.shot()
        && a.sightings().getFirst().timeS() <= b.sightings().getLast().timeS()
        && b.sightings().getFirst().timeS() <= a.sightings().getLast().timeS();
  }
}
