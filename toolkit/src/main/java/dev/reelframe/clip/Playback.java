package dev.reelframe.clip;

import dev.reelframe.media.Audio;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.Video;
import dev.reelframe.media.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A clip from its beginning: each picture with the moment at which the next one takes its place.
 *
 * @param view which pictures
 * @param sound whether the sound is read as well, where the clip has any
 * @param leastStepS a picture nearer than this to the one before is left out, seconds; 0 for none
 * @param untilS where to stop, seconds
 */
record Playback(Frames view, boolean sound, double leastStepS, double untilS) {
  /** Takes what comes, pictures and sound each in the order of time. */
  interface Listener {
    void picture(Frame frame, double endS) throws IOException;

    void sound(AudioBlock block) throws IOException;
  }

  /** All of a clip. */
  static Playback whole() {
    return new Playback(Frames.all(), true, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Decodes the clip once.
   *
   * @throws InputRejected where it has no picture
   */
  void play(Video video, Listener listener) throws IOException {
    if (video.info().picture().isEmpty()) {
      throw new InputRejected(video.file() + " has no picture to write");
    }
    List<View> views = sound ? List.of(view, Audio.original()) : List.of(view);
    try (Decoding decoding = video.decode(views)) {
      Optional<Frame> held = Optional.empty();
      for (Optional<Decoding.Delivery> next = decoding.next();
          next.isPresent();
          next = decoding.next()) {
        switch (next.get().item()) {
          case AudioBlock block -> listener.sound(block);
          case Frame frame -> {
            if (held.isPresent() && frame.timeS() - held.get().timeS() < leastStepS) {
              continue;
            }
            if (held.isPresent()) {
              listener.picture(held.get(), frame.timeS());
            }
            if (frame.timeS() >= untilS) {
              return;
            }
            held = Optional.of(frame);
          }
        }
      }
      if (held.isPresent()) {
        listener.picture(held.get(), decoding.end().pictureS());
      }
    }
  }
}
