package dev.reelframe.media;

import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.media.MediaInfo.Track;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which tracks of a file are read where nobody says: the ones that the container flags as default,
 * the first of several; never a cover or a preview where there is a film.
 */
final class TrackChoice {
  /** A picture with less than this share of another one's pixels is a preview of it. */
  private static final double PREVIEW = 0.25;

  private TrackChoice() {}

  static Optional<Track> video(List<Track> tracks) {
    List<Track> readable =
        tracks.stream().filter(t -> t.kind() == Kind.VIDEO && t.readable()).toList();
    long largest = readable.stream().mapToLong(TrackChoice::pixels).max().orElse(0);
    return readable.stream()
        .min(
            Comparator.comparing(TrackChoice::isStill)
                .thenComparing(t -> pixels(t) < PREVIEW * largest)
                .thenComparing(t -> !t.isDefault())
                .thenComparing(Track::stream));
  }

  static Optional<Track> audio(List<Track> tracks) {
    return tracks.stream()
        .filter(t -> t.kind() == Kind.AUDIO && t.readable())
        .min(Comparator.comparing((Track t) -> !t.isDefault()).thenComparing(Track::stream));
  }

  private static boolean isStill(Track track) {
    return track.frames().filter(n -> n == 1).isPresent();
  }

  private static long pixels(Track track) {
    Picture picture = track.picture().orElseThrow();
    return (long) picture.width() * picture.height();
  }
}
