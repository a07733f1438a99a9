package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.track.Shots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Things as a viewer counts them. Where a track ends and, in the same shot and about the same
 * place, one of the same kind begins, that is no second thing that comes: the first was overlooked
 * for a while. Where one of another kind begins as it ends, the model has changed its mind about
 * one thing: it is what it was called for longer.
 */
final class Appearances {
  /** Share of the picture's width and height up to which places are about the same. */
  static final double NEAR = 0.2;

  /** A track begins as another ends, seconds: two samples of the slowest look. */
  private static final double AS_IT_ENDS_S = 0.5;

  /** A thing that is called otherwise keeps its size, up to this factor of its area. */
  private static final double SIZE = 2.5;

  private final Shots shots;
  private final Boxes boxes;
  private final Map<Integer, Appearance> byRow = new HashMap<>();
  private final List<Appearance> all = new ArrayList<>();

  /** One thing in one shot. */
  static final class Appearance {
    private final int shot;
    private final int number;
    private final Map<String, Double> secondsByLabel = new TreeMap<>();
    private RowRef last;

    private Optional<Boxes.Place> told = Optional.empty();

    private Appearance(int shot, int number, RowRef first) {
      this.shot = shot;
      this.number = number;
      this.last = first;
    }

    private void add(RowRef track) {
      last = track;
      secondsByLabel.merge(called(track), track.endS() - track.startS(), Double::sum);
    }

    /** What it is called for longest. */
    String label() {
      return Collections.max(secondsByLabel.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /** A name that no other has. */
    String subject() {
      return label() + "/" + shot + "/" + number;
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
      Appearance appearance = lost(track).or(() -> renamed(track)).orElseGet(() -> added(track));
      appearance.add(track);
      byRow.put(track.row(), appearance);
    }
  }

  private int shot(RowRef track) {
    return shots.at(Math.min(track.startS() + 1e-3, track.endS()));
  }

  private Optional<Appearance> lost(RowRef track) {
    return all.stream()
        .filter(a -> a.shot == shot(track) && called(track).equals(called(a.last)))
        .filter(a -> a.last.endS() <= track.startS() + 1e-6)
        .filter(a -> boxes.distance(a.last, track) < NEAR)
        .findFirst();
  }

  /** Persons are not taken for things, nor the other way round. */
  private Optional<Appearance> renamed(RowRef track) {
    return all.stream()
        .filter(a -> a.shot == shot(track) && !isPerson(track) && !isPerson(a.last))
        .filter(a -> Math.abs(a.last.endS() - track.startS()) <= AS_IT_ENDS_S)
        .filter(a -> boxes.distance(a.last, track) < NEAR && boxes.growth(a.last, track) < SIZE)
        .findFirst();
  }

  private static boolean isPerson(RowRef track) {
    return track.is("label", ObjectNarrator.PERSON);
  }

  private static String called(RowRef track) {
    return track.text("label").orElse("");
  }

  private Appearance added(RowRef track) {
    Appearance appearance = new Appearance(shot(track), all.size(), track);
    all.add(appearance);
    return appearance;
  }

  /** The thing that a row shows. */
  Appearance of(RowRef track) {
    return byRow.get(track.row());
  }
}
