package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import java.util.Locale;

/**
 * How much of a file is worked through. A small file may hold days of silence, or claim to.
 *
 * @param seconds longest clip
 * @param bytes largest file
 */
public record MediaLimits(double seconds, long bytes) {
  public MediaLimits {
    if (!(seconds > 0) || !(bytes > 0)) {
      throw new InputRejected(
          "limits of " + seconds + " s and " + bytes + " bytes: give more than 0");
    }
  }

  /** Four hours, 64 GiB. */
  public static MediaLimits standard() {
    return new MediaLimits(4 * 3600, 64L << 30);
  }

  /** With another longest clip, seconds above 0. */
  public MediaLimits seconds(double most) {
    return new MediaLimits(most, bytes);
  }

  /** With another largest file, bytes above 0. */
  public MediaLimits bytes(long most) {
    return new MediaLimits(seconds, most);
  }

  /**
   * Refuses what states to be more. Where nobody states a length, decoding stops at the limit.
   *
   * @param name for the message
   * @throws InputRejected where the file is longer or larger
   */
  void check(String name, MediaInfo info) {
    double stated = info.durationS().orElse(0.0);
    if (info.statesDuration() && stated > seconds) {
      throw new InputRejected(
          String.format(
              Locale.ROOT,
              "%s states a length of %.0f s, the limit is %.0f s: cut it, or raise the limit (--max-duration %.0f)",
              name,
              stated,
              seconds,
              Math.ceil(stated)));
    }
  }

  void check(String name, long size) {
    if (size > bytes) {
      throw new InputRejected(
          "%s has %d bytes, the limit is %d: cut it, or raise the limit (--max-bytes %d)"
              .formatted(name, size, bytes, size));
    }
  }
}
