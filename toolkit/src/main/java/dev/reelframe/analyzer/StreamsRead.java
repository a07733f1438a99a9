package dev.reelframe.analyzer;

import dev.reelframe.media.Audio;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.MediaInfo.Track;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which streams a spec's views need. */
final class StreamsRead {
  private StreamsRead() {}

  static Optional<State.Skipped> missing(AnalyzerSpec spec, MediaInfo media) {
    boolean wantsPicture = spec.views().stream().anyMatch(Frames.class::isInstance);
    boolean wantsSound = spec.views().stream().anyMatch(Audio.class::isInstance);
    if (wantsPicture && media.picture().isEmpty()) {
      return Optional.of(without(media, Kind.VIDEO));
    }
    if (wantsSound && media.sound().isEmpty()) {
      return Optional.of(without(media, Kind.AUDIO));
    }
    return Optional.empty();
  }

  private static State.Skipped without(MediaInfo media, Kind kind) {
    List<Track> there = media.tracks(kind);
    return there.isEmpty()
        ? new State.Skipped("the file has no " + kind.content(), "")
        : new State.Skipped(
            "the file's %s is not decoded here: %s"
                .formatted(
                    kind.content(),
                    there.stream().map(Track::toString).collect(Collectors.joining(", "))),
            "convert the file to H.264 and AAC");
  }
}
