package dev.reelframe.fetch;

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
public record FetchLimits(
    long bytes, Duration total, Duration idle, double clipS, long cacheBytes) {

  /** 1 GiB, 15 minutes, 30 seconds, one hour, 10 GiB. */
  public static FetchLimits standard() {
    return new FetchLimits(
        1L << 30, Duration.ofMinutes(15), Duration.ofSeconds(30), 3600, 10L << 30);
  }

  /** With another largest file, bytes. */
  public FetchLimits bytes(long most) {
    return new FetchLimits(most, total, idle, clipS, cacheBytes);
  }

  /** With another time from the first request to the last byte. */
  public FetchLimits total(Duration most) {
    return new FetchLimits(bytes, most, idle, clipS, cacheBytes);
  }

  /** With another longest time without a byte. */
  public FetchLimits idle(Duration most) {
    return new FetchLimits(bytes, total, most, clipS, cacheBytes);
  }

  /** With another longest stated duration of a clip, seconds. */
  public FetchLimits clipS(double most) {
    return new FetchLimits(bytes, total, idle, most, cacheBytes);
  }

  /** With another size of the cache, bytes. */
  public FetchLimits cacheBytes(long most) {
    return new FetchLimits(bytes, total, idle, clipS, most);
  }
}
