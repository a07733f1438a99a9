package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import java.util.List;

/**
 * A short stretch of the video with the frames that stand for it.
 *
 * @param number from 0
 * @param startS seconds
 * @param endS seconds
 * @param frames in the order of time, at least one; in pairs where a pair never reaches over the
 *     border of a step, so one may stand twice in a row
 */
record Segment(int number, double startS, double endS, List<Frame> frames) {
  Segment {
    frames = List.copyOf(frames);
  }

  /** How many different frames it shows. */
  int distinctFrames() {
    return (int) frames.stream().mapToLong(Frame::index).distinct().count();
  }
}
