package dev.reelframe.analyzer.flow;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.media.Frame;

/**
 * How far the picture moves from frame to frame: the change in time over the slope in space (the
 * normal flow of B. Horn and B. Schunck, "Determining optical flow", 1981), summed over the picture
 * before they are divided, so that flat areas do not speak and contrast does not matter. It tells
 * slow from fast; of motions of more than some 3 % of the width per frame it only says "fast".
 */
final class NormalFlow {
  /** Changes up to this are noise and coding, levels. */
  private static final int NOISE = 3;

  private static final int ROW_STEP = 2;

  /** Below this mean slope, in levels per pixel, a picture is flat. */
  private static final double FLAT = 0.5;

  private int[] before = new int[0];
  private int[] now = new int[0];

  /** Distance since the frame before, in frame widths; 0 for the first frame. */
  double next(Frame frame) {
    int[] reused = before;
    before = now;
    now = reused;
    int pixels = frame.width() * frame.height();
    if (now.length != pixels) {
      now = new int[pixels];
    }
    luma(frame.data(), now);
    return before.length == pixels ? moved(frame.width(), frame.height()) / frame.width() : 0;
  }

  private static void luma(byte[] bgr, int[] out) {
    for (int i = 0, j = 0; i < out.length; i++, j += 3) {
      out[i] = Luma.level(bgr[j] & 0xFF, bgr[j + 1] & 0xFF, bgr[j + 2] & 0xFF);
    }
  }

  private double moved(int width, int height) {
    long change = 0;
    long slope = 0;
    for (int y = 0; y < height - 1; y += ROW_STEP) {
      for (int i = y * width, end = i + width - 1; i < end; i++) {
        int dt = Math.abs(now[i] - before[i]);
        change += dt > NOISE ? dt : 0;
        // Mean slope of both frames, the larger direction: half of a sum of absolute differences.
        int dx = Math.abs(now[i + 1] - now[i]) + Math.abs(before[i + 1] - before[i]);
        int dy = Math.abs(now[i + width] - now[i]) + Math.abs(before[i + width] - before[i]);
        slope += Math.max(dx, dy);
      }
    }
    double mean = slope / 2.0 / ((double) (width - 1) * ((height - 2) / ROW_STEP + 1));
    return mean < FLAT ? 0 : change / (slope / 2.0);
  }
}
