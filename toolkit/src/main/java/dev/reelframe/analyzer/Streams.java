package dev.reelframe.analyzer;

import dev.reelframe.media.Audio;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.State;
import java.util.Optional;

/** Which streams a card's views need. */
final class Streams {
  private Streams() {}

  static Optional<State.Skipped> missing(Card card, MediaInfo media) {
    boolean wantsPicture = card.views().stream().anyMatch(Frames.class::isInstance);
    boolean wantsSound = card.views().stream().anyMatch(Audio.class::isInstance);
    if (wantsPicture && media.picture().isEmpty()) {
      return Optional.of(new State.Skipped("the file has no picture", ""));
    }
    if (wantsSound && media.sound().isEmpty()) {
      return Optional.of(new State.Skipped("the file has no sound", ""));
    }
    return Optional.empty();
  }
}
