package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faces of a signal, followed through their shots.
 *
 * @param tracks by their start
 * @param identities identity of each track, where there is one
 */
record FollowedFaces(List<Track> tracks, List<Optional<Integer>> identities, SampleTimes samples) {
  /** Least share of the looks in a track's time that see it. */
  private static final double MIN_PRESENCE = 0.4;

  /** Mean score with which one sure look is enough, as of a face turned away. */
  private static final double STEADY_MEAN = 0.65;

  /** Least mean score of a track. */
  private static final double MIN_MEAN = 0.6;

  static FollowedFaces in(List<FaceRow.Sampled> signal, Shots shots, double score) {
    SampleTimes samples =
        SampleTimes.at(signal.stream().map(FaceRow.Sampled::timeS).toList(), shots);
    List<TrackDetection> sightings = new ArrayList<>();
    for (int row = 0; row < signal.size(); row++) {
      FaceRow.Sampled face = signal.get(row);
      if (face.box().isPresent()) {
        BoundingBox box = face.box().get();
        sightings.add(
            new TrackDetection(row, face.timeS(), box, face.confidence(), "face", Map.of()));
      }
    }
    double low = Math.min(FaceDetector.MIN_SCORE, score);
    List<Track> tracks =
        ByteTrack.standard().scores(score, low).follow(sightings, shots).stream()
            .filter(track -> lasts(track, samples, score))
            .sorted(
                Comparator.comparingDouble((Track t) -> t.interval(samples).startS())
                    .thenComparing(Track::id))
            .toList();
    return new FollowedFaces(tracks, Identities.of(tracks, signal), samples);
  }

  /**
   * Whether it is more than a flicker: as in ByteTrack a new track needs a second sure look, or
   * steady ones.
   */
  private static boolean lasts(Track track, SampleTimes samples, double sure) {
    int seen = track.sightings().size();
    long surely = track.sightings().stream().filter(s -> s.score() >= sure).count();
    boolean flicker = surely < 2 && (seen == 1 || track.meanScore() < STEADY_MEAN);
    if (flicker && samples.count(track.shot()) > 2 || track.meanScore() < MIN_MEAN) {
      return false;
    }
    int chances =
        samples.count(
            track.shot(),
            track.sightings().getFirst().timeS(),
            track.sightings().getLast().timeS());
    return seen >= MIN_PRESENCE * chances;
  }

  /** One row per track. */
  List<FaceRow> rows(MediaInfo media) {
    List<FaceRow> rows = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      Interval interval = track.interval(samples);
      BoundingBox box = track.medianBox();
      rows.add(
          new FaceRow(
              interval.startS(),
              interval.endS(),
              i + 1,
              identities.get(i),
              box,
              media.picture().map(p -> share(box, p)),
              track.sightings().size(),
              track.meanScore()));
    }
    return rows;
  }

  /** Share of the picture that a box covers: a close-up's box may reach beyond the edges. */
  private static double share(BoundingBox box, MediaInfo.Picture picture) {
    return box.clipped(picture.width(), picture.height()).area()
        / ((double) picture.width() * picture.height());
  }

  /** The signal with the track numbers of the table. */
  List<FaceRow.Sampled> numbered(List<FaceRow.Sampled> signal) {
    Map<Integer, Integer> ids = new HashMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      int id = i + 1;
      tracks.get(i).sightings().forEach(s -> ids.put(s.row(), id));
    }
    List<FaceRow.Sampled> numbered = new ArrayList<>();
    for (int row = 0; row < signal.size(); row++) {
      numbered.add(signal.get(row).in(ids.get(row)));
    }
    return numbered;
  }
}
