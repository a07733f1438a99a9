package dev.reelframe.analyzer.vision;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.media.Frame;
import java.util.Optional;

/**
 * The gate before a model: tells whether a frame shows anything new since the frame that was last
 * let through. The picture is compared in cells, and one changed cell is enough, so a small thing
 * that appears in a large picture is never skipped; comparing with the last frame that was let
 * through, not with the last frame, slow change adds up until it counts.
 */
public final class ChangeGate {
  /** The parameter of analyzers that have this gate. */
  public static final Parameter<Double> THRESHOLD =
      Parameter.number(
              "stillness",
              2,
              "mean absolute difference, 0..255, of a cell of 16 by 16 pixels from which a frame is"
                  + " new and looked at; 0 looks at every sampled frame")
          .from(0);

  /** Side of a cell, pixels of the view. */
  private static final int CELL_PX = 16;

  /** The frame before, by its place in the view: held itself, it would never be forgotten. */
  private record Changed(double threshold, long before, double beforeS)
      implements FrameMemo.Key<Boolean> {}

  private final double threshold;
  private final FrameMemo memo;
  private Optional<Frame> reference = Optional.empty();

  /**
   * @param threshold {@link #THRESHOLD}
   * @param memo where comparisons are kept for others of the same view
   */
  public ChangeGate(double threshold, FrameMemo memo) {
    this.threshold = threshold;
    this.memo = memo;
  }

  /**
   * Whether this frame has to be looked at; a frame let through is what the next is compared with.
   */
  public boolean changed(Frame frame) {
    boolean changed = threshold <= 0 || reference.map(r -> known(r, frame)).orElse(true);
    if (changed) {
      reference = Optional.of(frame);
    }
    return changed;
  }

  /** Analyzers of the same view ask about the same two frames: compared once for all of them. */
  private boolean known(Frame before, Frame now) {
    Changed key = new Changed(threshold, before.index(), before.timeS());
    return memo.get(now, key, () -> differs(before, now));
  }

  private boolean differs(Frame a, Frame b) {
    if (a.width() != b.width() || a.height() != b.height() || a.format() != b.format()) {
      return true;
    }
    for (int top = 0; top < b.height(); top += CELL_PX) {
      for (int left = 0; left < b.width(); left += CELL_PX) {
        if (cellDiffers(a, b, left, top)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean cellDiffers(Frame a, Frame b, int left, int top) {
    int bytes = b.format().bytesPerPixel();
    int right = Math.min(left + CELL_PX, b.width());
    int bottom = Math.min(top + CELL_PX, b.height());
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      int end = (y * b.width() + right) * bytes;
      for (int i = (y * b.width() + left) * bytes; i < end; i++) {
        sum += Math.abs((a.data()[i] & 0xFF) - (b.data()[i] & 0xFF));
      }
    }
    return sum >= threshold * (right - left) * (bottom - top) * bytes;
  }
}
