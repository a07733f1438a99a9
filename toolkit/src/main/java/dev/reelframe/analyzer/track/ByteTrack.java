package dev.reelframe.analyzer.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins sightings to tracks after ByteTrack (Zhang et al., ECCV 2022, arXiv:2110.06864): a Kalman
 * filter says where each track will be; sightings with a high score are paired with tracks by
 * overlap first, those with a low score with the tracks that are left. Three things differ, since
 * here samples lie half a second apart and a whole shot is known before the first track is given
 * out:
 *
 * <ul>
 *   <li>what is left after both rounds is paired once more by boxes grown on all sides (buffered
 *       IoU, Yang et al., WACV 2023, arXiv:2211.14317), so that a walking person keeps the number;
 *   <li>a track may begin with a low score; it counts only if some sighting of it has a high one;
 *   <li>tracks never reach from one shot into the next.
 * </ul>
 *
 * @param high score from which a sighting is sure enough to make a track count
 * @param low score below which a sighting is not looked at
 * @param overlap IoU from which a sighting can be a track's next
 * @param buffer share by which boxes are grown in the last round
 * @param patienceS seconds for which a track is kept that nobody sees
 */
public record ByteTrack(double high, double low, double overlap, double buffer, double patienceS) {

  public ByteTrack {
    if (!(0 <= low && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "scores low " + low + " and high " + high + ": give 0 <= low <= high <= 1");
    }
    if (!(overlap > 0 && overlap < 1) || !(buffer >= 0) || !(patienceS >= 0)) {
      throw new IllegalArgumentException(
          "overlap "
              + overlap
              + ", buffer "
              + buffer
              + ", patience "
              + patienceS
              + ": give 0 < overlap < 1 and no negative buffer or patience");
    }
  }

  /** High 0.5, low 0.1, IoU 0.2, buffer 0.5, patience 2 s. */
  public static ByteTrack standard() {
    return new ByteTrack(0.5, 0.1, 0.2, 0.5, 2);
  }

  public ByteTrack scores(double highScore, double lowScore) {
    return new ByteTrack(highScore, lowScore, overlap, buffer, patienceS);
  }

  public ByteTrack overlap(double iou) {
    return new ByteTrack(high, low, iou, buffer, patienceS);
  }

  public ByteTrack buffer(double share) {
    return new ByteTrack(high, low, overlap, share, patienceS);
  }

  public ByteTrack patience(double seconds) {
    return new ByteTrack(high, low, overlap, buffer, seconds);
  }

  /** A track in the making. */
  private static final class Draft {
    final int shot;
    final List<Sighting> sightings = new ArrayList<>();
    final BoxMotion motion;

    Draft(int shot, Sighting first) {
      this.shot = shot;
      this.motion = new BoxMotion(first.timeS(), first.box());
      sightings.add(first);
    }

    void add(Sighting next) {
      sightings.add(next);
      motion.saw(next.timeS(), next.box());
    }

    double lastS() {
      return sightings.getLast().timeS();
    }

    boolean reaches(double score) {
      return sightings.stream().anyMatch(s -> s.score() >= score);
    }
  }

  /**
   * Follows.
   *
   * @param sightings in any order
   * @return tracks with at least one sighting of a high score, by the time of their first sighting
   */
  public List<Track> follow(List<Sighting> sightings, Shots shots) {
    TreeMap<Double, List<Sighting>> byTime = new TreeMap<>();
    for (Sighting sighting : sightings) {
      if (sighting.score() >= low) {
        byTime.computeIfAbsent(sighting.timeS(), t -> new ArrayList<>()).add(sighting);
      }
    }
    List<Draft> all = new ArrayList<>();
    List<Draft> alive = new ArrayList<>();
    int shot = -1;
    for (Map.Entry<Double, List<Sighting>> sample : byTime.entrySet()) {
      double now = sample.getKey();
      if (shots.at(now) != shot) {
        shot = shots.at(now);
        alive.clear();
      }
      alive.removeIf(draft -> now - draft.lastS() > patienceS + 1e-9);
      for (Sighting lone : paired(sample.getValue(), alive, now)) {
        Draft draft = new Draft(shot, lone);
        alive.add(draft);
        all.add(draft);
      }
    }
    return numbered(all);
  }

  /** Gives sightings of one sample to tracks; returns those that no track takes. */
  private List<Sighting> paired(List<Sighting> sample, List<Draft> alive, double now) {
    List<Sighting> ordered = new ArrayList<>(sample);
    ordered.sort(
        Comparator.comparingDouble(Sighting::score).reversed().thenComparing(Sighting::row));
    List<Sighting> sure = new ArrayList<>(ordered.stream().filter(s -> s.score() >= high).toList());
    List<Sighting> unsure =
        new ArrayList<>(ordered.stream().filter(s -> s.score() < high).toList());
    List<Draft> free = new ArrayList<>(alive);
    round(sure, free, now, 0);
    round(unsure, free, now, 0);
    List<Sighting> left = new ArrayList<>(sure);
    left.addAll(unsure);
    round(left, free, now, buffer);
    return left;
  }

  /** One round of pairing; takes what it paired out of both lists. */
  private void round(List<Sighting> sightings, List<Draft> free, double now, double grown) {
    if (sightings.isEmpty() || free.isEmpty()) {
      return;
    }
    List<Box> expected = free.stream().map(d -> d.motion.at(now).grown(grown)).toList();
    double[][] cost = new double[sightings.size()][free.size()];
    for (int i = 0; i < sightings.size(); i++) {
      Box box = sightings.get(i).box().grown(grown);
      for (int j = 0; j < free.size(); j++) {
        double iou = Math.max(box.iou(expected.get(j)), box.iou(lastBox(free.get(j), grown)));
        // A pair below the threshold costs as much as none, so it never drives another out.
        cost[i][j] = iou >= overlap ? 1 - iou : 1;
      }
    }
    int[] pair = Assignment.of(cost);
    List<Sighting> takenSightings = new ArrayList<>();
    List<Draft> takenDrafts = new ArrayList<>();
    for (int i = 0; i < pair.length; i++) {
      if (pair[i] >= 0 && cost[i][pair[i]] < 1) {
        free.get(pair[i]).add(sightings.get(i));
        takenSightings.add(sightings.get(i));
        takenDrafts.add(free.get(pair[i]));
      }
    }
    sightings.removeAll(takenSightings);
    free.removeAll(takenDrafts);
  }

  /** Where it was last: a thing that stops abruptly is there, not where the filter expects it. */
  private static Box lastBox(Draft draft, double grown) {
    return draft.sightings.getLast().box().grown(grown);
  }

  private List<Track> numbered(List<Draft> drafts) {
    List<Track> tracks = new ArrayList<>();
    for (Draft draft : drafts) {
      if (draft.reaches(high)) {
        tracks.add(new Track(tracks.size() + 1, draft.shot, draft.sightings));
      }
    }
    return tracks;
  }
}
