package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.track.Sighting;
import dev.reelframe.analyzer.track.Track;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Joins tracks across a cut, or a short cut-away, where everything that can be seen says that the
 * person stayed: the face is in the same place and as large, and its colour, the hair, the clothes
 * and the background on both sides are the same, as at the jump cuts of a vlog. No model here knows
 * one person's face from another's, so anything less leaves tracks apart.
 */
final class Identities {
  /** Least overlap of the faces before and after. */
  private static final double SAME_PLACE_IOU = 0.5;

  /** Most difference of any colour, RGB 0..255: the light flickers by less. */
  private static final double SAME_COLOUR = 16;

  /** Longest time out of the picture. */
  private static final double RETURNS_WITHIN_S = 5;

  /** Looks before and after the cut that are compared: a hand may cross the picture in one. */
  private static final int LOOKS = 3;

  private Identities() {}

  /** Identity of each track, numbered from 1; empty for a track that is joined to none. */
  static List<Optional<Integer>> of(List<Track> tracks, Table signal) {
    Map<Integer, Integer> identity = new HashMap<>();
    int next = 1;
    for (int i = 0; i < tracks.size(); i++) {
      Optional<Integer> before = before(tracks, i, signal);
      if (before.isPresent()) {
        if (!identity.containsKey(before.get())) {
          identity.put(before.get(), next++);
        }
        identity.put(i, identity.get(before.get()));
      }
    }
    List<Optional<Integer>> all = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      all.add(Optional.ofNullable(identity.get(i)));
    }
    return all;
  }

  /** The latest earlier track of the same person; empty where none fits, or two of one shot do. */
  private static Optional<Integer> before(List<Track> tracks, int of, Table signal) {
    Track track = tracks.get(of);
    Optional<Integer> found = Optional.empty();
    for (int i = 0; i < tracks.size(); i++) {
      Track other = tracks.get(i);
      double away = first(track).timeS() - other.sightings().getLast().timeS();
      if (other.shot() < track.shot() && away <= RETURNS_WITHIN_S && same(other, track, signal)) {
        if (found.isPresent() && tracks.get(found.get()).shot() == other.shot()) {
          return Optional.empty();
        }
        if (found.isEmpty() || tracks.get(found.get()).shot() < other.shot()) {
          found = Optional.of(i);
        }
      }
    }
    return found;
  }

  private static Sighting first(Track track) {
    return track.sightings().getFirst();
  }

  /** Whether some look before and some look after agree in everything. */
  private static boolean same(Track before, Track after, Table signal) {
    List<Sighting> last = before.sightings();
    last = last.subList(Math.max(0, last.size() - LOOKS), last.size());
    for (Sighting a : last) {
      for (Sighting b : after.sightings().stream().limit(LOOKS).toList()) {
        if (a.box().iou(b.box()) >= SAME_PLACE_IOU
            && surroundings(a, signal).distance(surroundings(b, signal)) <= SAME_COLOUR) {
          return true;
        }
      }
    }
    return false;
  }

  private static Surroundings surroundings(Sighting sighting, Table signal) {
    return Surroundings.parse(signal.stringColumn("colours").get(sighting.row()));
  }
}
