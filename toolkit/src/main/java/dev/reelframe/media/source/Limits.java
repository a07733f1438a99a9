package dev.reelframe.media.source;

import java.time.Duration;

/**
 * What a source may cost.
 *
 * @param bytes size of one media file
 * @param total time from the first request to the last byte, retries included
 * @param idle time without a byte
 * @param clipS stated duration of a clip, seconds
 * @param cacheBytes size of all cached media; the longest unused go first
 */
public record Limits(long bytes, Duration total, Duration idle, double clipS, long cacheBytes) {

  /** 1 GiB, 15 minutes, 30 seconds, one hour, 10 GiB. */
  public static Limits standard() {
    return new Limits(1L << 30, Duration.ofMinutes(15), Duration.ofSeconds(30), 3600, 10L << 30);
  }

  public Limits bytes(long most) {
    return new Limits(most, total, idle, clipS, cacheBytes);
  }

  public Limits total(Duration most) {
    return new Limits(bytes, most, idle, clipS, cacheBytes);
  }

  public Limits idle(Duration most) {
    return new Limits(bytes, total, most, clipS, cacheBytes);
  }

  public Limits clipS(double most) {
    return new Limits(bytes, total, idle, most, cacheBytes);
  }

  public Limits cacheBytes(long most) {
    return new Limits(bytes, total, idle, clipS, most);
  }
}
