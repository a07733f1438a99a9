package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;

/**
 * A view of the sound: 32-bit float samples, -1..1, from time 0; gaps in the container are silence,
 * so that sample {@code i} is at {@code i / rate} seconds.
 *
 * @param rateHz sample rate; 0 keeps the rate of the file
 * @param mono true for the plain mean of all channels (of two that cancel each other, the louder
 *     one), false for the channels of the file
 */
public record Audio(int rateHz, boolean mono) implements View {

  public Audio {
    if (rateHz != 0 && (rateHz < 1000 || rateHz > 384_000)) {
      throw new InputRejected("audio at " + rateHz + " Hz: give 0 (as it is) or 1000 to 384000 Hz");
    }
  }

  /** One channel, the mean of all, at {@code rateHz}. */
  public static Audio mono(int rateHz) {
    return new Audio(rateHz, true);
  }

  /** Rate and channels of the file. */
  public static Audio original() {
    return new Audio(0, false);
  }

  @Override
  public String toString() {
    return "audio "
        + (rateHz == 0 ? "at its own rate" : rateHz + " Hz")
        + (mono ? " mono" : " all channels");
  }
}
