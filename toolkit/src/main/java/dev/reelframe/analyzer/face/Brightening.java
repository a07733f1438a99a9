package dev.reelframe.analyzer.face;

import dev.reelframe.media.Frame;

/** How much brighter a dark frame, as in a fade, is made before faces are looked for. */
final class Brightening {
  /** Green, 0..255, that all but the brightest fiftieth of a dark frame stays below. */
  private static final int DARK = 110;

  /** Where a dark frame's brightest fiftieth is brought to. */
  private static final int BRIGHT = 200;

  /** Below this there is noise only. */
  private static final int BLACK = 16;

  private Brightening() {}

  /** What a dark frame is multiplied with; 1 for others, and for one that is all but black. */
  static float of(Frame frame) {
    int[] histogram = new int[256];
    int pixels = frame.width() * frame.height();
    int step = Math.max(1, pixels / 4096);
    int count = 0;
    for (int i = step / 2; i < pixels; i += step, count++) {
      histogram[frame.data()[3 * i + 1] & 0xFF]++;
    }
    int bright = 255;
    for (int brighter = histogram[255]; brighter < count / 50; brighter += histogram[bright]) {
      bright--;
    }
    return bright >= DARK || bright < BLACK ? 1 : (float) BRIGHT / bright;
  }
}
