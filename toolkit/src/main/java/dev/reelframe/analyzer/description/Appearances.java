package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.track.Shots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Things as a viewer counts them. Where a track ends and, in the same shot and about the same
 * place, one of the same kind begins, that is no second thing that comes: the first was overlooked
 * for a while.
 */
final class Appearances {
  /** Share of the picture's width and height up to which places are about the same. */
  static final double NEAR = 0.2;

  private final Shots shots;
  private final Boxes boxes;
  private final Map<Integer, Appearance> byRow = new HashMap<>();
  private final List<Appearance> all = new ArrayList<>();

  /** One thing in one shot. */
  static final class Appearance {
    private final int shot;
    private final String label;
    private final int number;
    private RowRef last;

    private Optional<Boxes.Place> told = Optional.empty();

    private Appearance(int shot, String label, int number, RowRef first) {
      this.shot = shot;
      this.label = label;
      this.number = number;
      this.last = first;
    }

    /** A name that no other has. */
    String subject() {
      return label + "/" + shot + "/" + number;
    }

    /** Where it was when that was last told; empty before. */
    Optional<Boxes.Place> told() {
      return told;
    }

    /**
     * The place to speak of: the one told before, unless the thing has moved on from there; to and
     * fro at the border between two names is no move.
     */
    Boxes.Place place(Boxes.Place now) {
      if (told.isEmpty() || told.get().distance(now) >= NEAR) {
        told = Optional.of(now);
      }
      return told.get();
    }
  }

  /**
   * @param tracks rows with a label and a box, in the order of time
   */
  Appearances(List<RowRef> tracks, Shots shots, Boxes boxes) {
    this.shots = shots;
    this.boxes = boxes;
    for (RowRef track : tracks) {
      Appearance appearance = lost(track).orElseGet(() -> added(track));
      appearance.last = track;
      byRow.put(track.row(), appearance);
    }
  }

  private int shot(RowRef track) {
    return shots.at(Math.min(track.startS() + 1e-3, track.endS()));
  }

  private Optional<Appearance> lost(RowRef track) {
    return all.stream()
        .filter(a -> a.shot == shot(track) && track.is("label", a.label))
        .filter(a -> a.last.endS() <= track.startS() + 1e-6)
        .filter(a -> boxes.distance(a.last, track) < NEAR)
        .findFirst();
  }

  private Appearance added(RowRef track) {
    Appearance appearance =
        new Appearance(shot(track), track.text("label").orElse(""), all.size(), track);
    all.add(appearance);
    return appearance;
  }

  /** The thing that a row shows. */
  Appearance of(RowRef track) {
    return byRow.get(track.row());
  }
}
