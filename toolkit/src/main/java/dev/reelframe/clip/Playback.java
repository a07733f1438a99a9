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
import java.util.concurrent.CancellationException;

/**
 * A clip from its beginning: each picture with the moment at which the next one takes its place.
 *
 * @param view which pictures
 * @param sound whether the sound is read as well, where the clip has any
 * @param leastStepS a picture nearer than this to the one before is left out, seconds; 0 for none
 * @param untilS where to stop, seconds; sound up to there is read though it comes late
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
   * @throws CancellationException where the calling thread is interrupted; the decoder child has
   *     ended by then
   */
  void play(Video video, Listener listener) throws IOException {
    if (video.info().picture().isEmpty()) {
      throw new InputRejected(video.file() + " has no picture to write");
    }
    List<View> views = sound ? List.of(view, Audio.original()) : List.of(view);
    try (Decoding decoding = video.decode(views)) {
      Optional<Frame> held = Optional.empty();
      double pictureS = 0;
      double soundS = sound && video.info().sound().isPresent() ? 0 : Double.POSITIVE_INFINITY;
      for (Optional<Decoding.Delivery> next = decoding.next();
          next.isPresent();
          next = decoding.next()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("the work on " + video.file() + " was cancelled");
        }
        switch (next.get().item()) {
          case AudioBlock block -> {
            listener.sound(block);
            soundS = block.endS();
          }
          case Frame frame -> {
            if (pictureS < untilS) {
              held = follow(held, frame, listener);
            }
            pictureS = frame.timeS();
          }
        }
        // Sound comes in whole blocks, and may come later than the picture it belongs to.
        if (pictureS >= untilS
            && (soundS >= untilS || pictureS >= untilS + Decoding.INTERLEAVED_S)) {
          return;
        }
      }
      if (held.isPresent()) {
        listener.picture(held.get(), decoding.end().pictureS());
      }
    }
  }

  /** Hands over the picture that is held where another takes its place; the one held after that. */
  private Optional<Frame> follow(Optional<Frame> held, Frame next, Listener listener)
      throws IOException {
    boolean over = next.timeS() >= untilS;
    if (held.isPresent()) {
      if (!over && next.timeS() - held.get().timeS() < leastStepS) {
        return held;
      }
      listener.picture(held.get(), next.timeS());
    }
    return over ? Optional.empty() : Optional.of(next);
  }
}
