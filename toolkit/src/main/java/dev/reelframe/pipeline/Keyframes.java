package dev.reelframe.pipeline;

import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A few small pictures, evenly spread, taken from the decode that runs anyway: what a report shows
 * above its time axis.
 */
final class Keyframes {
  /** Sharp on a dense display: twice the height at which the pictures are shown. */
  private static final int HEIGHT_PX = 180;

  /**
   * All of them side by side are about eight times as wide as high, as the space above a timeline.
   */
  private static final double STRIP_ASPECT = 7.9;

  private static final int FEWEST = 4;
  private static final int MOST = 20;

  /** Step where the container does not state its duration, seconds. */
  private static final double UNKNOWN_STEP_S = 2;

  private final Frames view;
  private final List<Frame> frames = new ArrayList<>();

  private Keyframes(Frames view) {
    this.view = view;
  }

  static Keyframes of(MediaInfo.Picture picture, double durationS) {
    double aspect = (double) picture.width() / picture.height();
    int count = Math.clamp(Math.round(STRIP_ASPECT / aspect), FEWEST, MOST);
    int width = Math.clamp(Math.round(HEIGHT_PX * aspect), 16, 480);
    double step = durationS > 0 ? Math.min(durationS / count, 3600) : UNKNOWN_STEP_S;
    return new Keyframes(Frames.every(step).width(width));
  }

  Frames view() {
    return view;
  }

  void add(Frame frame) {
    if (frames.size() < MOST) {
      frames.add(frame);
    }
  }

  List<Frame> frames() {
    return List.copyOf(frames);
  }
}
