package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.media.Frame;
import java.util.ArrayDeque;

/**
 * Follows a small view frame by frame and tells how much the picture changes, in the block that
 * changes most: so a small thing that moves counts as much as a large one.
 */
final class FreezeDetector {
  private static final int BLOCK = 8;

  /** Slow changes are seen over this time. */
  static final double LAG_S = 0.25;

  private record Past(double timeS, float[] blocks) {}

  private final ArrayDeque<Past> past = new ArrayDeque<>();
  private byte[] before = new byte[0];
  private byte[] luma = new byte[0];
  private byte[] level = new byte[0];
  private double change;
  private double drift;
  private double mean;
  private double bright;

  void next(Frame frame) {
    byte[] reused = before;
    before = luma;
    luma =
        reused.length == frame.width() * frame.height()
            ? reused
            : new byte[frame.width() * frame.height()];
    level = level.length == luma.length ? level : new byte[luma.length];
    toLuma(frame.data(), luma);
    int columns = (frame.width() + BLOCK - 1) / BLOCK;
    int rows = (frame.height() + BLOCK - 1) / BLOCK;
    float[] means = new float[columns * rows];
    change = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        change = Math.max(change, block(frame, c, r, means, r * columns + c));
      }
    }
    drift(frame.timeS(), means);
  }

  private void toLuma(byte[] bgr, byte[] out) {
    long sum = 0;
    int above = 0;
    for (int i = 0, j = 0; i < out.length; i++, j += 3) {
      int blue = bgr[j] & 0xFF;
      int green = bgr[j + 1] & 0xFF;
      int red = bgr[j + 2] & 0xFF;
      int y = Luma.level(blue, green, red);
      out[i] = (byte) y;
      sum += y;
      int most = Math.max(blue, Math.max(green, red));
      level[i] = (byte) most;
      above += most > ContentQuality.BLACK_LEVEL ? 1 : 0;
    }
    mean = (double) sum / out.length / 255;
    bright = (double) above / out.length;
  }

  /** Mean change of a block since the frame before; its mean goes to {@code means[at]}. */
  private double block(Frame frame, int column, int row, float[] means, int at) {
    int left = column * BLOCK;
    int right = Math.min(left + BLOCK, frame.width());
    int bottom = Math.min(row * BLOCK + BLOCK, frame.height());
    int sum = 0;
    int moved = 0;
    boolean first = before.length != luma.length;
    for (int y = row * BLOCK; y < bottom; y++) {
      for (int i = y * frame.width() + left, end = y * frame.width() + right; i < end; i++) {
        sum += luma[i] & 0xFF;
        moved += first ? 255 : Math.abs((luma[i] & 0xFF) - (before[i] & 0xFF));
      }
    }
    int pixels = (right - left) * (bottom - row * BLOCK);
    means[at] = (float) sum / pixels;
    // Blocks cut off by the edge count as whole ones, or a few pixels there would decide.
    return (double) moved / (BLOCK * BLOCK);
  }

  private void drift(double timeS, float[] means) {
    drift = 0;
    past.addLast(new Past(timeS, means));
    while (past.size() > 2 && second().timeS <= timeS - LAG_S) {
      past.removeFirst();
    }
    Past old = past.getFirst();
    if (old.blocks.length == means.length) {
      for (int i = 0; i < means.length; i++) {
        drift = Math.max(drift, Math.abs(means[i] - old.blocks[i]));
      }
    }
  }

  private Past second() {
    var it = past.iterator();
    it.next();
    return it.next();
  }

  /** Largest mean change of a block of 8x8 pixels since the frame before, levels. */
  double change() {
    return change;
  }

  /** Largest change of a block's mean since {@link #LAG_S} ago, levels. */
  double drift() {
    return drift;
  }

  /** Time of the frame that {@link #drift} looks back to. */
  double driftSinceS() {
    return past.getFirst().timeS;
  }

  /** Mean luma, 0..1. */
  double mean() {
    return mean;
  }

  /** Share of pixels that are not black. */
  double bright() {
    return bright;
  }

  /** Largest channel of each pixel. */
  byte[] level() {
    return level;
  }
}
