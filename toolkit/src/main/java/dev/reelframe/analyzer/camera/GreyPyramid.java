package dev.reelframe.analyzer.camera;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.media.Frame;

/**
 * Luma of a frame and its halves, for tracking from coarse to fine. Written anew for each frame.
 */
final class GreyPyramid {
  static final int LEVELS = 3;

  final int[] width = new int[LEVELS];
  final int[] height = new int[LEVELS];

  /** Luma 0..255 in rows from the top, the finest level first. */
  final float[][] luma = new float[LEVELS][];

  double timeS;
  long frame;

  GreyPyramid(int frameWidth, int frameHeight) {
    int w = frameWidth;
    int h = frameHeight;
    for (int level = 0; level < LEVELS; level++) {
      width[level] = w;
      height[level] = h;
      luma[level] = new float[w * h];
      w = Math.max(1, w / 2);
      h = Math.max(1, h / 2);
    }
  }

  void read(Frame source) {
    timeS = source.timeS();
    frame = source.index();
    byte[] data = source.data();
    float[] finest = luma[0];
    for (int i = 0, at = 0; i < finest.length; i++, at += 3) {
      finest[i] =
          Luma.comparable(data[at] & 0xFF, data[at + 1] & 0xFF, data[at + 2] & 0xFF) * (1 / 256f);
    }
    for (int level = 1; level < LEVELS; level++) {
      halve(level);
    }
  }

  private void halve(int level) {
    float[] from = luma[level - 1];
    int stride = width[level - 1];
    int right = stride > 1 ? 1 : 0;
    int below = height[level - 1] > 1 ? stride : 0;
    for (int y = 0, out = 0; y < height[level]; y++) {
      int at = y * 2 * stride;
      for (int x = 0; x < width[level]; x++, out++, at += 2) {
        luma[level][out] =
            (from[at] + from[at + right] + from[at + below] + from[at + below + right]) / 4;
      }
    }
  }

  /** Luma between pixels; the caller keeps inside. */
  float at(int level, float x, float y) {
    int x0 = (int) x;
    int y0 = (int) y;
    float fx = x - x0;
    float fy = y - y0;
    float[] p = luma[level];
    int i = y0 * width[level] + x0;
    float top = p[i] + fx * (p[i + 1] - p[i]);
    int j = i + width[level];
    float bottom = p[j] + fx * (p[j + 1] - p[j]);
    return top + fy * (bottom - top);
  }
}
