package dev.reelframe.analyzer.quality;

/**
 * How the luma of a picture is spread.
 *
 * @param brightness mean, 0..1
 * @param contrast standard deviation, 0..0.5
 * @param under share of pixels that are as good as black
 * @param over share of pixels that are as good as white
 */
record LumaStatistics(double brightness, double contrast, double under, double over) {
  private static final int BLACK = 8;
  private static final int WHITE = 250;

  static LumaStatistics of(byte[] luma) {
    int[] levels = new int[256];
    for (int i = 0; i < luma.length; i += 3) {
      levels[luma[i] & 0xFF]++;
    }
    double n = 0;
    double sum = 0;
    double square = 0;
    double under = 0;
    double over = 0;
    for (int level = 0; level < 256; level++) {
      n += levels[level];
      sum += (double) level * levels[level];
      square += (double) level * level * levels[level];
      under += level <= BLACK ? levels[level] : 0;
      over += level >= WHITE ? levels[level] : 0;
    }
    double mean = sum / n;
    double deviation = Math.sqrt(Math.max(0, square / n - mean * mean));
    return new LumaStatistics(mean / 255, deviation / 255, under / n, over / n);
  }
}
