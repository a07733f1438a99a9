package dev.reelframe.analyzer;

import dev.reelframe.media.Audio;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.State;
import java.util.Optional;

/** Which streams a spec's views need. */
final class StreamsRead {
  private StreamsRead() {}

  static Optional<State.Skipped> missing(AnalyzerSpec spec, MediaInfo media) {
    boolean wantsPicture = spec.views().stream().anyMatch(Frames.class::isInstance);
    boolean wantsSound = spec.views().stream().anyMatch(Audio.class::isInstance);
    if (wantsPicture && media.picture().isEmpty()) {
      return Optional.of(new State.Skipped("the file has no picture", ""));
    }
    if (wantsSound && media.sound().isEmpty()) {
      return Optional.of(new State.Skipped("the file has no sound", ""));
    }
    return Optional.empty();
  }
}
