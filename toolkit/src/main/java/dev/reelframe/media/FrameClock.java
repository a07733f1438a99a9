package dev.reelframe.media;

import java.util.ArrayDeque;
import java.util.Optional;

/** Numbers frames by their timestamps and knows where the last one ends. */
final class FrameClock {
  /** A timestamp that jumps further ahead is wrong: what bears it is left out, seconds. */
  static final double LONGEST_JUMP_S = 1200;

  private static final double SAME_S = 1e-6;

  /** Frame rates that headers may state and be believed, frames per second. */
  private static final double LOWEST_RATE = 1;

  private static final double HIGHEST_RATE = 1000;

  private static final double USUAL_FRAME_S = 0.04;

  private record Tick(long index, double timeS) {}

  private final double nominalFrameS;
  private final double limitS;
  private final ArrayDeque<Tick> recent = new ArrayDeque<>();
  private long count;
  private long beyond;
  private double latestS;
  private double overS;
  private double lastS;
  private double lastStepS;

  /**
   * @param limitS later frames are not counted, seconds
   */
  FrameClock(Optional<MediaInfo.Picture> picture, double limitS) {
    this.limitS = limitS;
    this.nominalFrameS =
        picture
            .flatMap(MediaInfo.Picture::frameRate)
            .filter(rate -> rate >= LOWEST_RATE && rate <= HIGHEST_RATE)
            .map(rate -> 1 / rate)
            .orElse(USUAL_FRAME_S);
  }

  /** Counts the next frame; returns its number, or -1 for one that is not shown. */
  long tick(double timeS) {
    if (timeS < 0) {
      return -1;
    }
    if (isBeyond(timeS)) {
      beyond++;
      latestS = Math.max(latestS, timeS);
      return -1;
    }
    if (timeS > limitS) {
      overS = timeS;
      return -1;
    }
    if (count > 0 && timeS > lastS) {
      lastStepS = timeS - lastS;
    }
    lastS = timeS;
    recent.addLast(new Tick(count, timeS));
    // A muxer holds back a sampled view by seconds at the most.
    while (recent.size() > 4096) {
      recent.removeFirst();
    }
    return count++;
  }

  /** Whether a timestamp is so far ahead of the frames counted so far that it is wrong. */
  boolean isBeyond(double timeS) {
    return timeS - Math.max(lastS, overS) > LONGEST_JUMP_S;
  }

  /** Whether the frame that was presented at this time has been counted. */
  boolean reached(double timeS) {
    return count > 0 && timeS <= lastS + SAME_S;
  }

  /** Number of the frame that was presented at this time. */
  long indexAt(double timeS) {
    for (var it = recent.descendingIterator(); it.hasNext(); ) {
      Tick tick = it.next();
      if (tick.timeS <= timeS + SAME_S) {
        return tick.index;
      }
    }
    return recent.isEmpty() ? 0 : recent.getFirst().index;
  }

  long count() {
    return count;
  }

  /** Frames that were left out because their time is absurd. */
  long beyond() {
    return beyond;
  }

  /** The latest such time, seconds. */
  double latestS() {
    return latestS;
  }

  /** The last time beyond the limit, seconds; 0 where there was none. */
  double overS() {
    return overS;
  }

  /** When the last frame is shown, seconds. */
  double lastS() {
    return lastS;
  }

  /**
   * End of the last frame where the container does not say: as long as the step before it, at most
   * the nominal frame duration doubled.
   */
  double endS() {
    if (count == 0) {
      return 0;
    }
    double step = lastStepS > 0 ? Math.min(lastStepS, 2 * nominalFrameS) : nominalFrameS;
    return lastS + step;
  }
}
