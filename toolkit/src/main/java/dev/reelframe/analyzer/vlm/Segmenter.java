package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Parts sampled frames into overlapping segments while they come. Time is cut into steps; a segment
 * is a whole number of them, and frames are paired inside a step, so that what the vision encoder
 * reads of a step serves every segment that holds it.
 *
 * <p>The last segment ends with the picture: it is up to half a step longer or shorter than the
 * others. A step without a frame of its own shows what still stands on the screen; before the first
 * frame, that one.
 */
final class Segmenter {
  /** Timestamps are rounded to the container's clock. */
  private static final double CLOCK_S = 1e-6;

  private final double stepS;
  private final int stepsPerSegment;
  private final Deque<List<Frame>> steps = new ArrayDeque<>();
  private final List<Frame> open = new ArrayList<>();
  private long openStep;
  private int next;
  private Optional<Frame> shown = Optional.empty();

  /**
   * @param lengthS a whole multiple of the step
   */
  Segmenter(double lengthS, double stepS) {
    this.stepS = stepS;
    this.stepsPerSegment = Math.toIntExact(Math.round(lengthS / stepS));
  }

  /** Takes the next sampled frame; gives the segments that are complete by now. */
  List<Segment> accept(Frame frame) {
    List<Segment> complete = new ArrayList<>();
    long step = (long) Math.floor((frame.timeS() + CLOCK_S) / stepS);
    while (openStep < step) {
      closeStep(frame);
      // The segment behind the steps that are closed may yet be the last, and grow by half a step.
      if (steps.size() > stepsPerSegment) {
        complete.add(take(stepsPerSegment, (next + stepsPerSegment) * stepS));
      }
    }
    open.add(frame);
    shown = Optional.of(frame);
    return complete;
  }

  /**
   * The remaining segments.
   *
   * @param endS end of the picture, seconds
   */
  List<Segment> end(double endS) {
    List<Segment> complete = new ArrayList<>();
    if (shown.isEmpty()) {
      return complete;
    }
    closeStep(shown.get());
    double lengthS = stepsPerSegment * stepS;
    long count = Math.max(1, Math.round((endS - lengthS) / stepS) + 1);
    while (next < count - 1) {
      while (steps.size() < stepsPerSegment) {
        closeStep(shown.get());
      }
      complete.add(take(stepsPerSegment, (next + stepsPerSegment) * stepS));
    }
    if (steps.isEmpty()) {
      closeStep(shown.get());
    }
    if (endS > next * stepS) {
      complete.add(take(steps.size(), endS));
    }
    return complete;
  }

  private void closeStep(Frame following) {
    if (open.isEmpty()) {
      open.add(shown.orElse(following));
    }
    if (open.size() % 2 == 1) {
      open.add(open.getLast());
    }
    steps.add(List.copyOf(open));
    open.clear();
    openStep++;
  }

  private Segment take(int count, double endS) {
    List<Frame> frames = steps.stream().limit(count).flatMap(List::stream).toList();
    steps.removeFirst();
    return new Segment(next, next++ * stepS, endS, frames);
  }
}
