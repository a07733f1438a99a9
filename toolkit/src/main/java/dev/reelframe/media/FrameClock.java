package dev.reelframe.media;

import java.util.ArrayDeque;
import java.util.Optional;

/** Numbers frames by their timestamps and knows where the last one ends. */
final class FrameClock {
  private static final double SAME_S = 1e-6;

  private record Tick(long index, double timeS) {}

  private final double nominalFrameS;
  private final ArrayDeque<Tick> recent = new ArrayDeque<>();
  private long count;
  private double lastS;
  private double lastStepS;

  FrameClock(Optional<MediaInfo.Picture> picture) {
    this.nominalFrameS =
        picture.flatMap(MediaInfo.Picture::frameRate).map(rate -> 1 / rate).orElse(0.04);
  }

  /** Counts the next frame; returns its number. */
  long tick(double timeS) {
    if (timeS < 0) {
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

  /**
   * End of the last frame: as long as the step before it, at most the nominal frame duration
   * doubled.
   */
  double endS() {
    if (count == 0) {
      return 0;
    }
    double step = lastStepS > 0 ? Math.min(lastStepS, 2 * nominalFrameS) : nominalFrameS;
    return lastS + step;
  }
}
