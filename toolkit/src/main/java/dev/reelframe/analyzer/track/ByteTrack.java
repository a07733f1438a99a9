package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins detections to tracks after ByteTrack (Zhang et al., ECCV 2022, arXiv:2110.06864): a Kalman
 * filter says where each track will be; sure detections are paired with tracks by overlap first,
 * weak ones with the tracks that are left. A track starts from a sure detection only; a weak one
 * may continue a track and never starts one. Detections of different classes ({@link
 * TrackDetection#group}) are never joined; within a class, boxes whose labels have nothing in
 * common have to overlap more ({@link #OTHER_LABEL_IOU}).
 *
 * <p>Three things differ from the paper, since here samples lie half a second apart and a whole
 * shot is known before the first track is given out:
 *
 * <ul>
 *   <li>what is left after both rounds is paired twice more by boxes grown on all sides (cascaded
 *       buffered IoU, Yang et al., WACV 2023, arXiv:2211.14317), in the end the sure ones only, so
 *       that a walking person keeps the number;
 *   <li>weak detections continue a track in both directions of time, so also back from its first
 *       sure one;
 *   <li>tracks never reach from one shot into the next.
 * </ul>
 *
 * @param high score from which a detection is sure: it may start a track
 * @param low score below which a detection is not looked at
 * @param overlap IoU from which a detection can be a track's next
 * @param buffer share by which boxes are grown in the last round
 * @param patienceS seconds for which a track is kept that nobody sees
 */
public record ByteTrack(double high, double low, double overlap, double buffer, double patienceS) {
  /** IoU from which two boxes of a class show one thing although their labels differ. */
  static final double OTHER_LABEL_IOU = 0.6;

  /** Times the buffer: how far a sure detection may be from the track that it continues. */
  private static final double FAR = 3;

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

  /**
   * With other scores, 0..1: from which a detection may start a track, and below which it is not
   * looked at.
   */
  public ByteTrack scores(double highScore, double lowScore) {
    return new ByteTrack(highScore, lowScore, overlap, buffer, patienceS);
  }

  /** With another IoU, above 0 and below 1, from which a detection can be a track's next. */
  public ByteTrack overlap(double iou) {
    return new ByteTrack(high, low, iou, buffer, patienceS);
  }

  /** With another share, 0 or more, by which boxes are grown in the last round. */
  public ByteTrack buffer(double share) {
    return new ByteTrack(high, low, overlap, share, patienceS);
  }

  /** Keeps a track that nobody sees for so many seconds. */
  public ByteTrack patience(double seconds) {
    return new ByteTrack(high, low, overlap, buffer, seconds);
  }

  /**
   * Follows.
   *
   * @param sightings in any order
   * @return tracks with at least one sure detection, by the time of their first one
   */
  public List<Track> follow(List<TrackDetection> sightings, Shots shots) {
    List<TreeMap<Double, List<TrackDetection>>> byShot = new ArrayList<>();
    shots.spans().forEach(span -> byShot.add(new TreeMap<>()));
    for (TrackDetection sighting : sightings) {
      if (sighting.score() >= low) {
        byShot
            .get(shots.at(sighting.timeS()))
            .computeIfAbsent(sighting.timeS(), t -> new ArrayList<>())
            .add(sighting);
      }
    }
    List<Track> tracks = new ArrayList<>();
    for (int shot = 0; shot < byShot.size(); shot++) {
      for (TrackDraft draft : inShot(byShot.get(shot))) {
        tracks.add(new Track(tracks.size() + 1, shot, draft.sightings()));
      }
    }
    return tracks;
  }

  /** The tracks of one shot, by their first detection. */
  private List<TrackDraft> inShot(NavigableMap<Double, List<TrackDetection>> samples) {
    Set<TrackDetection> taken = new HashSet<>();
    List<TrackDraft> drafts = new ArrayList<>();
    for (Map.Entry<Double, List<TrackDetection>> sample : samples.entrySet()) {
      List<TrackDraft> alive = new ArrayList<>(drafts);
      alive.removeIf(draft -> sample.getKey() - draft.lastS() > patienceS + 1e-9);
      List<TrackDetection> left = paired(sample.getValue(), alive, sample.getKey(), taken);
      for (TrackDetection lone : left) {
        drafts.add(new TrackDraft(lone));
        taken.add(lone);
      }
    }
    continueBack(samples, drafts, taken);
    drafts.sort(
        Comparator.comparingDouble((TrackDraft d) -> d.sightings().getFirst().timeS())
            .thenComparing(d -> d.sightings().getFirst().row()));
    return drafts;
  }

  /** Weak detections before a track's first sure one that are still free continue it back. */
  private void continueBack(
      NavigableMap<Double, List<TrackDetection>> samples,
      List<TrackDraft> drafts,
      Set<TrackDetection> taken) {
    List<TrackDraft> backward = drafts.stream().map(TrackDraft::reversed).toList();
    for (Map.Entry<Double, List<TrackDetection>> sample : samples.descendingMap().entrySet()) {
      double now = sample.getKey();
      List<TrackDraft> alive = new ArrayList<>(backward);
      alive.removeIf(d -> now >= d.lastS() || d.lastS() - now > patienceS + 1e-9);
      List<TrackDetection> free = new ArrayList<>(sample.getValue());
      free.removeIf(s -> taken.contains(s) || s.score() >= high);
      paired(free, alive, now, taken);
    }
    for (int i = 0; i < drafts.size(); i++) {
      drafts.set(i, backward.get(i).reversed());
    }
  }

  /** Gives detections of one sample to tracks; returns the sure ones that no track takes. */
  private List<TrackDetection> paired(
      List<TrackDetection> sample, List<TrackDraft> alive, double now, Set<TrackDetection> taken) {
    List<TrackDetection> ordered = new ArrayList<>(sample);
    ordered.sort(
        Comparator.comparingDouble(TrackDetection::score)
            .reversed()
            .thenComparing(TrackDetection::row));
    List<TrackDetection> sure =
        new ArrayList<>(ordered.stream().filter(s -> s.score() >= high).toList());
    List<TrackDetection> unsure =
        new ArrayList<>(ordered.stream().filter(s -> s.score() < high).toList());
    List<TrackDraft> free = new ArrayList<>(alive);
    round(sure, free, now, 0, taken);
    round(unsure, free, now, 0, taken);
    List<TrackDetection> left = new ArrayList<>(sure);
    left.addAll(unsure);
    round(left, free, now, buffer, taken);
    left.removeIf(s -> s.score() < high);
    round(left, free, now, FAR * buffer, taken);
    return left;
  }

  /** One round of pairing; takes what it paired out of both lists. */
  private void round(
      List<TrackDetection> sightings,
      List<TrackDraft> free,
      double now,
      double grown,
      Set<TrackDetection> taken) {
    if (sightings.isEmpty() || free.isEmpty()) {
      return;
    }
    double[][] cost = new double[sightings.size()][free.size()];
    for (int i = 0; i < sightings.size(); i++) {
      for (int j = 0; j < free.size(); j++) {
        cost[i][j] = cost(sightings.get(i), free.get(j), now, grown);
      }
    }
    int[] pair = Assignment.of(cost);
    List<TrackDetection> takenNow = new ArrayList<>();
    List<TrackDraft> takenDrafts = new ArrayList<>();
    for (int i = 0; i < pair.length; i++) {
      if (pair[i] >= 0 && cost[i][pair[i]] < 1) {
        free.get(pair[i]).add(sightings.get(i));
        takenNow.add(sightings.get(i));
        takenDrafts.add(free.get(pair[i]));
      }
    }
    taken.addAll(takenNow);
    sightings.removeAll(takenNow);
    free.removeAll(takenDrafts);
  }

  /**
   * 1 less the IoU, the better of that with the box expected and that with the last box: a thing
   * that stops abruptly is where it was. A pair that may not be costs 1, as much as none, so it
   * never drives another out.
   */
  private double cost(TrackDetection sighting, TrackDraft draft, double now, double grown) {
    if (!sighting.group().equals(draft.last().group())) {
      return 1;
    }
    BoundingBox box = sighting.box().grown(grown);
    double iou =
        Math.max(
            box.iou(draft.expected(now).grown(grown)), box.iou(draft.last().box().grown(grown)));
    boolean sameLabel = sighting.votes().isEmpty() || draft.knows(sighting.votes().keySet());
    return iou >= (sameLabel ? overlap : Math.max(overlap, OTHER_LABEL_IOU)) ? 1 - iou : 1;
  }
}
